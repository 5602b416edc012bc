"""Typing for somebody: who may, and whose each piece is that they save. Each can then take back what is theirs."""

from typing import Any

from django.core.exceptions import PermissionDenied

from authorship.models import Contributor, Work
from consent.models import WhosePiece
from consent.whose import Piece, changes_in, fingerprints

Role = Contributor.Role
TYPES_FOR_ANYBODY = frozenset({Role.SUPPORTER, Role.INTERVIEWER, Role.TRAINER})


def may_type_for(me: Contributor) -> list[Contributor]:
    """Return those for whom `me` may type: everybody without an account, and for who helps everybody else too.

    Only among those who make the work.
    """
    if not me.makes_it:
        return []
    others = Contributor.makers.filter(work_id=me.work_id).exclude(pk=me.pk).select_related("person")
    return [other for other in others if me.role in TYPES_FOR_ANYBODY or other.person.user_id is None]


def said_last(page: Any, user: Any) -> int | None:
    """Return of whom this account said that it is when it last saved `page`, by their part; None where it never did."""
    said = WhosePiece.objects.filter(page_id=page.pk, user_id=user.pk)
    return said.order_by("pk").values_list("contributor_id", flat=True).last()


def holder_now(page: Any, part_id: str) -> Contributor | None:
    """Return whose a part is, as whoever changed it last said; None where they were not asked."""
    last = [change.holder for change in changes_in(page) if change.piece[0] == part_id][-1:]
    return Contributor.makers.filter(pk__in=[pk for pk in last if pk is not None]).first()


def holder_to_keep(me: Contributor, page: Any, part_id: str) -> Contributor | None:
    """Return whose a part stays when `me` changes it without being asked; None where `me` may not speak for them.

    It is theirs even so: a part is of everybody who wrote or changed it.
    """
    holder = holder_now(page, part_id)
    return holder if holder in (me, *may_type_for(me)) else None


def say_whose(page: Any, *, before: Any, after: Any, by: Any, holder: Contributor) -> None:
    """Note that what `by` changed between two versions of `page` is of `holder`. Raises PermissionDenied.

    `before` and `after` are revisions; `before` is None where it is the first one.
    """
    model = type(page)
    changed = fingerprints(after.content, model) - (fingerprints(before.content, model) if before else set())
    _note(page, changed, by=by, holder=holder)


def say_otherwise(page: Any, *, keys: set[str], by: Any, holder: Contributor) -> bool:
    """Let whoever saved these pieces say anew whose they are, unchanged; return whether anything is different now.

    Once somebody has left the work, what they were told stays: pieces change hands no more.
    Raises PermissionDenied.
    """
    if Contributor.everyone.filter(work_id=holder.work_id, left_at__isnull=False).exists():
        return False
    here = fingerprints(page.get_latest_revision().content, type(page))
    mine = {
        change.piece
        for change in changes_in(page)
        if change.user_id == by.pk and change.holder != holder.pk and change.piece[0] in keys
    }
    _note(page, mine & here, by=by, holder=holder)
    return bool(mine & here)


def _note(page: Any, pieces: set[Piece], *, by: Any, holder: Contributor) -> None:
    me = Contributor.makers.filter(work_id=holder.work_id, person__user=by).first()
    if me is None or (holder != me and holder not in may_type_for(me)):
        raise PermissionDenied
    WhosePiece.objects.bulk_create(
        WhosePiece(contributor=holder, page_id=page.pk, user_id=by.pk, piece=key, sha256=sha256)
        for key, sha256 in sorted(pieces)
    )


def answers_about(page: Any) -> int:
    """Return how many answers to whose a piece is were given for `page`."""
    return WhosePiece.objects.filter(page_id=page.pk).count()


def has_pieces(work: Work) -> set[int]:
    """Return the people of whom somebody said that a piece is theirs."""
    return set(WhosePiece.objects.filter(contributor__work=work).values_list("contributor__person_id", flat=True))
