"""Each form that anybody may send slows down whoever sends it too often."""

import pytest
from django.test import Client

from tests.accounts.addresses import addresses_of_the_site

pytestmark = pytest.mark.django_db

READ_ONLY = {"/admin/sprite/", "/feed/", "/sitemap.xml"}
CLOSED = {"/account/signup/"}
"""Says that nobody can sign up by themselves, whatever is sent."""
ENOUGH = 40


def forms_for_everybody() -> list[str]:
    """Return the addresses that take a form from somebody who is not signed in."""
    client = Client(raise_request_exception=False)
    return [
        address
        for address in addresses_of_the_site()
        if address not in READ_ONLY | CLOSED and client.post(address, {}).status_code == 200
    ]


def says_too_often(answer) -> bool:
    """Say whether an answer asks to wait: by its status, or in the form."""
    return answer.status_code == 429 or "too many" in answer.content.decode(errors="replace").lower()


def test_each_is_slowed_down(site, client) -> None:
    found = forms_for_everybody()
    assert {"/sign-in/", "/account/login/code/", "/account/password/reset/", "/report-a-concern/"} <= set(found)
    too_patient = {}
    for address in found:
        answers = []
        for number in range(ENOUGH):
            name = f"somebody{number}@example.org"
            sent = {"login": name, "email": name, "password": "wrong", "message": "Words.", "kind": "other"}
            answers.append(client.post(address, sent))
            # Each time somebody new, as far as a cookie tells.
            client.cookies.clear()
        if not any(map(says_too_often, answers)):
            too_patient[address] = {answer.status_code for answer in answers}
    assert too_patient == {}


def test_nobody_signs_up_by_themselves(site, client, django_user_model) -> None:
    for _number in range(3):
        client.post("/account/signup/", {"email": "zz@example.org", "password1": "some-long-words-9"})
    assert not django_user_model.objects.filter(email="zz@example.org").exists()
