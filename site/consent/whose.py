"""Whose words are whose in a page, told from its history. Of words only fingerprints are compared and kept."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from authorship.models import Contributor
from consent.models import PastPiece, WhosePiece
from publishing.candidates import revisions_of
from publishing.comparing import FREE_FIELDS
from publishing.digests import digest
from publishing.guards import is_deleted_by_itself

Content = dict[str, Any]
Piece = tuple[str, str]
"""The id of a part or item, or the name of a fact, and the SHA-256 of what it says."""
ADDRESS = "slug"
"""The piece that nobody writes: it is made of a title, by whoever writes that."""


class Change(NamedTuple):
    """A piece as somebody wrote or changed it.

    `user_id` is the account that saved it, None where nobody in particular did. `holder` is the part in the work, by
    its id, of whoever it is of as that account said; None where they were not asked.
    """

    user_id: int | None
    holder: int | None
    piece: Piece


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


def keys_of(part: Any) -> list[str]:
    """Return the ids under which the pieces of a part are known: those of its items, where it is a list, or its own."""
    return [item["id"] for item in part["value"]] if is_list(part["value"]) else [part["id"]]


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


def changes_in(page: Any) -> Iterator[Change]:
    """Yield each piece as somebody wrote or changed it, oldest first; deleted versions before."""
    said = WhosePiece.objects.filter(page_id=page.pk).values_list("user_id", "piece", "sha256", "contributor_id")
    holders: dict[tuple[int | None, Piece], int] = {
        (user_id, (piece, sha256)): holder for user_id, piece, sha256, holder in said.order_by("pk")
    }
    first: dict[Piece, int | None] = {}
    beside = {*facts_of(type(page)), ADDRESS}
    for user_id, piece in _pieces_saved(page):
        holder = holders.get((user_id, piece))
        # Whoever brings back a part, as it was, leaves it with whom it was.
        if holder is None and piece[0] not in beside:
            holder = first.get(piece)
        first.setdefault(piece, holder)
        yield Change(user_id, holder, piece)


def _pieces_saved(page: Any) -> Iterator[tuple[int | None, Piece]]:
    past = list(PastPiece.objects.filter(page_id=page.pk).values_list("user_id", "piece", "sha256"))
    yield from ((user_id, (piece, sha256)) for user_id, piece, sha256 in past)
    known = {(piece, sha256) for _user_id, piece, sha256 in past}
    before: set[Piece] = set()
    for revision in revisions_of(page):
        now = fingerprints(revision.content, type(page))
        yield from ((revision.user_id, piece) for piece in now - before - known)
        before = now


def pieces_held(
    changes: Iterable[Change], *, users: Collection[int | None], holders: Collection[int]
) -> Iterator[Piece]:
    """Yield each piece of the `changes` in a page that is of these people, as it was left, also in deleted versions.

    It is of whoever in `holders` it was said to be of, by the id of their part. Where nobody was asked it is of the
    account that saved it, if that is among `users`; None there stands for saves by nobody in particular.
    """
    for change in changes:
        is_theirs = change.user_id in users if change.holder is None else change.holder in holders
        if is_theirs:
            yield change.piece


def pieces_of_people(changes: Iterable[Change], people: Collection[Contributor]) -> Iterator[Piece]:
    """Yield each piece of the `changes` in a page that is of these people, by their accounts and by their parts."""
    users = {person.person.user_id for person in people} - {None}
    return pieces_held(changes, users=users, holders={person.pk for person in people})


def pieces_of_nobody_known(changes: Iterable[Change]) -> Iterator[Piece]:
    """Yield each piece of which nobody has said whose it is: it may be of whoever others typed for."""
    return (change.piece for change in changes if change.holder is None)


def who_wrote_what(page: Any) -> dict[str, list[tuple[int | None, int | None]]]:
    """Return who wrote or changed each part, item or fact of `page`, by its key, in the order in which they began.

    Each is an account, and the part of whoever they said it is of, as in `Change`.
    """
    found: dict[str, dict[tuple[int | None, int | None], None]] = {}
    for change in changes_in(page):
        found.setdefault(change.piece[0], {})[(change.user_id, change.holder)] = None
    return {key: list(writers) for key, writers in found.items()}


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
