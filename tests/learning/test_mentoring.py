"""Mentoring: two people see dates and next steps, one of them alone reads the notes, and nobody else anything."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from consent.erasure import erase_person
from learning import mentoring as services
from learning import records
from learning.models import Meeting, Mentoring, MentoringNote
from tests.matrix import signed_in

TODAY = timezone.localdate()


def person(user):
    return Person.objects.get(user=user)


@pytest.fixture
def pair(people):
    """Return the mentoring of a reporter by a trainer, with a date and a note."""
    made = services.pair(reporter=person(people.reporter), mentor=person(people.trainer), by=people.trainer2)
    services.add_meeting(mentoring=made, by=person(people.trainer), on=TODAY, next_step="qzstep")
    services.note(mentoring=made, by=person(people.reporter), words="qznote")
    return made


def at(pair, rest=""):
    return f"/my/mentoring/{pair.pk}/{rest}"


def ways_in(pair):
    meeting, note = pair.meetings.get(), pair.notes.get()
    return (
        ("", {}),
        ("dates/", {"on": str(TODAY), "next_step": "qzforged"}),
        (f"dates/{meeting.pk}/", {"off": "yes"}),
        (f"dates/{meeting.pk}/", {"done": "yes"}),
        ("notes/", {"words": "qzforged"}),
        (f"notes/{note.pk}/away/", {}),
        ("end/", {}),
    )


def test_nobody_else_gets_in(people, pair) -> None:
    others = (people.reporter2, people.trainer2, people.moderator, people.safeguarding, people.admin)
    for rest, fields in ways_in(pair):
        for user in others:
            client = signed_in(user)
            assert client.get(at(pair, rest)).status_code in (404, 405), (user, rest)
            assert client.post(at(pair, rest), fields).status_code in (404, 405), (user, rest)
        assert Client().get(at(pair, rest)).status_code == 302
    pair.refresh_from_db()
    meeting = pair.meetings.get()
    assert (meeting.next_step, meeting.done_at, pair.ended_on) == ("qzstep", None, None)
    assert pair.notes.get().words == "qznote"


def test_both_see_the_dates_and_one_the_notes(people, pair) -> None:
    mine = signed_in(people.reporter).get(at(pair)).content.decode()
    theirs = signed_in(people.trainer).get(at(pair)).content.decode()
    assert "qzstep" in mine
    assert "qzstep" in theirs
    assert "qznote" in mine
    assert "qznote" not in theirs
    client = signed_in(people.trainer)
    assert client.post(at(pair, "notes/"), {"words": "qzforged"}).status_code == 404
    assert client.post(at(pair, f"notes/{pair.notes.get().pk}/away/")).status_code == 404
    assert pair.notes.get().words == "qznote"


def test_both_note_days_and_tick_what_is_done(people, pair, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client = signed_in(people.reporter)
        client.post(at(pair, "dates/"), {"on": str(TODAY + timedelta(days=7)), "next_step": "qznext"})
    (letter,) = mail.outbox
    assert letter.to == [people.trainer.email]
    assert "qz" not in letter.subject + letter.body
    meeting = pair.meetings.get(next_step="qznext")
    signed_in(people.trainer).post(at(pair, f"dates/{meeting.pk}/"), {"done": "yes"})
    meeting.refresh_from_db()
    assert meeting.done_at
    client.post(at(pair, f"dates/{meeting.pk}/"), {"done": "no"})
    meeting.refresh_from_db()
    assert meeting.done_at is None
    client.post(at(pair, f"dates/{meeting.pk}/"), {"off": "yes"})
    assert not Meeting.objects.filter(pk=meeting.pk).exists()


@pytest.mark.parametrize(
    ("rest", "sentence"), [("dates/", "Please say on which day."), ("notes/", "Please write something")]
)
def test_what_is_missing_is_said(people, pair, rest, sentence) -> None:
    assert sentence in signed_in(people.reporter).post(at(pair, rest), {}).content.decode()


def test_a_date_of_another_pair_cannot_be_changed(people, pair) -> None:
    other = services.pair(reporter=person(people.reporter2), mentor=person(people.trainer), by=people.trainer2)
    theirs = services.add_meeting(mentoring=other, by=person(people.trainer), on=TODAY)
    answer = signed_in(people.reporter).post(at(pair, f"dates/{theirs.pk}/"), {"off": "yes"})
    assert answer.status_code == 404
    assert Meeting.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("who", ["reporter", "trainer"])
def test_either_ends_it_without_a_reason_and_the_reporter_keeps_theirs(
    people, pair, who, django_capture_on_commit_callbacks
) -> None:
    client = signed_in(getattr(people, who))
    assert "End this mentoring?" in client.get(at(pair, "end/")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at(pair, "end/"))
    assert [letter.to for letter in mail.outbox] == [
        [people.trainer.email if who == "reporter" else people.reporter.email]
    ]
    assert signed_in(people.trainer).get(at(pair)).status_code == 404
    mine = signed_in(people.reporter).get(at(pair)).content.decode()
    assert "qznote" in mine
    assert "qzstep" in mine
    assert signed_in(people.reporter).post(at(pair, "dates/"), {"on": str(TODAY)}).status_code == 404


def test_a_mentor_is_a_trainer_or_somebody_with_a_silver_badge(people) -> None:
    reporter, other = person(people.reporter), person(people.reporter2)
    with pytest.raises(PermissionDenied):
        services.pair(reporter=reporter, mentor=other, by=people.trainer)
    records.give_badge(person=other, level="1", by=people.trainer)
    assert other not in services.possible_mentors(reporter)
    records.give_badge(person=other, level="2", by=people.trainer)
    assert other in services.possible_mentors(reporter)
    services.pair(reporter=reporter, mentor=other, by=people.trainer)
    assert other not in services.possible_mentors(reporter), "they are paired already"


def test_a_trainer_pairs_by_a_form_and_both_are_told(people, django_capture_on_commit_callbacks) -> None:
    address = reverse("pair_with_mentor", args=[person(people.reporter).pk])
    client = signed_in(people.trainer)
    assert "cannot be their mentor" in client.post(address, {"mentor": person(people.moderator).pk}).content.decode()
    assert not Mentoring.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"mentor": person(people.trainer).pk})
    assert {letter.to[0] for letter in mail.outbox} == {people.reporter.email, people.trainer.email}
    assert all(people.trainer.person.name not in letter.body for letter in mail.outbox)
    client.post(reverse("end_mentoring", args=[Mentoring.objects.get().pk]))
    assert Mentoring.objects.get().ended_on == TODAY


def test_only_who_runs_training_pairs_and_nobody_themselves(people) -> None:
    for by in (people.reporter, people.moderator, people.reporter2):
        with pytest.raises(PermissionDenied):
            services.pair(reporter=person(people.reporter), mentor=person(people.trainer), by=by)
    with pytest.raises(PermissionDenied):
        services.pair(reporter=person(people.trainer), mentor=person(people.trainer), by=people.trainer2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mentoring.objects.create(reporter=person(people.trainer), mentor=person(people.trainer))


def test_an_erased_reporter_leaves_nothing(people, pair) -> None:
    erase_person(person=person(people.reporter))
    assert not Mentoring.objects.exists()
    assert not MentoringNote.objects.exists()


def test_an_erased_mentor_leaves_the_reporter_their_notes(people, pair) -> None:
    mentor = person(people.trainer)
    erase_person(person=mentor)
    pair.refresh_from_db()
    assert (pair.mentor, pair.ended_on) == (None, TODAY)
    html = signed_in(people.reporter).get(at(pair)).content.decode()
    assert "qznote" in html
    assert "qzstep" not in html, "the mentor wrote it"
