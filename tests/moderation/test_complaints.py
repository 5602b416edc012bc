"""Complaints about personal data: acknowledged at once, tracked to their day, answered."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from consent.erasure import erase_person
from moderation.appeals import answer, appeal
from moderation.complaints import answer_complaint, look_into, take_complaint
from moderation.due import remind_of_complaints
from moderation.flags import raise_flag
from moderation.models import Appeal, DataComplaint, Flag, Pause
from moderation.pausing import pause
from publishing.errors import PublishBlocked
from publishing.models import Decision
from tests.accounts.people import signed_in
from tests.moderation.paused import REASON, WHO, part_of
from tests.profiles import a_few

pytestmark = pytest.mark.django_db

WORDS = "You keep my old number, and I asked you twice."
ANSWER = "We have deleted the number and checked who saw it."
MAY = {"admin", "lead", "lead2", "both"}


def test_a_complaint_is_acknowledged_on_the_screen_and_by_email(site, django_capture_on_commit_callbacks) -> None:
    fields = {"kind": "data", "words": WORDS, "contact": "ada@people.org"}
    with django_capture_on_commit_callbacks(execute=True):
        shown = Client().post("/report-a-concern/", fields, follow=True).content.decode()
    complaint = DataComplaint.objects.get()
    assert complaint.reference in shown
    assert "within 30 days" in shown
    (letter,) = mail.outbox
    assert letter.to == ["ada@people.org"]
    assert complaint.reference in letter.body
    assert WORDS not in letter.body
    assert complaint.due_on == timezone.localdate() + timedelta(days=30)


def test_without_an_address_the_number_on_the_screen_is_the_acknowledgement(site) -> None:
    shown = Client().post("/report-a-concern/", {"kind": "data", "words": WORDS}, follow=True).content.decode()
    assert DataComplaint.objects.get().reference in shown
    assert mail.outbox == []


@a_few(4)
@pytest.mark.parametrize("who", WHO)
def test_only_administrators_and_leads_read_and_answer(people, who: str) -> None:
    complaint = take_complaint(words=WORDS)
    client = signed_in(getattr(people, who))
    shown = client.get("/admin/complaints/").content.decode()
    shown += client.get(f"/admin/complaints/{complaint.pk}/").content.decode()
    assert (WORDS in shown) == (who in MAY)
    assert (complaint.reference in shown) == (who in MAY)
    assert ("Data complaints" in client.get("/admin/").content.decode()) == (who in MAY)
    client.post(f"/admin/complaints/{complaint.pk}/", {"do": "look"})
    client.post(f"/admin/complaints/{complaint.pk}/", {"outcome": "changed", "answer": ANSWER})
    complaint.refresh_from_db()
    assert (complaint.state, complaint.answer) == (("answered", ANSWER) if who in MAY else ("new", ""))


def test_answering_tells_the_outcome_and_closes_it(people, django_capture_on_commit_callbacks) -> None:
    complaint = take_complaint(words=WORDS, contact="ada@people.org")
    look_into(complaint=complaint, by=people.lead)
    complaint.refresh_from_db()
    assert (complaint.state, complaint.handled_by) == ("looking", people.lead)
    with django_capture_on_commit_callbacks(execute=True):
        answer_complaint(complaint=complaint, by=people.admin, outcome="changed", answer=ANSWER)
    (letter,) = mail.outbox
    assert ANSWER in letter.body
    assert "We have changed something" in letter.body
    line = Decision.objects.get(kind="complaint_answered")
    assert (line.object_id, line.by_id, line.detail) == (str(complaint.pk), people.admin.pk, "changed")
    with pytest.raises(PublishBlocked):
        answer_complaint(complaint=complaint, by=people.lead, outcome="right", answer=ANSWER)


@pytest.mark.parametrize("fields", [{"outcome": "", "answer": ANSWER}, {"outcome": "changed", "answer": ""}])
def test_an_answer_needs_an_outcome_and_words(people, fields: dict[str, str]) -> None:
    complaint = take_complaint(words=WORDS)
    assert signed_in(people.admin).post(f"/admin/complaints/{complaint.pk}/", fields).status_code == 200
    complaint.refresh_from_db()
    assert complaint.state == "new"


def test_the_clock_reminds_before_the_day_and_says_when_it_is_late(people, django_capture_on_commit_callbacks) -> None:
    complaint = take_complaint(words=WORDS)
    noon = timezone.make_aware(datetime.combine(complaint.due_on, time(12)))
    told = {}
    for days in (-8, -7, -6, -1, 0, 1, 2):
        with django_capture_on_commit_callbacks(execute=True):
            told[days] = remind_of_complaints(noon + timedelta(days=days))
    assert told == {-8: 0, -7: 1, -6: 0, -1: 1, 0: 0, 1: 1, 2: 0}
    assert {letter.to[0] for letter in mail.outbox} == {people.admin.email}
    assert "is late" in mail.outbox[-1].body
    assert WORDS not in "".join(letter.body for letter in mail.outbox)
    assert "Late" in _shown_on(people, complaint, complaint.due_on - timedelta(days=40))


def _shown_on(people: Any, complaint: DataComplaint, due_on: Any) -> str:
    DataComplaint.objects.filter(pk=complaint.pk).update(due_on=due_on)
    return str(signed_in(people.admin).get("/admin/complaints/").content.decode())


@pytest.mark.parametrize(("days", "words"), [(8, "8 days left"), (1, "1 day left"), (-1, "Late")])
def test_the_list_says_how_many_days_are_left(people, days: int, words: str) -> None:
    shown = _shown_on(people, take_complaint(words=WORDS), timezone.localdate() + timedelta(days=days))
    assert words in shown


def test_an_answered_one_is_never_late_and_never_reminded_of(people) -> None:
    complaint = take_complaint(words=WORDS)
    answer_complaint(complaint=complaint, by=people.admin, outcome="right", answer=ANSWER)
    assert remind_of_complaints(timezone.now() + timedelta(days=60)) == 0
    assert "Late" not in _shown_on(people, complaint, timezone.localdate() - timedelta(days=3))


def test_erasing_a_person_leaves_no_word_of_pauses_appeals_flags_and_complaints(people, page) -> None:
    take_complaint(words=WORDS, contact=people.teller.email)
    raise_flag(page=page, words="Her street can be seen.", contact="x@people.org")
    raise_flag(words="About nothing.", by=people.teller)
    made = pause(page=page, by=people.mo, ground="law", reason=REASON)
    appeal(pause=made, contributor=part_of(page, people.teller), words="I asked them all.")
    answer(pause=made, by=people.ann, lifted=False, words="Not yet clear.")
    erase_person(person=people.teller.person, by=people.admin)
    assert list(Flag.objects.values_list("words", "contact", "about")) == [("", "", "")] * 2
    assert list(Pause.objects.values_list("reason", "ground")) == [("", "law")]
    assert list(Appeal.objects.values_list("words", "answer", "outcome")) == [("", "", "stays")]
    assert list(DataComplaint.objects.values_list("words", "contact", "answer")) == [("", "", "")]
