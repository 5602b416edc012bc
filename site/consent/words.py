"""Taking one person's words out of training that stays."""

import json
import uuid
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from wagtail.fields import RichTextField, StreamField

from authorship.models import AdaptedPage, Contributor, is_training
from consent.cascade import family
from consent.models import TakenWords
from consent.whose import (
    Change,
    Content,
    Piece,
    changes_in,
    facts_of,
    is_list,
    pieces_of,
    pieces_of_people,
    raw_blocks,
    streams_of,
)
from files.public import take_files_away
from files.references import files_in_revision
from publishing.digests import digest
from publishing.our_sentences import gap_sentence, gap_sentences, kind_of, kinds_of
from publishing.selectors import valid_release
from publishing.withdrawing import GAP_BLOCK, take_words_out

UNSEEN = ("seo_title", "search_description")


def take_own_words_out(contributor: Contributor) -> None:
    """Let training that stays public show a gap where this person's words were, in every language, at once.

    What they wrote or changed goes, also where others changed it later. Of a story the words are its tellers'.
    """
    page = contributor.work.page
    if page is None or not is_training(page.specific_class):
        return
    theirs: dict[Any, set[str]] = {}
    said: set[str] = set()
    members = family(page)
    for member in members:
        for key, sha256 in written_by([contributor], member):
            theirs.setdefault(member.translation_key, set()).add(key)
            said.add(sha256)
            remember(contributor, key, sha256)
    for member in members:
        take_out(member, theirs.get(member.translation_key, set()), said)


def written_by(people: Collection[Contributor], page: Any, changes: Iterable[Change] | None = None) -> Iterator[Piece]:
    """Yield each piece that these people wrote or changed in a page, as its history has it.

    `changes` is that history, where somebody has read it already.
    """
    # Where words were taken out before, the history says so itself.
    gaps = {digest(left) for left in gap_sentences() | kinds_of(page)}
    copied = copied_pieces(page)
    pieces = pieces_of_people(changes_in(page) if changes is None else changes, people)
    return (piece for piece in pieces if piece[1] not in gaps and piece not in copied)


def copied_pieces(page: Any) -> set[Piece]:
    """Return what a page said when it was copied from another one: nobody wrote that here."""
    row = AdaptedPage.objects.filter(page=page.pk).first()
    return set(row.copied.items()) if row is not None else set()


def remember(contributor: Contributor, key: str, sha256: str) -> None:
    """Keep which piece it was: what is rewritten in the history cannot say it any more."""
    if not TakenWords.objects.filter(contributor=contributor, piece=key, sha256=sha256).exists():
        TakenWords.objects.create(contributor=contributor, piece=key, sha256=sha256)


def taken_words_in(content: Content, page: Any, leavers: Collection[Contributor]) -> tuple[list[str], list[str]]:
    """Return which parts and which facts of these words are of somebody who left a page.

    What they took back then stays out, and what was saved in their name since, by whatever road.
    """
    if not leavers:
        return [], []
    model = type(page)
    rows = TakenWords.objects.filter(contributor__in=leavers).values_list("piece", "sha256")
    taken = {*rows, *written_by(leavers, page)}
    pieces, digests, facts = {piece for piece, _sha in taken}, {sha for _piece, sha in taken}, facts_of(model)
    here = {key: value for key, value in pieces_of(content, model).items() if value}
    same = [key for key, value in here.items() if digest(value) in digests]
    parts = [key for key in here if key not in facts and (key in pieces or key in same)]
    return parts, [name for name in facts if name in same]


def take_out(page: Any, theirs: set[str], said: Collection[str]) -> None:
    """Leave gaps in what is public of a page where these pieces are: ids or names of fields, or what they said."""
    release = valid_release(page)
    if release is None or release.revision is None:
        return
    before = files_in_revision(release.revision)
    content = with_gaps(release.revision.content, page, theirs, said)
    if content == release.revision.content:
        return
    take_words_out(release=release, content=content)
    release.refresh_from_db()
    take_files_away(release, before - files_in_revision(release.revision))


def with_gaps(content: Content, page: Any, theirs: set[str], said: Collection[str]) -> Content:
    """Return what a revision holds, with a gap in place of each part, item and fact that is somebody's.

    `theirs` are ids of parts and items and names of facts, `said` the fingerprints of what they said.
    """
    gap = gap_sentence(page.locale.language_code)
    after = dict(content)
    for field in streams_of(type(page)):
        parts = raw_blocks(content, field)
        left = [shown for part in parts for shown in _part(part, field, theirs, said, gap)]
        if left != parts:
            after[field.name] = json.dumps(left)
    for name in facts_of(type(page)):
        value = content.get(name)
        if value and (name in theirs or digest(value) in said):
            after[name] = _fact(page, name, gap)
    return after


def _part(part: Any, field: StreamField, theirs: set[str], said: Collection[str], gap: str) -> Iterator[Any]:
    value = part["value"]
    if is_list(value):
        items = [
            {"type": item["type"], "value": gap, "id": str(uuid.uuid4())}
            if isinstance(item["value"], str) and (item["id"] in theirs or digest(item["value"]) in said)
            else item
            for item in value
        ]
        yield part | {"value": items}
    elif part["id"] not in theirs and digest(value) not in said:
        yield part
    elif GAP_BLOCK in field.stream_block.child_blocks:
        # With an id of its own: the part that was here is gone.
        yield {"type": GAP_BLOCK, "value": None, "id": str(uuid.uuid4())}


def _fact(page: Any, name: str, gap: str) -> str:
    if name == "title":
        return kind_of(page)
    if name in UNSEEN:
        return ""
    return f"<p>{gap}</p>" if isinstance(page._meta.get_field(name), RichTextField) else gap
