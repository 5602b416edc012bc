"""On a phone that others use too, a sign-in ends by itself; on one's own it does not."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.accounts.people import PASSWORD, person, signed_in
from tests.accounts.test_sign_in import ask_for_code, code_in

pytestmark = pytest.mark.django_db
MARK = "/account/shared-phone/"


def minutes_left(client: Client) -> float:
    """Return in how many minutes the server ends this sign-in."""
    ends = Session.objects.get(session_key=client.session.session_key).expire_date
    return (ends - timezone.now()).total_seconds() / 60


def passes(client: Client, minutes: int) -> None:
    """Let some time go by for this sign-in."""
    rows = Session.objects.filter(session_key=client.session.session_key)
    rows.update(expire_date=rows.get().expire_date - timedelta(minutes=minutes))


@pytest.mark.parametrize("key", ["reporter", "trainer"])
@pytest.mark.parametrize("way_in", ["password", "code"])
def test_by_whichever_way_somebody_signs_in_it_ends_by_itself(site, key, way_in) -> None:
    client, user = Client(), person(key)
    client.post(MARK, {"shared": "yes", "back": "/sign-in/"})
    if way_in == "password":
        client.post("/sign-in/", {"login": user.email, "password": PASSWORD, "remember": "on"})
    else:
        ask_for_code(client, user.email)
        client.post("/account/login/code/confirm/", {"code": code_in(mail.outbox[0])})
    assert 9 < minutes_left(client) <= 10
    passes(client, 8)
    # Whoever does something has their time anew.
    assert client.get("/my/").status_code == 200
    assert 9 < minutes_left(client) <= 10
    passes(client, 11)
    assert client.get("/my/").url.startswith("/sign-in/")
    assert "_auth_user_id" not in client.session


def test_on_ones_own_phone_nothing_ends(site) -> None:
    client = signed_in(person("reporter"))
    client.get("/my/")
    assert minutes_left(client) > 60 * 24
    assert "data-shared-phone" not in client.get("/my/").content.decode()


def test_a_phone_can_be_marked_while_signed_in_and_unmarked_again(site) -> None:
    client = signed_in(person("reporter"))
    answer = client.post(MARK, {"shared": "yes", "back": "/my/start/"})
    assert answer.url == "/my/start/"
    assert minutes_left(client) <= 10
    cookie = answer.cookies["shared_phone"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    page = client.get("/my/").content.decode()
    assert 'data-shared-phone="600"' in page
    assert "This is a shared phone" in page
    client.post(MARK, {"shared": "no", "back": "/my/"})
    assert minutes_left(client) > 60 * 24
    assert "data-shared-phone" not in client.get("/my/").content.decode()
    assert client.session.get_expire_at_browser_close()


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_the_way_back_leads_nowhere_else(back) -> None:
    assert Client().post(MARK, {"shared": "yes", "back": back}).url == "/my/"


def test_nobody_else_marks_a_phone() -> None:
    assert Client().get(MARK).status_code == 405
    assert Client(enforce_csrf_checks=True).post(MARK, {"shared": "yes"}).status_code == 403


def test_who_asks_whether_they_are_still_signed_in_is_told_nothing_else(site) -> None:
    client = signed_in(person("reporter"))
    assert client.get("/account/still-here/").status_code == 204
    answer = Client().get("/account/still-here/")
    assert (answer.status_code, answer.content) == (403, b"")
    assert "no-store" in answer["Cache-Control"]
