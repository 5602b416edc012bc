"""Each language at a glance, who is asked next, who is invited, and the one email about all that."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.making import make_person
from accounts.roles import has_role
from consent.cascade import take_down_all
from moderation.digest import send_digest
from tests.builders import act, change_draft, everybody_says_yes, fresh, make_draft, publish
from tests.matrix import signed_in
from tests.translating import approved, assignment, give, into, sent, translated
from translation.inviting import invite
from translation.models import NamedLanguage
from translation.overview import STATES, glances
from translation.services import give_up

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
WORDS = "plumtree"


@pytest.fixture
def story(people):
    """A public story."""
    return publish(make_draft(people.reporter, words=WORDS), people)


def states_of(story: Any, code: str = "ur") -> list[str]:
    """Return what is said of the translation of a story."""
    (glance,) = glances([into(code)])
    return [state for state in STATES if story.translation_key in glance.keys[state]]


def row_of(story: Any, people: Any, **asked: str) -> str:
    """Return what an administrator reads about a story, in one line."""
    page = signed_in(people.admin).get(reverse("translation_all"), {"language": "ur"} | asked).content.decode()
    rows = [row for row in page.split("<li")[1:] if fresh(story).title in row]
    return " ".join(re.sub("<[^>]*>", " ", rows[0]).split()) if rows else ""


def test_a_language_at_a_glance_and_who_is_asked_next(story, people):
    def seen(*states: str, asked: str) -> None:
        assert states_of(story) == list(states)
        assert asked in row_of(story, people)
        for state in STATES:
            assert bool(row_of(story, people, state=state)) == (state in states), state

    seen("not_yet", asked="Not translated")
    page = give(story, people)
    seen("being_translated", asked=f"Asked next: {people.translator.person.name}")
    give_up(assignment=assignment(story, people.translator), by=people.translator)
    seen("being_translated", "waiting", asked="Nobody is chosen to translate it")
    page = sent(give(story, people), people)
    seen("being_checked", asked=f"Asked next: {people.reviewer.person.name}")
    give_up(assignment=assignment(story, people.reviewer), by=people.reviewer)
    seen("being_checked", "waiting", asked="Nobody is chosen to check the language")
    give(story, people)
    act(page, people.reviewer, "approve")
    seen("being_checked", asked="Asked next: a moderator")
    act(fresh(page), people.moderator, "approve")
    seen("being_checked", asked=f"Asked next: {people.reporter.person.first_name}")
    everybody_says_yes(page)
    seen("public", asked="Public")
    assert "Asked next" not in row_of(story, people)
    change_draft(fresh(story), people.reporter, words=f"{WORDS} otherwise")
    seen("public", asked="Public")
    publish(fresh(story), people)
    seen("public", "out_of_date", "waiting", asked="Out of date")
    give(story, people)
    seen("public", "out_of_date", asked=f"Asked next: {people.translator.person.name}")
    assert states_of(story, "pl") == ["not_yet"]
    assert states_of(story, "en") == []


def test_what_nobody_may_read_is_counted_nowhere(people, django_capture_on_commit_callbacks):
    draft = make_draft(people.reporter, words="qzsecret")
    story = publish(make_draft(people.reporter, words=WORDS), people)
    hidden = translated(story, people)
    assert states_of(draft) == []
    assert states_of(story) == ["public"]
    with django_capture_on_commit_callbacks(execute=True):
        take_down_all(story)
    assert not fresh(hidden).live
    assert states_of(story) == []


def test_the_languages_cost_the_same_however_much_there_is(story, people, django_assert_max_num_queries):
    client, address = signed_in(people.admin), reverse("translation_all")
    translated(story, people)
    sent(give(story, people, "pl"), people)
    client.get(address)
    with django_assert_max_num_queries(40) as few:
        assert client.get(address).status_code == 200
    for code in ("ur", "pl", "pa", "ar"):
        other = publish(make_draft(people.reporter, words=f"{WORDS}{code}"), people)
        approved(sent(give(other, people, code), people), people)
    translated(publish(make_draft(people.reporter, words=WORDS), people), people)
    with django_assert_max_num_queries(len(few)):
        assert client.get(address).status_code == 200


def test_somebody_new_is_invited_and_comes_in_with_a_code(people, settings, django_capture_on_commit_callbacks):
    said = {
        "name": "Nadia Test",
        "email": "Nadia@Example.org",
        "parts": ["translator"],
        "languages": ["pa", "ur"],
    }
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(people.admin).post(reverse("translation_invite"), said)
    assert answer["Location"] == reverse("translation_people")
    account = get_user_model().objects.get(email="nadia@example.org")
    assert account.person.name == "Nadia Test"
    assert has_role(account, "translator")
    assert not has_role(account, "reviewer")
    assert set(NamedLanguage.objects.filter(account=account).values_list("locale__language_code", flat=True)) == {
        "pa",
        "ur",
    }
    languages = signed_in(people.admin).get(reverse("translation_all")).content.decode()
    assert languages.count("1 translates, 0 check") == 2
    assert languages.count("0 translate, 0 check") == len(settings.LANGUAGES) - 2
    (letter,) = mail.outbox
    assert letter.to == ["nadia@example.org"]
    assert "اردو" in letter.body, "in the first of the languages that we speak"
    assert reverse("translation_mine") in letter.body
    people_screen = reverse("translation_people")
    assert "invitation of Nadia Test again" in signed_in(people.admin).get(people_screen).content.decode()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(people.admin).post(people_screen, {"account": account.pk, "again": "yes"})
    assert [letter.to for letter in mail.outbox] == [["nadia@example.org"]]
    browser = Client()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(reverse("account_request_login_code"), {"email": "nadia@example.org"})
    (letter,) = mail.outbox
    code = re.search(r"^([A-Z]{4}-[A-Z]{4})$", letter.body, re.M)
    browser.post(reverse("account_confirm_login_code"), {"code": code[1]})
    assert browser.session["_auth_user_id"] == str(account.pk)
    assert "invitation of Nadia Test again" not in signed_in(people.admin).get(people_screen).content.decode()


def test_whoever_has_an_account_keeps_it(people, django_capture_on_commit_callbacks):
    before = people.reporter.person.name
    asked = {"name": "Somebody", "email": people.reporter.email.upper(), "parts": ["reviewer"]}
    with django_capture_on_commit_callbacks(execute=True):
        invite(**asked, locales=[into("pl")], by=people.admin)
        invite(**asked, locales=[into("ur")], by=people.admin)
    account = get_user_model().objects.get(pk=people.reporter.pk)
    assert has_role(account, "reporter")
    assert has_role(account, "reviewer")
    assert account.person.name == before
    assert NamedLanguage.objects.filter(account=account).count() == 2
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("by", ["moderator", "trainer", "translator", "reporter"])
def test_nobody_else_invites(people, by):
    asked = {"name": "N", "email": "new@example.org", "locales": [into("pl")]}
    with pytest.raises(PermissionDenied):
        invite(**asked, parts=["translator"], by=getattr(people, by))
    with pytest.raises(PermissionDenied):
        invite(**asked, parts=["translator", "moderator"], by=people.admin)
    assert not get_user_model().objects.filter(email="new@example.org").exists()
    assert not mail.outbox


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"email": "nobody"}, "does not look like an email address"),
        ({"email": ""}, "the invitation goes there"),
        ({"languages": []}, "tick at least one language"),
        ({"languages": ["xx"]}, "xx"),
        ({"parts": ["admin"]}, "admin"),
        ({"name": " "}, "A first name is enough"),
        ({"email": "off@example.org"}, "switched off"),
    ],
)
def test_what_is_missing_is_said_and_nobody_is_invited(people, change, says):
    off = make_person(email="off@example.org", name="Olga", roles=["Reporter"])
    type(off).objects.filter(pk=off.pk).update(is_active=False)
    accounts = get_user_model().objects.count()
    said = {"name": "N", "email": "new@example.org", "parts": ["translator"], "languages": ["pl"]} | change
    answer = signed_in(people.admin).post(reverse("translation_invite"), said)
    assert answer.status_code == 200
    assert says in answer.content.decode()
    assert get_user_model().objects.count() == accounts
    assert not NamedLanguage.objects.exists()


def test_one_email_a_week_says_what_waits_and_holds_no_word_of_it(story, people, django_capture_on_commit_callbacks):
    give(story, people)
    for number in range(2):
        sent(give(publish(make_draft(people.reporter, words=f"{WORDS}{number}"), people), people, "pl"), people)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert send_digest(MONDAY + timedelta(days=1)) == 0, "on no other day"
        assert send_digest(MONDAY) == 2
        assert send_digest(MONDAY + timedelta(hours=1)) == 0
        assert send_digest(MONDAY + timedelta(days=7)) == 2
    letters = {letter.to[0]: letter.body for letter in mail.outbox[:2]}
    assert "اردو: one page to translate" in letters[people.translator.email]
    assert "Polski: 2 translations to check" in letters[people.reviewer.email]
    for body in letters.values():
        assert body.count(reverse("translation_mine")) == 1
        assert WORDS not in body


def test_administrators_are_told_what_waits_for_somebody_to_be_chosen(
    story, people, django_capture_on_commit_callbacks
):
    give(story, people)
    give_up(assignment=assignment(story, people.translator), by=people.translator)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert send_digest(MONDAY) == 1
    (letter,) = mail.outbox
    assert letter.to == [people.admin.email]
    assert "اردو: 1" in letter.body


def test_whoever_checks_and_translates_gets_one_email(story, people, django_capture_on_commit_callbacks):
    moderator = invite(
        name="M", email=people.moderator2.email, parts=["translator"], locales=[into("ur")], by=people.admin
    )
    give(story, people, translator=moderator)
    give(story, people, "pl")
    target = sent(give(story, people, "pl"), people)
    act(target, people.reviewer, "approve")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        send_digest(MONDAY)
    mine = [letter.body for letter in mail.outbox if letter.to == [moderator.email]]
    assert len(mine) == 1
    assert "One work waits to be checked." in mine[0]
    assert "اردو: one page to translate" in mine[0]
