"""Claiming a work to look at it, and letting it go."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from moderation.models import CheckState, Claim
from publishing.candidates import writers_of
from publishing.errors import PublishBlocked


def standing_claims(checks: Iterable[int], now: datetime | None = None) -> dict[int, Claim]:
    """Return the claim of each of these checks that has one, by the check's id; one query."""
    claims = Claim.objects.standing(now).filter(check_state__in=list(checks)).select_related("moderator")
    return {claim.check_state_id: claim for claim in claims}


@transaction.atomic
def claim(*, check_id: int, user: Any, now: datetime | None = None) -> Claim:
    """Note that `user` looks at this. Claiming one's own anew changes nothing.

    Raises PermissionDenied for whoever may not check it, PublishBlocked where it is over or somebody else is at it.
    """
    now = now or timezone.now()
    # The row of the step stands for all its claims: two people who press at once come one after the other.
    TaskState.objects.select_for_update().filter(pk=check_id).first()
    check = CheckState.objects.filter(pk=check_id).first()
    page = check.workflow_state.content_object if check is not None else None
    if check is None or page is None or not check.task.specific.may_check(page.specific, user):
        raise PermissionDenied
    if user.pk in writers_of(page.specific):
        raise PermissionDenied
    if check.status != TaskState.STATUS_IN_PROGRESS:
        raise PublishBlocked([_("Somebody else has just dealt with this one.")])
    standing = standing_claims([check.pk], now).get(check.pk)
    if standing is not None:
        if standing.moderator_id == user.pk:
            return standing
        name = standing.moderator.get_short_name()
        raise PublishBlocked([_("%(name)s is looking at this one already. Please take another.") % {"name": name}])
    Claim.objects.filter(check_state=check, released_at=None).update(released_at=now)
    return Claim.objects.create(check_state=check, moderator=user, claimed_at=now)


def let_go(*, check_id: int, user: Any) -> None:
    """End `user`'s own claim, where there is one."""
    Claim.objects.filter(check_state=check_id, moderator=user, released_at=None).update(released_at=timezone.now())
