"""The screen for administrators that erases a person: who gets in, what it asks, and what it leaves to the clock."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import Person
from consent import traces
from consent.erasure import erase_and_sweep_later
from consent.models import ErasureMarker
from publishing.models import PendingStep
from publishing.taking_down import do_all_pending
from tests.builders import make_draft, publish

NOT_THEIRS = ("reporter", "trainer", "moderator", "moderator2", "translator", "safeguarding")
THEIRS = ("admin", "superuser")


def visit(user) -> Client:
    """Return the browser of somebody who is signed in."""
    client = Client()
    client.force_login(user)
    return client


def screen_of(user) -> str:
    """Return where this person would be erased."""
    return f"/admin/people/{user.person.pk}/erase/"


def is_refused(answer) -> bool:
    """Say whether the answer is a no: from the admin's door, or Wagtail's own, which leads to the first screen."""
    return answer.status_code == 403 or (answer.status_code == 302 and answer.url == "/admin/")


def ask(client: Client, method: str, user):
    """Open the screen, or send its form rightly filled in."""
    data = {"number": user.person.pk} if method == "post" else {}
    return getattr(client, method)(screen_of(user), data)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", NOT_THEIRS)
def test_nobody_else_gets_in(people, role, method):
    assert is_refused(ask(visit(getattr(people, role)), method, people.reporter2))
    assert not ErasureMarker.objects.exists()
    assert Person.objects.get(user=people.reporter2).name


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_asked_to_sign_in(people, method):
    answer = ask(Client(), method, people.reporter2)
    assert answer.status_code == 302
    assert "/sign-in/" in answer.url or "/admin/login/" in answer.url
    assert not ErasureMarker.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", THEIRS)
def test_nobody_erases_themselves(people, role, method):
    user = getattr(people, role)
    Person.objects.get_or_create(user=user, defaults={"name": "Somebody"})
    user.refresh_from_db()
    assert is_refused(ask(visit(user), method, user))
    with pytest.raises(PermissionDenied):
        erase_and_sweep_later(person=user.person, by=user)
    assert not ErasureMarker.objects.exists()


@pytest.mark.parametrize("number", ["", "0", "no number"])
def test_without_the_right_number_nothing_happens(people, number):
    answer = visit(people.admin).post(screen_of(people.reporter), {"number": number})
    assert answer.status_code == 200
    assert "number" in answer.content.decode()
    assert not ErasureMarker.objects.exists()


@pytest.mark.parametrize("role", THEIRS)
def test_an_administrator_erases_and_the_clock_sweeps(people, role, monkeypatch):
    publish(make_draft(people.reporter), people)
    client, swept = visit(getattr(people, role)), []
    monkeypatch.setattr(traces, "sweep_the_database", lambda: swept.append(True))
    before = client.get(screen_of(people.reporter)).content.decode()
    assert "There is no way back." in before
    assert "search engines" in before
    assert "has approved" not in before

    answer = ask(client, "post", people.reporter)
    assert answer.status_code == 302
    assert ErasureMarker.objects.get().by_id == getattr(people, role).pk
    assert swept == []
    person = Person.objects.get(pk=people.reporter.person.pk)
    assert not person.name
    after = client.get(answer.url).content.decode()
    assert "This person is erased" in after
    assert "Still to be finished" in after
    assert "Erase this person for good" not in after

    do_all_pending(datetime.now(UTC))
    assert swept == [True]
    assert not PendingStep.objects.filter(step=traces.SWEEP.name).exists()


def test_it_says_that_approvals_stay(people):
    publish(make_draft(people.reporter), people)
    assert "has approved what is public" in visit(people.admin).get(screen_of(people.moderator)).content.decode()


@pytest.mark.parametrize(("role", "shown"), [("admin", True), ("trainer", False)])
def test_the_way_there_stands_with_the_person(people, role, shown):
    address = f"/admin/snippets/accounts/person/edit/{people.reporter.person.pk}/"
    answer = visit(getattr(people, role)).get(address)
    assert answer.status_code == 200
    assert (screen_of(people.reporter) in answer.content.decode()) is shown
