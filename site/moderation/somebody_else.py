"""Somebody else, please: a wish about a moderator, without a reason."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from authorship.models import Work
from authorship.selectors import is_contributor, page_ids_of, work_of
from moderation.models.claims import Claim, SomebodyElse
from publishing.decisions import log_decision, subject_key
from publishing.models import Decision
from publishing.registry import Registry


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


other_helpers = Registry("accounts(work) -> who else works on it and can be asked away, besides moderators")
CHECKED = ("approved", "changes_asked")
"""What the log of decisions calls the two ways to end a check."""


def known_checkers(work: Work) -> list[Any]:
    """Return the moderators whom those who made `work` know of, and who may still check it.

    Each says whether they `is_looking` at it now, and whether they `has_checked` it: that is what the log has of them,
    whether or not they claimed it first.
    """
    ids = [str(page_id) for page_id in page_ids_of(work)]
    claims = Claim.objects.filter(check_state__workflow_state__object_id__in=ids)
    checked = Decision.objects.filter(kind__in=CHECKED, **subject_key(work))
    asked_away = SomebodyElse.objects.filter(work=work).values("moderator")
    people = get_user_model().objects.exclude(pk__in=asked_away).order_by("pk")
    known = people.filter(Q(pk__in=claims.values("moderator")) | Q(pk__in=checked.values("by_id")))
    return list(
        known.annotate(
            is_looking=Exists(claims.standing().filter(moderator=OuterRef("pk"))),
            has_checked=Exists(checked.filter(by_id=OuterRef("pk"))),
        )
    )


def known_helpers(work: Work) -> list[Any]:
    """Return who else works on `work` now, such as translators, and was not asked away."""
    asked_away = set(SomebodyElse.objects.filter(work=work).values_list("moderator", flat=True))
    found = {account.pk: account for accounts in other_helpers for account in accounts(work)}
    return [account for pk, account in found.items() if pk not in asked_away]


@transaction.atomic
def ask_for_somebody_else(*, work: Work, user: Any, moderator_id: int) -> None:
    """Keep `user`'s wish, and end what that moderator, or whoever else works on it, has claimed of the work.

    Raises PermissionDenied where `user` takes no part, or that person is not one whom they know of.
    """
    if not is_contributor(user, work.page):
        raise PermissionDenied
    known = [*known_checkers(work), *known_helpers(work)]
    moderator = next((person for person in known if person.pk == moderator_id), None)
    if moderator is None:
        raise PermissionDenied
    SomebodyElse.objects.get_or_create(work=work, moderator=moderator, defaults={"asked_by": user.person})
    log_decision("somebody_else", work, by=user)
    ids = [str(page_id) for page_id in page_ids_of(work)]
    claims = Claim.objects.filter(moderator=moderator, released_at=None)
    claims.filter(check_state__workflow_state__object_id__in=ids).update(released_at=timezone.now())
