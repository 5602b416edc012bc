"""Signing in by password or emailed code, signing up by invitation, and what the emails say."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import Resolver404, resolve

from accounts.adapter import INVITED_EMAIL
from accounts.models import Person, User
from tests.accounts.people import PASSWORD, person, signed_in

pytestmark = pytest.mark.django_db


def code_in(message) -> str:
    return re.search(r"^([A-Z]{4}-[A-Z]{4})$", message.body, re.M).group(1)


def ask_for_code(client: Client, email: str):
    return client.post("/account/login/code/", {"email": email})


def test_a_wrong_password_signs_nobody_in(site) -> None:
    user, client = person("reporter"), Client()
    answer = client.post("/sign-in/", {"login": user.email, "password": "not this one"})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_right_password_leads_to_the_studio_or_the_admin(site) -> None:
    for key, place in (("reporter", "/my/"), ("trainer", "/admin/")):
        user, client = person(key), Client()
        answer = client.post("/sign-in/", {"login": user.email.upper(), "password": PASSWORD})
        assert answer.url == "/account/after-sign-in/"
        assert client.get(answer.url).url == place


def test_allauths_own_address_leads_to_ours() -> None:
    assert Client().get("/account/login/?next=/my/").url == "/sign-in/?next=/my/"


def test_a_code_by_email_signs_in(site) -> None:
    user, client = person("reporter"), Client()
    ask_for_code(client, user.email)
    answer = client.post("/account/login/code/confirm/", {"code": code_in(mail.outbox[0])})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_code_does_not(site) -> None:
    client = Client()
    ask_for_code(client, person("reporter").email)
    client.post("/account/login/code/confirm/", {"code": "AAAAAA"})
    assert "_auth_user_id" not in client.session


def test_nobody_learns_whether_an_address_has_an_account(site) -> None:
    known, unknown = person("reporter").email, "stranger@people.org"
    for path, field in (("/account/login/code/", "email"), ("/account/password/reset/", "email")):
        answers = []
        for email in (known, unknown):
            client = Client()
            answer = client.post(path, {field: email}, follow=True)
            answers.append(re.sub(r'value="[^"]*"', "", answer.content.decode().replace(email, "…")))
        assert answers[0] == answers[1], path


def test_no_email_holds_an_address_of_a_computer_or_a_word_of_a_story(site, settings) -> None:
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    user = person("reporter")
    ask_for_code(Client(), user.email)
    Client().post("/account/password/reset/", {"email": user.email})
    ask_for_code(Client(), "stranger@people.org")
    link = re.search(r"http://\S+", mail.outbox[1].body).group()
    client = Client()
    key = client.get(link.replace("http://testserver", ""), follow=True)
    new = "three-words-in-a-row"
    client.post(key.redirect_chain[-1][0], {"password1": new, "password2": new}, HTTP_USER_AGENT="Mozilla of Parveen")
    assert user.check_password(PASSWORD)
    assert User.objects.get(pk=user.pk).check_password(new)
    assert len(mail.outbox) >= 3
    for message in mail.outbox:
        assert message.subject in ("Your code", "A new password", "About your email address", "Your account")
        assert not message.alternatives
        assert "127.0.0.1" not in message.body
        assert "Mozilla" not in message.body
        assert not re.search(r"stor(y|ies)", message.body, re.I)
        assert message.body.startswith("Hello,")
        assert message.body.endswith("Told Together")


def test_too_many_tries_are_slowed_down(site) -> None:
    user, client = person("reporter"), Client()
    answers = [client.post("/sign-in/", {"login": user.email, "password": f"no {n}"}) for n in range(12)]
    words = answers[-1].content.decode()
    assert answers[-1].status_code == 429 or "too many" in words.lower()
    right = client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session, right.status_code


def test_no_throttle_keeps_an_address_in_clear(site, monkeypatch) -> None:
    keys: list[str] = []
    for name in ("get", "set", "add", "incr"):
        real = getattr(cache, name)
        monkeypatch.setattr(cache, name, lambda key, *a, _real=real, **k: (keys.append(key), _real(key, *a, **k))[1])
    client = Client(REMOTE_ADDR="203.0.113.77")
    for path, fields in (
        ("/sign-in/", {"login": "reporter@people.org", "password": "x"}),
        ("/account/login/code/", {"email": "reporter@people.org"}),
        ("/account/password/reset/", {"email": "reporter@people.org"}),
        ("/my/works/1/", {"words": "x"}),
    ):
        client.post(path, fields)
    assert keys
    assert [key for key in keys if "203.0.113" in str(key) or "people.org" in str(key)] == []


def test_nobody_signs_up_without_an_invitation(site) -> None:
    client = Client()
    assert "You need an invitation" in client.get("/account/signup/").content.decode()
    client.post("/account/signup/", {"email": "new@people.org", "password1": PASSWORD, "first_name": "New"})
    assert not User.objects.filter(email="new@people.org").exists()


def invited(email: str) -> Client:
    client = Client()
    session = client.session
    session[INVITED_EMAIL] = email
    session.save()
    return client


def test_an_invitation_makes_an_account_for_its_own_address_only(site) -> None:
    client = invited("invited@people.org")
    assert "invited@people.org" in client.get("/account/signup/").content.decode()
    client.post("/account/signup/", {"email": "somebody-else@people.org", "first_name": "Asha"})
    assert not User.objects.filter(email="somebody-else@people.org").exists()
    user = User.objects.get(email="invited@people.org")
    assert not user.has_usable_password()
    assert Person.objects.get(user=user).name == "Asha"
    assert client.session["_auth_user_id"] == str(user.pk)
    assert INVITED_EMAIL not in client.session


def test_an_invitation_to_an_address_with_an_account_changes_nothing_about_it(site) -> None:
    user = person("reporter")
    client = invited(user.email)
    client.post("/account/signup/", {"first_name": "Thief", "password1": "another-password-here"})
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/email/", "/confirm-email/", "/confirm-email/x/", "/sessions/", "/3rdparty/"])
def test_what_we_do_not_need_of_allauth_has_no_address(path: str) -> None:
    with pytest.raises(Resolver404):
        resolve(path, urlconf="accounts.urls")


def test_email_management_is_closed(site) -> None:
    assert signed_in(person("reporter")).get("/account/email/").status_code == 404


def test_signing_out_needs_a_press_of_a_button(site) -> None:
    client = signed_in(person("reporter"))
    client.get("/account/logout/")
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def test_the_session_is_closed_to_scripts_and_to_other_sites(site) -> None:
    user, client = person("reporter"), Client()
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"], "without the tick the sign-in ends with the browser"
    client = Client()
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD, "remember": "on"})
    assert client.cookies["sessionid"]["max-age"] == 60 * 60 * 24 * 14


@pytest.mark.parametrize("door", ["/account/logout/", "/admin/logout/"])
def test_signing_out_by_any_door_leaves_nothing_in_the_browser(site, door) -> None:
    client = signed_in(person("trainer"))
    answer = client.post(door)
    assert "_auth_user_id" not in client.session
    assert answer.headers.get("Clear-Site-Data") == '"storage"'
    # Who has been signed out by time may still have words on the phone that nobody has saved.
    assert "Clear-Site-Data" not in client.post(door)
    assert "Clear-Site-Data" not in client.get("/my/")
