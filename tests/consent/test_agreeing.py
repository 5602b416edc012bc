"""What has to be agreed before anything is public, and what a no does."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from authorship.selectors import contributors_of
from authorship.services import add_contributor, choose_credit
from consent.due import hide_what_nobody_confirmed, remind
from consent.models import ConsentEntry, VoiceDecision
from consent.services import record_consent, review_date, show_again
from consent.shown import say_where_i_am
from consent.wording import Use
from moderation.services import send_in
from publishing.audit import audit_public
from publishing.candidates import Candidate
from publishing.errors import NotReleased, PublishBlocked
from tests.builders import add_co_author, fresh, make_draft, make_recording, publish
from tests.profiles import a_few

ALL_YES = dict.fromkeys(Use.values, True)


def _answer(page, *, who=0, is_adult=True, **answers):
    contributor = contributors_of(page)[who]
    return record_consent(contributor=contributor, answers={**ALL_YES, **answers}, is_adult=is_adult, language="en")


@pytest.fixture
def story(people):
    """A story of two with a picture of sound in it."""
    media = make_recording(user=people.reporter)
    page = make_draft(people.reporter, words="calm", body=[("words", "calm"), ("audio", {"media": media})])
    add_co_author(page, people.reporter2)
    return fresh(page)


@pytest.mark.parametrize("use", [Use.PUBLIC_PAGE, Use.NAME, Use.VOICE])
@pytest.mark.parametrize("who", [0, 1])
def test_one_no_of_anybody_keeps_it_from_being_sent_in(story, people, use, who):
    assert Candidate(story.get_latest_revision()).content_sentences() == []
    contributor = contributors_of(story)[who]
    ConsentEntry.objects.create(
        person=contributor.person, work=story.work, use=use, agreed=False, language="en", wording="x"
    )
    (sentence,) = Candidate(story.get_latest_revision()).content_sentences()
    assert contributor.person.first_name in sentence
    with pytest.raises(PublishBlocked):
        send_in(page=story, user=people.reporter)


@a_few(2)
@pytest.mark.parametrize("use", [use for use in Use if use not in (Use.PUBLIC_PAGE, Use.NAME, Use.VOICE)])
def test_a_no_to_another_use_keeps_nothing_from_being_public(story, use):
    _answer(story, **{use: False})
    assert Candidate(story.get_latest_revision()).content_sentences() == []


def test_whoever_was_not_asked_has_not_agreed(story, people):
    me = add_contributor(work=story.work, person=people.trainer.person, role="supporter")
    choose_credit(contributor=me, credit="none")
    (sentence,) = Candidate(story.get_latest_revision()).content_sentences()
    assert "still needs to say" in sentence


def test_a_yes_counts_until_its_date_and_not_on_it(story):
    entry = _answer(story)[0]
    assert entry.review_on == review_date(timezone.localdate())
    _until(entry, timezone.localdate() + timedelta(days=1))
    assert Candidate(story.get_latest_revision()).content_sentences() == []
    _until(entry, timezone.localdate())
    (sentence,) = Candidate(story.get_latest_revision()).content_sentences()
    assert "is over" in sentence


def _until(entry, day):
    """Write down the same answer anew, with another end."""
    entry.pk, entry.review_on = None, day
    entry._state.adding = True
    entry.save()


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2026, 1, 31), date(2028, 1, 31)),
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2026, 12, 5), date(2028, 12, 5)),
    ],
)
def test_a_yes_holds_two_years(day, until):
    assert review_date(day) == until


def test_nobody_under_18_agrees_and_nothing_is_kept(story):
    before = ConsentEntry.objects.count()
    with pytest.raises(PublishBlocked) as refusal:
        _answer(story, is_adult=False)
    assert "18 or older" in refusal.value.sentences[0]
    assert ConsentEntry.objects.count() == before


@pytest.mark.parametrize("model", [ConsentEntry, VoiceDecision])
def test_what_was_recorded_is_neither_changed_nor_deleted(story, people, model):
    publish(story, people)
    contributor = contributors_of(story)[0]
    VoiceDecision.objects.create(work=story.work, contributor=contributor, kind="hide", road="account")
    row = model.objects.first()
    with pytest.raises(NotReleased):
        row.save()
    with pytest.raises(NotReleased):
        row.delete()
    field = {"agreed": False} if model is ConsentEntry else {"kind": "resume"}
    for change in (lambda: model.objects.filter(pk=row.pk).update(**field), model.objects.filter(pk=row.pk).delete):
        with pytest.raises((NotReleased, DatabaseError)), transaction.atomic():
            change()


def test_no_name_takes_effect_at_once(story, people):
    page = publish(story, people)
    assert "Rosa Bird" in Client().get(page.get_url()).content.decode()
    _answer(page, **{Use.NAME: False})
    assert "Rosa Bird" not in Client().get(page.get_url()).content.decode()
    assert audit_public() == []


def test_a_name_chosen_after_a_no_to_names_waits_for_a_yes_and_nothing_public_changes(story, people):
    page = publish(story, people)
    _answer(page, **{Use.NAME: False})
    me = contributors_of(page)[0]
    choose_credit(contributor=me, credit="made_up_name", credit_name="Heron")
    assert audit_public() == []
    say_where_i_am(contributor=me, not_in_files=[], among=[], road="account")
    answer = Client().get(page.get_url())
    assert answer.status_code == 200
    assert "Heron" not in answer.content.decode()
    assert any("choose “no name”" in sentence for sentence in Candidate(page.get_latest_revision()).content_sentences())


@pytest.mark.parametrize("use", [Use.PUBLIC_PAGE, Use.VOICE, Use.PHOTO])
def test_a_no_of_a_teller_hides_it_at_once(story, people, use):
    page = publish(story, people)
    _answer(page, **{use: False})
    assert Client().get(page.get_url()).status_code == 410
    assert VoiceDecision.objects.get().kind == "hide"


@pytest.mark.deep
def test_a_month_before_its_end_each_is_asked_once(story, people):
    publish(story, people)
    until = review_date(timezone.localdate())
    for days, sent in ((31, 0), (30, 2), (29, 0), (1, 0)):
        mail.outbox.clear()
        with transaction.atomic():
            remind(timezone.now() + (until - timezone.localdate()) - timedelta(days=days))
        assert len(mail.outbox) in (0, sent)
        assert len(_reminded()) == (2 if days <= 30 else 0)


def _reminded():
    return {entry.person_id for entry in ConsentEntry.objects.exclude(reminder=None)}


def test_without_an_answer_it_is_hidden_on_the_day_and_nothing_is_deleted(story, people):
    page = publish(story, people)
    day = timezone.now() + (review_date(timezone.localdate()) - timezone.localdate())
    hide_what_nobody_confirmed(day - timedelta(days=1))
    assert fresh(page).live
    hide_what_nobody_confirmed(day)
    assert Client().get(page.get_url()).status_code == 410
    assert fresh(page).get_latest_revision() is not None
    assert [decision.kind for decision in VoiceDecision.objects.all()] == ["review_passed"]
    hide_what_nobody_confirmed(day)
    assert VoiceDecision.objects.count() == 1


@pytest.mark.deep
def test_a_new_yes_of_everybody_brings_back_what_the_clock_hid(story, people, settings):
    page = publish(story, people)
    settings.CONSENT_REVIEW_MONTHS = 48
    later = timezone.now() + timedelta(days=800)
    hide_what_nobody_confirmed(later)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("consent.gates.timezone.localdate", lambda: later.date())
        with pytest.raises(PublishBlocked, match="is over"):
            show_again(contributor=contributors_of(page)[0], user=people.reporter)
        for who in (0, 1):
            _answer(page, who=who)
        assert show_again(contributor=contributors_of(page)[0], user=people.reporter)
    assert fresh(page).live


def test_the_audit_finds_what_is_public_without_a_yes(story, people):
    publish(story, people)
    assert audit_public() == []
    _until(ConsentEntry.objects.filter(use=Use.PUBLIC_PAGE).first(), timezone.localdate())
    assert any("has not agreed" in problem for problem in audit_public())


def test_the_clock_does_every_job(story, people, capsys):
    call_command("run_due")
    assert capsys.readouterr().err == ""
