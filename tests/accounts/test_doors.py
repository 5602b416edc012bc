"""Who gets through the admin's door, and by which sign-in."""

import pytest
from django.test import Client

from accounts.roles import ROLES
from tests.accounts.people import PASSWORD, person, signed_in

pytestmark = pytest.mark.django_db

WAGTAILS_OWN = ["/admin/login/", "/admin/password_reset/", "/admin/account/change-password/"]


def test_the_refusal_is_kind(site) -> None:
    page = signed_in(person("reporter")).get("/admin/").content.decode()
    assert "You have done nothing wrong" in page
    assert "Go to where my work is" in page


def test_an_account_without_a_role_gets_403(site) -> None:
    from accounts.models import User

    assert signed_in(User.objects.create_user("nobody@people.org")).get("/admin/").status_code == 403


@pytest.mark.parametrize("key", [role.key for role in ROLES if role.admin_addresses != ()])
def test_other_roles_reach_the_first_screen(site, key: str) -> None:
    assert signed_in(person(key)).get("/admin/").status_code == 200


@pytest.mark.parametrize("address", WAGTAILS_OWN)
@pytest.mark.parametrize("key", [None, "reporter", "trainer"])
def test_wagtails_own_sign_in_and_password_addresses_lead_to_ours(site, address: str, key: str | None) -> None:
    client = signed_in(person(key)) if key else Client()
    for answer in (client.get(address), client.post(address, {})):
        assert answer.status_code in (301, 302)
        assert not answer.url.startswith("/admin/password")
        assert not answer.url.startswith("/admin/login")


def test_a_form_sent_to_wagtails_sign_in_signs_nobody_in(site) -> None:
    user = person("trainer")
    client = Client()
    answer = client.post("/admin/login/", {"username": user.email, "password": PASSWORD})
    assert answer.url.startswith("/sign-in/")
    assert "_auth_user_id" not in client.session


def test_somebody_not_signed_in_is_led_to_our_sign_in(site) -> None:
    answer = Client().get("/admin/pages/")
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/")
