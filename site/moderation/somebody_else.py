"""Somebody else, please: a wish about a moderator, without a reason."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from authorship.models import Work
from authorship.selectors import is_contributor, page_ids_of, work_of
from moderation.models.claims import Claim, SomebodyElse
from moderation.models.notes import NoteToAuthor
from publishing.decisions import log_decision


def is_asked_away(user: Any, page: Any) -> bool:
    """Say whether somebody who made `page` would rather have another moderator than `user`."""
    work = work_of(page)
    return work is not None and SomebodyElse.objects.filter(work=work, moderator=user).exists()


def moderators_asked_away(page: Any) -> Any:
    """Return the ids of the moderators who are not to check `page`, as a query."""
    return SomebodyElse.objects.filter(work=work_of(page)).values("moderator")


def pages_asked_away_from(user: Any) -> set[int]:
    """Return the ids of the pages that `user` is not to check."""
    wishes = SomebodyElse.objects.filter(moderator=user, work__page__isnull=False).select_related("work__page")
    return {page_id for wish in wishes for page_id in page_ids_of(wish.work)}


def known_checkers(work: Work) -> list[Any]:
    """Return the moderators whom those who made `work` know of: who claimed it or wrote a note, and may still check."""
    ids = [str(page_id) for page_id in page_ids_of(work)]
    claimed = Claim.objects.filter(check_state__workflow_state__object_id__in=ids).values("moderator")
    wrote = NoteToAuthor.objects.filter(check_state__workflow_state__object_id__in=ids).values("by")
    asked_away = SomebodyElse.objects.filter(work=work).values("moderator")
    people = get_user_model().objects
    return list((people.filter(pk__in=claimed) | people.filter(pk__in=wrote)).exclude(pk__in=asked_away).order_by("pk"))


@transaction.atomic
def ask_for_somebody_else(*, work: Work, user: Any, moderator_id: int) -> None:
    """Keep `user`'s wish, and end what that moderator has claimed of the work.

    Raises PermissionDenied where `user` takes no part, or that moderator is not one whom they know of.
    """
    if not is_contributor(user, work.page):
        raise PermissionDenied
    moderator = next((person for person in known_checkers(work) if person.pk == moderator_id), None)
    if moderator is None:
        raise PermissionDenied
    SomebodyElse.objects.get_or_create(work=work, moderator=moderator, defaults={"asked_by": user.person})
    log_decision("somebody_else", work, by=user)
    ids = [str(page_id) for page_id in page_ids_of(work)]
    claims = Claim.objects.filter(moderator=moderator, released_at=None)
    claims.filter(check_state__workflow_state__object_id__in=ids).update(released_at=timezone.now())
