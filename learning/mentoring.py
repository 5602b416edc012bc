"""Pairing a mentor with a reporter, and what the two of them write: dates and next steps for both, notes for one."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Person
from accounts.roles import BY_KEY
from learning import record_emails
from learning.models import Badge, Meeting, Mentoring, MentoringNote
from learning.records import check_keeps_records
from learning.training_paths import everybody_here
from publishing.erasing import Subject

EXPERIENCED = (Badge.Level.SILVER, Badge.Level.GOLD, Badge.Level.PLATINUM)
"""Whoever has one of these badges is an experienced reporter."""


def possible_mentors(reporter: Person) -> QuerySet[Person]:
    """Return who can go along with a reporter: trainers and experienced reporters who do not do so yet."""
    trains = Q(user__groups__name=BY_KEY["trainer"].name)
    now = Mentoring.objects.filter(reporter=reporter, ended_on=None, mentor__isnull=False)
    people = Person.objects.filter(trains | Q(badges__level__in=EXPERIENCED), user__in=everybody_here().order_by())
    return people.exclude(pk=reporter.pk).exclude(pk__in=now.values("mentor")).distinct().order_by("name", "pk")


def mentoring_of(person: Person) -> QuerySet[Mentoring]:
    """Return where somebody has a mentor or is one. What has ended only its reporter still reads."""
    mine = Q(reporter=person) | Q(mentor=person, ended_on=None)
    return Mentoring.objects.filter(mine).select_related("reporter", "mentor")


@transaction.atomic
def pair(*, reporter: Person, mentor: Person, by: Any) -> Mentoring:
    """Bring a mentor and a reporter together, and tell both. Raises PermissionDenied."""
    check_keeps_records(by, [reporter])
    if not possible_mentors(reporter).filter(pk=mentor.pk).exists():
        raise PermissionDenied
    made = Mentoring.objects.create(reporter=reporter, mentor=mentor, paired_by=by)
    record_emails.tell_paired(made)
    return made


@transaction.atomic
def end(*, mentoring: Mentoring, by: Any) -> None:
    """End it: either of the two may, or whoever keeps records. Nobody has to say why. Raises PermissionDenied."""
    if not any(one is not None and one.user_id == by.pk for one in (mentoring.reporter, mentoring.mentor)):
        check_keeps_records(by, [])
    if mentoring.ended_on is None:
        mentoring.ended_on = timezone.localdate()
        mentoring.save(update_fields=["ended_on"])
        record_emails.tell_ended(mentoring, by)


def _check_is_in(mentoring: Mentoring, person: Person) -> None:
    if mentoring.ended_on is not None or person.pk not in (mentoring.reporter_id, mentoring.mentor_id):
        raise PermissionDenied


@transaction.atomic
def add_meeting(*, mentoring: Mentoring, by: Person, on: date, next_step: str = "") -> Meeting:
    """Note a day and what comes next, and tell the other one. Raises PermissionDenied."""
    _check_is_in(mentoring, by)
    meeting = Meeting.objects.create(mentoring=mentoring, on=on, next_step=next_step, added_by=by)
    record_emails.tell_new_date(mentoring, by)
    return meeting


def tick(*, meeting: Meeting, by: Person, is_done: bool) -> None:
    """Say that a next step is done, or not yet. Raises PermissionDenied."""
    _check_is_in(meeting.mentoring, by)
    meeting.done_at = timezone.now() if is_done else None
    meeting.save(update_fields=["done_at"])


def take_meeting_off(*, meeting: Meeting, by: Person) -> None:
    """Remove a day with its next step. Raises PermissionDenied."""
    _check_is_in(meeting.mentoring, by)
    meeting.delete()


def note(*, mentoring: Mentoring, by: Person, words: str) -> MentoringNote:
    """Note something for oneself; only the reporter may, and only they read it. Raises PermissionDenied."""
    if by.pk != mentoring.reporter_id:
        raise PermissionDenied
    return MentoringNote.objects.create(mentoring=mentoring, words=words)


def erase_mentoring(subject: Subject) -> None:
    """Forget an erased reporter's mentoring whole; of an erased mentor, themselves and what they wrote."""
    Mentoring.objects.filter(reporter=subject.person_id).delete()
    Meeting.objects.filter(added_by=subject.person_id).delete()
    of_mentor = Mentoring.objects.filter(mentor=subject.person_id)
    of_mentor.filter(ended_on=None).update(ended_on=timezone.localdate())
    of_mentor.update(mentor=None)
