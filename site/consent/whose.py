"""Whose words are whose in a page, told from its history. Of words only fingerprints are compared and kept."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from consent.models import PastPiece
from publishing.candidates import revisions_of
from publishing.comparing import FREE_FIELDS
from publishing.digests import digest
from publishing.guards import is_deleted_by_itself

Content = dict[str, Any]
Piece = tuple[str, str]
"""The id of a part or item, or the name of a fact, and the SHA-256 of what it says."""
ADDRESS = "slug"
"""The piece that nobody writes: it is made of a title, by whoever writes that."""


def facts_of(model: Any) -> list[str]:
    """Return the names of the fields of a page in which somebody writes words, besides its blocks."""
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in FREE_FIELDS | {ADDRESS}
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


def fingerprints(content: Content, model: Any) -> set[Piece]:
    """Return the pieces of a revision that say something, and its address among them."""
    pieces = pieces_of(content, model) | {ADDRESS: content.get(ADDRESS)}
    return {(key, digest(value)) for key, value in pieces.items() if value}


def _changes(page: Any) -> Iterator[tuple[int | None, Piece]]:
    """Yield each piece as somebody wrote or changed it, with their account, oldest first; deleted versions before."""
    past = list(PastPiece.objects.filter(page_id=page.pk).values_list("user_id", "piece", "sha256"))
    yield from ((user_id, (piece, sha256)) for user_id, piece, sha256 in past)
    known = {(piece, sha256) for _user_id, piece, sha256 in past}
    before: set[Piece] = set()
    for revision in revisions_of(page):
        now = fingerprints(revision.content, type(page))
        yield from ((revision.user_id, piece) for piece in now - before - known)
        before = now


def changes_by(page: Any, users: Collection[int | None]) -> Iterator[Piece]:
    """Yield each piece that these accounts have written or changed, as they left it, also in deleted versions.

    None among `users` stands for saves by nobody in particular.
    """
    return (piece for user_id, piece in _changes(page) if user_id in users)


def who_wrote_what(page: Any) -> dict[str, list[int]]:
    """Return the accounts that wrote or changed each part, item or fact of `page`, by its key, first writer first."""
    found: dict[str, list[int]] = {}
    for user_id, (key, _sha256) in _changes(page):
        writers = found.setdefault(key, [])
        if user_id is not None and user_id not in writers:
            writers.append(user_id)
    return found


def remember_whose(sender: Any, instance: Revision, origin: Any = None, **kwargs: Any) -> None:
    """Before a version of a page is deleted by itself: keep which pieces were written or changed in it, and by whom."""
    if not is_deleted_by_itself(origin) or instance.base_content_type != ContentType.objects.get_for_model(Page):
        return
    model = instance.content_type.model_class()
    older = Revision.objects.filter(object_id=instance.object_id, pk__lt=instance.pk)
    one_before = older.filter(base_content_type_id=instance.base_content_type_id).order_by("created_at", "pk").last()
    before = fingerprints(one_before.content, model) if one_before else set()
    known = set(PastPiece.objects.filter(page_id=instance.object_id).values_list("piece", "sha256"))
    PastPiece.objects.bulk_create(
        PastPiece(page_id=instance.object_id, user_id=instance.user_id, piece=piece, sha256=sha256)
        for piece, sha256 in sorted(fingerprints(instance.content, model) - before - known)
    )
