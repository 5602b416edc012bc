"""The demo's training record, badges, mentoring and feedback. Invented, like all of the demo."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from demo.content_files import read
from learning.feedback import give_feedback, questions_of
from learning.mentoring import add_meeting, note, pair, tick
from learning.models import Badge, Mentoring, ModulePage, SessionPage, TrainingRecord
from learning.records import give_badge, write_down

TRAINING = "training.toml"


def make_records(people: dict[str, User]) -> None:
    """Write down what is not written down yet."""
    _write_down(people)
    _pair(people)
    _answer()


def _write_down(people: dict[str, User]) -> None:
    for row in read(TRAINING)["records"]:
        person, trainer = people[row["person"]].person, people[row["recorded_by"]]
        for kind, model in ((TrainingRecord.Kind.CAME, SessionPage), (TrainingRecord.Kind.COMPLETED, ModulePage)):
            for key, day in row.get(kind.value, {}).items():
                page: Any = model.objects.get(slug=key, locale__language_code="en")
                write_down(page=page, people=[person], kind=kind, on=day, by=trainer)
        for level, day in row.get("badges", {}).items():
            badge = give_badge(person=person, level=Badge.Level[level.upper()], by=trainer)
            Badge.objects.filter(pk=badge.pk).update(given_on=day)


def _pair(people: dict[str, User]) -> None:
    today = timezone.localdate()
    for row in read(TRAINING)["mentoring"]:
        reporter, mentor = people[row["reporter"]].person, people[row["mentor"]].person
        if Mentoring.objects.filter(reporter=reporter, mentor=mentor).exists():
            continue
        made = pair(reporter=reporter, mentor=mentor, by=people[row["paired_by"]])
        for day in row["days"]:
            on = today + timedelta(days=day["days_from_now"])
            meeting = add_meeting(mentoring=made, by=mentor, on=on, next_step=day["next_step"])
            if day.get("done"):
                tick(meeting=meeting, by=reporter, is_done=True)
        for words in row["notes"]:
            note(mentoring=made, by=reporter, words=words)


def _answer() -> None:
    for row in read(TRAINING)["feedback"]:
        session = SessionPage.objects.get(slug=row["session"], locale__language_code="en")
        if session.said_about_it.exists():
            continue
        questions = questions_of(session)
        for sheet in row["sheets"]:
            pairs = zip(questions, sheet["answers"], strict=False)
            give_feedback(session=session, face=sheet["face"], answers=dict(pairs))
