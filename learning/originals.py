"""What changed in the original of a module since somebody last looked. Compared are fingerprints of what is public."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.html import strip_tags
from wagtail.models import Page

from authorship.models import AdaptedPage
from consent.whose import ADDRESS, Content, facts_of, fingerprints, is_list, raw_blocks, streams_of
from learning.models import ModulePage, SessionPage
from learning.selectors import sessions_of
from publishing.models import Release
from publishing.selectors import released

SESSION = "session:"
"""Begins the keys by which is noted that somebody has seen that the original has a session."""


def contents_of(pages: Iterable[Any]) -> dict[int, Content]:
    """Return what is public of these pages as their revisions hold it, by their numbers; two queries."""
    public: Any = released(Page.objects.filter(pk__in=[page.pk for page in pages]))
    numbers = [str(pk) for pk in public.values_list("pk", flat=True)]
    releases = Release.objects.filter(
        content_type=ContentType.objects.get_for_model(Page),
        object_id__in=numbers,
        state=Release.State.VALID,
        audience=Release.PUBLIC,
    )
    return {
        int(release.object_id): release.revision.content
        for release in releases.select_related("revision")
        if release.revision is not None
    }


def said_now(pages: Iterable[Any]) -> dict[int, dict[str, str]]:
    """Return the fingerprints of what is public of these pages, by their numbers and by the keys of their pieces."""
    by_number = {page.pk: page for page in pages}
    return {pk: _said(content, by_number[pk]) for pk, content in contents_of(by_number.values()).items()}


def _said(content: Content, page: Any) -> dict[str, str]:
    return {key: sha256 for key, sha256 in fingerprints(content, page.specific_class) if key != ADDRESS}


@dataclass(frozen=True)
class Changed:
    """What is new or other on one page of the original, in plain words, and how many pieces of it went."""

    page: Any
    copied: Any | None
    texts: list[str]
    gone: int


def _rows(module: ModulePage) -> list[AdaptedPage]:
    """Return from which pages a module and its sessions were copied, the module first."""
    pages = [module.pk, *SessionPage.objects.child_of(module).order_by("path").values_list("pk", flat=True)]
    rows = AdaptedPage.objects.filter(page__in=pages, original__isnull=False).select_related("original", "page")
    return sorted(rows, key=lambda row: pages.index(row.page_id))


def changed_since(module: ModulePage) -> list[Changed]:
    """Return what changed in the public original of a module and its sessions since somebody last looked."""
    rows = _rows(module) if module.pk else []
    contents = contents_of(row.original for row in rows)
    found = [_changed(row, contents[row.original_id]) for row in rows if row.original_id in contents]
    whole = rows[0] if rows and rows[0].page_id == module.pk else None
    if whole is not None and whole.original_id in contents:
        known = {row.original_id for row in rows}
        for session in sessions_of(whole.original):
            if session.pk not in known and _session_key(session) not in whole.seen:
                found.append(Changed(session, None, [session.title], 0))
    return [one for one in found if one.texts or one.gone]


def _changed(row: AdaptedPage, content: Content) -> Changed:
    original: Any = row.original
    now, words = _said(content, original), _texts(content, original.specific_class)
    texts = [words[key] for key in words if words[key] and row.seen.get(key) != now.get(key)]
    gone = [key for key in row.seen if key not in now and not key.startswith(SESSION)]
    return Changed(original, row.page, texts, len(gone))


def _session_key(session: Any) -> str:
    return f"{SESSION}{session.pk}"


def _texts(content: Content, model: Any) -> dict[str, str]:
    """Return the words of each piece by its key, in the order of the page."""
    found = {name: strip_tags(content.get(name) or "") for name in facts_of(model)}
    for field in streams_of(model):
        for part in raw_blocks(content, field):
            items = part["value"] if is_list(part["value"]) else [part]
            for item in items:
                found[item["id"]] = " · ".join(_strings(item["value"]))
    return found


def _strings(value: Any) -> list[str]:
    """Return the texts in the stored value of a block that somebody reads; codes and ids are none."""
    if isinstance(value, dict):
        parts = value.items()
        return [text for name, part in parts if name not in ("id", "type") for text in _strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in _strings(part)]
    text = strip_tags(value).strip() if isinstance(value, str) else ""
    return [text] if " " in text or text[:1].isupper() else []


@transaction.atomic
def note_seen(module: ModulePage) -> None:
    """Note that somebody has looked at what changed: from now on only newer changes are shown."""
    rows = _rows(module)
    now = said_now(row.original for row in rows)
    for row in rows:
        if row.original_id in now:
            row.seen = now[row.original_id]
            if row.page_id == module.pk:
                row.seen |= {_session_key(session): "" for session in sessions_of(row.original)}
            row.save(update_fields=["seen"])
