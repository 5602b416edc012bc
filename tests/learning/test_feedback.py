"""Feedback: three questions without a name, read by those who run the training once enough have answered."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from learning import feedback
from learning.models import Feedback
from publishing.digests import digest
from publishing.due import run_due
from publishing.our_sentences import gap_sentence
from publishing.services import take_down
from tests.builders import change_draft, fresh, live_learning, publish
from tests.learning.making import workshop
from tests.matrix import signed_in

OWN = ["qzone?", "qztwo?", "qzthree?", "qzfour?"]


@pytest.fixture
def session(people):
    """Return a public session with four questions of its own."""
    page = live_learning(people).sessions[0]
    change_draft(page, people.trainer, evaluation=[("items", OWN)])
    return publish(fresh(page), people, sender=people.trainer)


def say(session, **fields):
    return Client().post(f"{session.get_url()}feedback/", fields)


def read(session, user):
    return signed_in(user).get(reverse("feedback", args=[session.pk]))


def test_it_asks_three_questions_of_the_session_and_no_name(people, session) -> None:
    html = Client().get(f"{session.get_url()}feedback/").content.decode().split("<main")[1]
    assert [question in html for question in OWN] == [True, True, True, False]
    for name in ("email", 'name="name"', "phone"):
        assert name not in html
    assert f"{session.get_url()}feedback/" in Client().get(session.get_url()).content.decode()


def test_where_a_session_asks_nothing_we_do(people) -> None:
    html = Client().get(f"{live_learning(people).sessions[0].get_url()}feedback/").content.decode()
    assert "What should we change?" in html


def test_nothing_says_who_it_was(people, session) -> None:
    client = signed_in(people.reporter)
    answer = client.post(f"{session.get_url()}feedback/", {"face": "3", "answer_1": "qzanswer"})
    assert answer["Location"] == f"{session.get_url()}feedback/thanks/"
    assert client.get(answer["Location"]).status_code == 200
    row = Feedback.objects.values().get()
    assert row.keys() == {"id", "session_id", "on", "face", "answers"}
    assert row["answers"] == [{"question": digest("qztwo?"), "answer": "qzanswer"}]
    assert row["on"] == timezone.localdate()


def test_an_empty_sheet_and_rubbish_are_not_kept(people, session) -> None:
    assert "Please answer at least one of them." in say(session).content.decode()
    say(session, face="3", website="x")
    say(session, face="7")
    say(session, answer_3="the fourth is not asked")
    assert not Feedback.objects.exists()


def test_few_answers_are_counted_and_not_read(people, session) -> None:
    for number in range(feedback.SHOWN_FROM - 1):
        say(session, face="1", answer_0=f"qzanswer{number}")
    html = read(session, people.trainer).content.decode()
    assert "2 people have answered." in html
    assert "qzanswer" not in html
    assert "Not good" not in html
    say(session, face="3", answer_0="qzaaa")
    html = read(session, people.trainer).content.decode()
    assert html.index("qzaaa") < html.index("qzanswer0") < html.index("qzanswer1")
    assert "Not good: 2" in html
    # One more would stand out, so it waits for two others.
    say(session, face="1", answer_0="qzlater")
    html = read(session, people.trainer).content.decode()
    assert "qzlater" not in html
    assert "Not good: 2" in html
    assert "1 more person has answered." in html


def test_our_own_questions_are_the_same_in_every_language(people) -> None:
    session = live_learning(people).sessions[0]
    for language in ("en", "ur", "pl"):
        with override(language):
            (key, _two, _three) = feedback.questions_of(session)
            feedback.give_feedback(session=session, face=None, answers={key: f"qz{language}"})
    html = read(session, people.trainer).content.decode()
    assert "A question that is not asked any more" not in html
    assert html.index("What was good?") < html.index("qzen")
    assert all(f"qz{language}" in html for language in ("en", "ur", "pl"))


@pytest.mark.parametrize("role", ["reporter", "moderator", "translator", "safeguarding"])
def test_only_who_runs_training_reads_it(people, session, role) -> None:
    for _number in range(feedback.SHOWN_FROM):
        say(session, answer_0="qzanswer")
    answer = read(session, getattr(people, role))
    assert answer.status_code in (302, 403)
    assert b"qzanswer" not in answer.content


def test_a_question_that_was_taken_back_is_asked_and_named_no_more(people, session) -> None:
    gap = gap_sentence("en")
    for _number in range(feedback.SHOWN_FROM):
        say(session, answer_0="qzanswer")
    change_draft(session, people.trainer, evaluation=[("items", [gap, "qztwo?"])])
    session = publish(fresh(session), people, sender=people.trainer)
    form = Client().get(f"{session.get_url()}feedback/").content.decode()
    assert gap not in form
    assert "qztwo?" in form
    html = read(session, people.trainer).content.decode()
    assert "qzone?" not in html
    assert "A question that is not asked any more" in html
    assert "qzone" not in str(list(Feedback.objects.values()))


def test_it_is_slowed_down(people, session, monkeypatch) -> None:
    monkeypatch.setattr("learning.feedback_views.ANSWERS_AN_HOUR", 2)
    answers = [say(session, face="2") for _number in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert Feedback.objects.count() == 2


def test_what_is_not_public_asks_nothing(people, session) -> None:
    take_down(fresh(session), by=people.moderator)
    for rest in ("feedback/", "feedback/thanks/"):
        assert Client().get(f"{session.get_url()}{rest}").status_code == 404
    assert say(session, face="2").status_code == 404
    assert not Feedback.objects.exists()


def test_it_is_forgotten_after_a_year(people, session) -> None:
    say(session, face="2")
    say(session, face="3")
    Feedback.objects.filter(face=2).update(on=timezone.localdate() - timedelta(days=366))
    run_due(timezone.now())
    assert Feedback.objects.get().face == 3


def test_what_was_changed_after_it_stands_on_the_module(people, session) -> None:
    module = session.part_of_work()
    changes = [("change", {"said": "qzsaid", "changed": "qzchanged"})]
    change_draft(module, people.trainer, changes=changes)
    assert "qzsaid" not in Client().get(module.get_url()).content.decode()
    publish(fresh(module), people)
    html = Client().get(module.get_url()).content.decode()
    assert html.index("You said, we changed") < html.index("qzsaid") < html.index("qzchanged")


def test_a_workshop_that_is_over_and_the_facilitators_page_lead_there(people, session) -> None:
    over = workshop(people, teaches=session, days=-1)
    for address in (over.get_url(), f"{session.get_url()}facilitator/"):
        assert f"{session.get_url()}feedback/" in Client().get(address).content.decode()
