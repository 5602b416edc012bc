"""Whoever sees other people's drafts or details needs a second factor."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client

from accounts.roles import ROLES
from tests.accounts.addresses import addresses_of_the_site
from tests.accounts.people import PASSWORD, person, signed_in

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
WITH = [role.key for role in ROLES if role.second_factor]


@pytest.fixture(autouse=True)
def a_real_site(settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True


def code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def with_app(user):
    TOTP.activate(user, SECRET)
    return user


def test_every_role_that_sees_drafts_or_details_needs_one() -> None:
    assert sorted(WITH) == ["admin", "moderator", "reviewer", "safeguarding", "trainer", "translator"]


@pytest.mark.parametrize("key", WITH)
@pytest.mark.parametrize(
    "path", ["/admin/", "/my/", "/account/after-sign-in/", "/account/password/change/", "/stories/"]
)
def test_without_one_nothing_else_opens(site, key: str, path: str) -> None:
    client = signed_in(person(key))
    for answer in (client.get(path), client.post(path)):
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/account/2fa/totp/activate/")


def test_a_superuser_needs_one_too(site, django_user_model) -> None:
    client = signed_in(django_user_model.objects.create_superuser("root@people.org", PASSWORD))
    assert client.get("/admin/").headers.get("Location") == "/account/2fa/totp/activate/"


def test_a_reporter_needs_none(site) -> None:
    assert signed_in(person("reporter")).get("/my/").status_code == 200


def test_roles_that_overlap_need_one(site) -> None:
    assert signed_in(person("both", "reporter", "trainer")).get("/my/").status_code == 302


def test_signing_out_is_possible_without_one(site) -> None:
    client = signed_in(person("trainer"))
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def test_it_can_be_set_up_and_then_the_admin_opens(site) -> None:
    user, client = person("trainer"), Client()
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert "style=" not in page
    secret = re.search(r'qr__code">([A-Z2-7]+)<', page).group(1)
    answer = client.post("/account/2fa/totp/activate/", {"code": code(secret)})
    assert answer.url == "/account/2fa/recovery-codes/"
    assert client.get(answer.url).status_code == 200
    assert client.get("/admin/").status_code == 200


def test_with_one_a_password_alone_does_not_sign_in(site) -> None:
    user, client = with_app(person("trainer")), Client()
    answer = client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    assert answer.url.startswith("/account/2fa/authenticate/")
    assert "_auth_user_id" not in client.session
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post("/account/2fa/authenticate/", {"code": code()})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_with_one_an_emailed_code_alone_does_not_sign_in(site) -> None:
    user, client = with_app(person("trainer")), Client()
    client.post("/account/login/code/", {"email": user.email})
    sent = re.search(r"^([A-Z]{4}-[A-Z]{4})$", mail.outbox[0].body, re.M).group(1)
    answer = client.post("/account/login/code/confirm/", {"code": sent})
    assert answer.url.startswith("/account/2fa/authenticate/")
    assert "_auth_user_id" not in client.session
    client.post("/account/2fa/authenticate/", {"code": code()})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_no_address_signs_in_with_a_password_alone(site) -> None:
    """Whatever names its fields have: neither ours nor one that a package brings along."""
    user = with_app(person("trainer"))
    names = dict.fromkeys(("login", "email", "username", "user"), user.email)
    sent = names | {"password": PASSWORD, "password1": PASSWORD, "next": "/admin/"}
    addresses = addresses_of_the_site()
    assert "/sign-in/" in addresses
    assert "/_util/login/" in addresses
    client = Client(raise_request_exception=False)
    open_to_it = []
    for address in addresses:
        client.post(address, sent)
        if "_auth_user_id" in client.session:
            open_to_it.append(address)
        client.cookies.clear()
    assert open_to_it == []


def test_a_spare_code_works_once(site) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    user = with_app(person("trainer"))
    spare = RecoveryCodes.activate(user).get_unused_codes()[0]
    for expected in (True, False):
        client = Client()
        client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
        client.post("/account/2fa/authenticate/", {"code": spare})
        assert ("_auth_user_id" in client.session) is expected


def test_taking_the_app_away_closes_the_admin_again(site) -> None:
    user = with_app(person("trainer"))
    client = signed_in(user)
    assert client.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=user).delete()
    assert client.get("/admin/").status_code == 302


def test_every_page_about_it_opens(site) -> None:
    user, client = with_app(person("trainer")), Client()
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    page = client.get("/account/2fa/authenticate/").content.decode()
    assert "The second step" in page
    client.post("/account/2fa/authenticate/", {"code": code()})
    for path in ("", "totp/deactivate/", "recovery-codes/generate/", "webauthn/", "webauthn/add/", "reauthenticate/"):
        answer = client.get(f"/account/2fa/{path}", follow=True)
        assert answer.status_code == 200, path
        assert b"studio-header" in answer.content, path
