"""Whose words are whose in a page, told from its history; and taking one person's words out of training that stays."""

import json
import uuid
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import models
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Revision

from authorship.models import Contributor
from consent.cascade import family
from consent.models import TakenWords
from consent.parts import take_files_away
from files.references import files_in_revision
from publishing.candidates import object_key, revisions_of
from publishing.comparing import FREE_FIELDS
from publishing.digests import digest
from publishing.models import Release
from publishing.withdrawing import GAP_BLOCK, gap_sentence, take_words_out

UNSEEN = ("seo_title", "search_description")
Content = dict[str, Any]


def facts_of(model: Any) -> list[str]:
    """Return the names of the fields of a page in which somebody writes words, besides its blocks."""
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in FREE_FIELDS | {"slug"}
    ]


def streams_of(model: Any) -> list[StreamField]:
    """Return the fields of a page that hold blocks."""
    return [field for field in model._meta.get_fields() if isinstance(field, StreamField)]


def raw_blocks(content: Content, field: StreamField) -> list[Any]:
    """Return the blocks of a field as a revision holds them."""
    stored = content.get(field.name) or "[]"
    found: list[Any] = json.loads(stored) if isinstance(stored, str) else stored
    return found


def is_list(value: Any) -> bool:
    """Say whether the value of a block is a list whose items are known one by one."""
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) and "id" in item for item in value)


def pieces_of(content: Content, model: Any) -> dict[str, Any]:
    """Return the value of each part or item by its id, and of each fact by its name, as a revision holds them."""
    pieces: dict[str, Any] = {name: content.get(name) or "" for name in facts_of(model)}
    for field in streams_of(model):
        for part in raw_blocks(content, field):
            if is_list(part["value"]):
                pieces |= {item["id"]: item["value"] for item in part["value"]}
            else:
                pieces[part["id"]] = part["value"]
    return pieces


def changes_by(revisions: Iterable[Revision], users: Collection[int | None], model: Any) -> Iterator[tuple[str, Any]]:
    """Yield each part (by its id) and fact (by its name) that these accounts have written or changed, as they left it.

    None among `users` stands for saves by nobody in particular. Revisions come oldest first.
    """
    before: dict[str, Any] = {}
    for revision in revisions:
        now = pieces_of(revision.content, model)
        if revision.user_id in users:
            yield from ((key, value) for key, value in now.items() if before.get(key) != value)
        before = now


def take_own_words_out(contributor: Contributor) -> None:
    """Let training that stays public show a gap where this person's words were, in every language, at once.

    What they wrote or changed goes, also where others changed it later. Of a story the words are its tellers'.
    """
    page, user_id = contributor.work.page, contributor.person.user_id
    if page is None or user_id is None or getattr(page.specific_class, "voices_hold_the_whole", False):
        return
    theirs: dict[Any, set[str]] = {}
    said: list[Any] = []
    members = family(page)
    for member in members:
        gap = gap_sentence(member.locale.language_code)
        for key, value in changes_by(revisions_of(member), {user_id}, type(member)):
            # Where words were taken out before, the history says so itself.
            if value and value not in (gap, f"<p>{gap}</p>"):
                theirs.setdefault(member.translation_key, set()).add(key)
                said.append(value)
                _remember(contributor, key, value)
    for member in members:
        _take_out(member, theirs.get(member.translation_key, set()), said)


def _remember(contributor: Contributor, key: str, value: Any) -> None:
    """Keep which piece it was: what is rewritten in the history cannot say it any more."""
    sha256 = digest(value)
    if not TakenWords.objects.filter(contributor=contributor, piece=key, sha256=sha256).exists():
        TakenWords.objects.create(contributor=contributor, piece=key, sha256=sha256)


def taken_words_in(content: Content, model: Any, leavers: Iterable[Contributor]) -> tuple[list[str], list[str]]:
    """Return which parts and which facts of these words somebody who left has taken back before."""
    rows = TakenWords.objects.filter(contributor__in=list(leavers)).values_list("piece", "sha256")
    taken = set(rows)
    pieces, digests, facts = {piece for piece, _sha in taken}, {sha for _piece, sha in taken}, facts_of(model)
    here = {key: value for key, value in pieces_of(content, model).items() if value}
    same = [key for key, value in here.items() if digest(value) in digests]
    parts = [key for key in here if key not in facts and (key in pieces or key in same)]
    return parts, [name for name in facts if name in same]


def _take_out(page: Any, theirs: set[str], said: list[Any]) -> None:
    release = Release.objects.filter(**object_key(page), state=Release.State.VALID).first()
    if release is None or release.revision is None:
        return
    before = files_in_revision(release.revision)
    content = with_gaps(release.revision.content, page, theirs, said)
    if content == release.revision.content:
        return
    take_words_out(release=release, content=content)
    release.refresh_from_db()
    take_files_away(release, before - files_in_revision(release.revision))


def with_gaps(content: Content, page: Any, theirs: set[str], said: list[Any]) -> Content:
    """Return what a revision holds, with a gap in place of each part, item and fact that is somebody's."""
    gap = gap_sentence(page.locale.language_code)
    after = dict(content)
    for field in streams_of(type(page)):
        parts = raw_blocks(content, field)
        left = [shown for part in parts for shown in _part(part, field, theirs, said, gap)]
        if left != parts:
            after[field.name] = json.dumps(left)
    for name in facts_of(type(page)):
        value = content.get(name)
        if value and (name in theirs or value in said):
            after[name] = _fact(page, name, gap)
    return after


def _part(part: Any, field: StreamField, theirs: set[str], said: list[Any], gap: str) -> Iterator[Any]:
    value = part["value"]
    if is_list(value):
        items = [
            {"type": item["type"], "value": gap, "id": str(uuid.uuid4())}
            if isinstance(item["value"], str) and (item["id"] in theirs or item["value"] in said)
            else item
            for item in value
        ]
        yield part | {"value": items}
    elif part["id"] not in theirs and value not in said:
        yield part
    elif GAP_BLOCK in field.stream_block.child_blocks:
        # With an id of its own: the part that was here is gone.
        yield {"type": GAP_BLOCK, "value": None, "id": str(uuid.uuid4())}


def _fact(page: Any, name: str, gap: str) -> str:
    if name == "title":
        return str(page._meta.verbose_name).capitalize()
    if name in UNSEEN:
        return ""
    return f"<p>{gap}</p>" if isinstance(page._meta.get_field(name), RichTextField) else gap
