"""Appeals: somebody who made a work does not agree that it is paused, and somebody else answers."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import accounts_with_role, has_role
from authorship.models import Contributor
from moderation.emails import send_after_commit, tell_administrators
from moderation.models import Appeal, Pause
from moderation.pausing import decline_for, lift_for, still_standing
from moderation.somebody_else import is_asked_away, moderators_asked_away
from moderation.still_checking import STILL_CHECKING, is_still_checked
from moderation.taking_part import makers_of, takes_part
from publishing.decisions import log_decision
from publishing.errors import PublishBlocked


@transaction.atomic
def appeal(*, pause: Pause, contributor: Contributor, words: str = "") -> Appeal:
    """Say that `contributor` does not agree, in words or without; those who may answer are told.

    Raises PermissionDenied for whoever takes no part, PublishBlocked where it is over or was appealed before.
    """
    pause, page = still_standing(pause)
    if not makers_of(page).filter(pk=contributor.pk).exists():
        raise PermissionDenied
    if Appeal.objects.filter(pause=pause).exists():
        raise PublishBlocked([_("One of you has said so already. Somebody else looks at it.")])
    made = Appeal.objects.create(
        pause=pause,
        by_id=contributor.person_id,
        words=words,
        due_at=timezone.now() + timedelta(days=settings.APPEAL_DAYS),
    )
    log_decision("appealed", page, by=contributor.person.user, rule=pause.rule_code)
    tell_who_may_answer(made, page)
    return made


@transaction.atomic
def say_why(*, pause: Pause, contributor: Contributor, words: str) -> None:
    """Add words to an appeal of `contributor` that nobody has answered yet. Raises PermissionDenied, PublishBlocked."""
    made = Appeal.objects.select_for_update().filter(pause=pause, by=contributor.person_id).first()
    if made is None:
        raise PermissionDenied
    if made.outcome:
        raise PublishBlocked([_("Somebody has answered already. Please read the answer.")])
    made.words = words
    made.save(update_fields=["words"])


def tell_who_may_answer(appeal: Appeal, page: Any) -> None:
    """Ask those who may answer to do so; administrators where there is nobody, since then somebody is missing."""
    moderators = accounts_with_role("moderator").exclude(pk__in=moderators_asked_away(page))
    able = [user.email for user in moderators if may_answer(user, appeal.pause, page)]
    link = f"{settings.SITE_URL}{reverse('moderation_paused')}"
    if able:
        send_after_commit(
            gettext_lazy("Somebody does not agree"), "appeal_to_answer", able, {"link": link, "due": appeal.due_at}
        )
        return
    tell_administrators(gettext_lazy("One more moderator is needed"), "nobody_can_answer")


def may_answer(user: Any, pause: Pause, page: Any) -> bool:
    """Say whether `user` may answer an appeal: a moderator who neither paused it nor takes part in it.

    Nor one whom somebody in it would rather not have.
    """
    if not user.is_active or not has_role(user, "moderator") or user.pk in pause.decided_by_ids:
        return False
    return not takes_part(user, page) and not is_asked_away(user, page)


def appeals_for(user: Any) -> list[Appeal]:
    """Return the appeals that wait for an answer and that `user` may answer."""
    if not has_role(user, "moderator"):
        return []
    waiting = Appeal.objects.filter(outcome="", pause__page__isnull=False).exclude(pause__state=Pause.State.ENDED)
    return [one for one in waiting.select_related("pause__page") if may_answer(user, one.pause, one.pause.page)]


@transaction.atomic
def answer(*, pause: Pause, by: Any, lifted: bool, words: str) -> list[str]:
    """Answer the appeal against a pause: it is over (`lifted`), or it stays. Those who made it are told.

    Returns what stands in the way of showing it again. Raises PermissionDenied, or PublishBlocked where it has been
    answered or is over, or where it is still being checked.
    """
    pause, page = still_standing(pause)
    if not may_answer(by, pause, page):
        raise PermissionDenied
    made = Appeal.objects.filter(pause=pause, outcome="").first()
    if made is None:
        raise PublishBlocked([_("This has been answered already. Nothing was changed.")])
    if lifted and is_still_checked(page):
        raise PublishBlocked([str(STILL_CHECKING)])
    made.outcome = Appeal.Outcome.LIFTED if lifted else Appeal.Outcome.STAYS
    made.answer, made.answered_by, made.answered_at = words, by, timezone.now()
    made.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    log_decision("appeal_answered", page, by=by, rule=pause.rule_code, detail=made.outcome)
    if lifted:
        return lift_for(pause, page, by)
    decline_for(pause, page, by)
    return []
