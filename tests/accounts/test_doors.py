"""Who gets through the admin's door, and by which sign-in."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from accounts.roles import BY_KEY, ROLES
from tests.accounts.people import PASSWORD, person, signed_in

pytestmark = pytest.mark.django_db

WAGTAILS_OWN = ["/admin/login/", "/admin/password_reset/", "/admin/account/change-password/"]


def admin_addresses() -> list[str]:
    """Return an address for each pattern below /admin/, with numbers and words filled in."""
    found: set[str] = set()

    def walk(resolver, spaces: str) -> None:
        for pattern in resolver.url_patterns:
            if not isinstance(pattern, URLPattern):
                walk(pattern, spaces + (f"{pattern.namespace}:" if pattern.namespace else ""))
            elif pattern.name:
                for filling in ({}, "numbers"):
                    names = pattern.pattern.regex.groupindex
                    values = {name: "1" if "id" in name or "pk" in name else "x" for name in names} if filling else {}
                    try:
                        found.add(reverse(spaces + pattern.name, kwargs=values))
                    except NoReverseMatch:
                        continue

    walk(get_resolver(), "")
    return sorted(address for address in found if address.startswith("/admin/"))


def test_there_are_admin_addresses_to_test() -> None:
    assert len(admin_addresses()) > 80


def test_a_reporter_gets_403_at_every_admin_address(site) -> None:
    client = signed_in(person("reporter"))
    open_to_them = {}
    for address in [*admin_addresses(), "/admin/", "/admin/nothing-here/", "/admin/pages/3/edit/"]:
        if address.startswith(tuple(WAGTAILS_OWN)):
            continue
        for ask in (client.get, client.post):
            status = ask(address).status_code
            if status != 403:
                open_to_them[address] = status
    assert open_to_them == {}


def test_the_refusal_is_kind(site) -> None:
    page = signed_in(person("reporter")).get("/admin/").content.decode()
    assert "You have done nothing wrong" in page
    assert "Go to where my work is" in page


def test_an_account_without_a_role_gets_403(site) -> None:
    from accounts.models import User

    assert signed_in(User.objects.create_user("nobody@people.org")).get("/admin/").status_code == 403


@pytest.mark.parametrize("key", ["translator", "reviewer"])
def test_a_translator_reaches_their_doorstep_only(site, key: str) -> None:
    client = signed_in(person(key))
    assert client.get("/admin/").status_code == 200
    allowed = {reverse(name) for name in BY_KEY[key].admin_addresses}
    elsewhere = [a for a in admin_addresses() if a not in allowed and not a.startswith(tuple(WAGTAILS_OWN))]
    assert {address for address in elsewhere if client.get(address).status_code != 403} == set()


@pytest.mark.parametrize("key", [role.key for role in ROLES if role.admin_addresses is None])
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
