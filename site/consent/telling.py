"""Telling somebody with neither account nor email what we would have written to them: a person does it.

Whoever helped them says it: a trainer who wrote down what they said, else a moderator. Nobody who makes the work with
them, since those are never told who left.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from accounts.roles import accounts_with_role, has_role
from authorship.models import Contributor, Recorder, VoiceLink, YourOK
from authorship.voices import MadeLink, fresh_link
from consent.models import ConsentEntry, ErasureMarker, PersonTold, PersonToTell
from consent.selectors import look_ends
from core.emails import send_after_commit
from publishing.decisions import log_decision

TOLD = "told"
NOT_WAITING = gettext_lazy("This is not waiting any more. There is nothing left to do.")
KINDS = {TOLD: gettext_lazy("told somebody who has no account and no email")}
Message = PersonToTell.Message
WORDS = {
    Message.WHOLE: gettext_lazy(
        "What you took back is gone from our site, in every language, list and search. "
        "What somebody has saved, printed or shared before, we cannot reach."
    ),
    Message.PART: gettext_lazy(
        "Your part is gone from our site: your name, your pictures and recordings. "
        "What somebody has saved, printed or shared before, we cannot reach."
    ),
    Message.LOOK: gettext_lazy(
        "The others have made a version without your part. It is not public. You can look at it first, until %(day)s: "
        "open the link on the card that you were given, with its code. If you do not have them any more, I can make "
        "you new ones. If we hear nothing, a moderator who is not part of it looks in your place."
    ),
    Message.RECOGNISABLE: gettext_lazy(
        "A moderator has read the version without your part, and finds that people could still tell who you are. "
        "It does not go public like this."
    ),
    Message.NOT_RECOGNISABLE: gettext_lazy(
        "A moderator has read the version without your part, and finds that people could not tell who you are from it. "
        "So the others may go on with it. If you do not feel safe with that, tell me."
    ),
}


def words_of(task: PersonToTell) -> str:
    """Return what to say to them."""
    day = date_format(timezone.localtime(look_ends(task.created_at)), "j E")
    return str(WORDS[Message(task.message)]) % {"day": day}


def leave_to_tell(contributor: Contributor, message: str) -> PersonToTell | None:
    """Leave it to people who can reach this person to tell them; None where an email reaches them."""
    if contributor.person.user_id is not None or contributor.person.email:
        return None
    task = PersonToTell.objects.create(contributor=contributor, message=message)
    people = get_user_model().objects.filter(pk__in=_who_can([task])[task.pk])
    link = f"{settings.SITE_URL}{reverse('wagtailadmin_home')}"
    addresses = people.values_list("email", flat=True)
    send_after_commit(
        gettext_lazy("Please tell somebody something"), "consent/emails/tell_somebody.txt", addresses, {"link": link}
    )
    return task


def people_to_tell(user: Any) -> list[PersonToTell]:
    """Return what `user` can tell somebody, oldest first. The number of queries does not grow with the list.

    Nobody can be told any more who was erased, and nobody needs to hear of a look whose days are over.
    """
    if not has_role(user, "trainer", "moderator"):
        return []
    tasks = PersonToTell.objects.filter(told__isnull=True).select_related("contributor__person")
    tasks = tasks.exclude(contributor__person__in=ErasureMarker.objects.values("person_id"))
    now = timezone.now()
    waiting = [task for task in tasks if task.message != Message.LOOK or now < look_ends(task.created_at)]
    able = _who_can(waiting)
    return [task for task in waiting if user.pk in able[task.pk]]


def _who_can(tasks: Iterable[PersonToTell]) -> dict[int, set[int]]:
    """Return the accounts that can tell each of these, by its id: those who helped, else every moderator outside."""
    tasks = list(tasks)
    trainers, moderators = _active("trainer"), _active("moderator")
    works = {task.contributor.work_id for task in tasks}
    inside: dict[int, set[int]] = defaultdict(set)
    everyone = Contributor.everyone.filter(work__in=works, person__user__isnull=False)
    for work_id, user_id in everyone.values_list("work", "person__user"):
        inside[work_id].add(user_id)
    helped = _who_helped([task.contributor for task in tasks])
    able = {}
    for task in tasks:
        outside = trainers - inside[task.contributor.work_id]
        able[task.pk] = helped[task.contributor_id] & outside or moderators - inside[task.contributor.work_id]
    return able


def _active(role: str) -> set[int]:
    return set(accounts_with_role(role).values_list("pk", flat=True))


def _who_helped(people: list[Contributor]) -> dict[int, set[int]]:
    """Return who was asked to write down what each of these said, or did so, by the id of their part."""
    helped: dict[int, set[int]] = defaultdict(set)
    for recorder in Recorder.objects.filter(contributor__in=people):
        helped[recorder.contributor_id].add(recorder.trainer_id)
    for ok in YourOK.objects.filter(contributor__in=people, recorded_by_id__isnull=False):
        helped[ok.contributor_id].add(ok.recorded_by_id or 0)
    parts = {(person.work_id, person.person_id): person.pk for person in people}
    answers = ConsentEntry.objects.filter(person__in=[person.person_id for person in people])
    for answer in answers.filter(recorded_by_id__isnull=False):
        part = parts.get((answer.work_id, answer.person_id))
        if part is not None:
            helped[part].add(answer.recorded_by_id or 0)
    return helped


def _task_of(user: Any, task_id: int) -> PersonToTell:
    """Return one of what `user` can tell somebody. Raises PermissionDenied where it is not theirs, or was told."""
    task = next((task for task in people_to_tell(user) if task.pk == task_id), None)
    if task is None:
        raise PermissionDenied
    return task


@transaction.atomic
def link_for_a_look(*, task_id: int, by: Any) -> tuple[PersonToTell, MadeLink]:
    """Make a fresh link for somebody who left and may look first: their card may be lost, or its days be over.

    Return what they are to be told, and the link, to be handed over; an older one is closed. Raises PermissionDenied
    where it is not for `by` to tell them, or there is nothing to look at.
    """
    task = _task_of(by, task_id)
    if not task.is_about_a_look:
        raise PermissionDenied
    return task, fresh_link(contributor=task.contributor, purpose=VoiceLink.Purpose.VOICE, made_by=by)


@transaction.atomic
def say_told(*, task_id: int, by: Any) -> PersonTold:
    """Note that `by` has told them. Raises PermissionDenied where it is not theirs to tell, or was told by now."""
    task = _task_of(by, task_id)
    told, is_new = PersonTold.objects.get_or_create(task=task, defaults={"by_id": by.pk})
    if is_new:
        log_decision(TOLD, task.contributor.work, by=by, detail=task.message)
    return told
