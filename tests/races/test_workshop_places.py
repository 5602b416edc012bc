"""Fifty people want the last places of a workshop at the same moment."""

from collections import Counter
from typing import Any

import pytest
from django.test import Client

from learning import signing_up
from learning.models import SignUp
from tests.learning.making import workshop
from tests.races.threads import all_at_once

PEOPLE, PLACES = 50, 7


@pytest.fixture
def meeting(people):
    return workshop(people, title="Everybody wants to come", capacity=PLACES)


def states(meeting: Any) -> Counter:
    return Counter(meeting.sign_ups.values_list("state", flat=True))


def test_no_more_get_a_place_than_there_are_and_nobody_is_lost(meeting) -> None:
    rows = [
        SignUp.objects.create(workshop=meeting, name="A", email=f"p{number}@example.org") for number in range(PEOPLE)
    ]
    links = [f"/workshop-places/{signing_up.token_of(row)}/" for row in rows]
    answers = all_at_once(lambda link: Client().post(link, {"confirm": "yes"}).status_code, links)
    assert set(answers) == {302}
    assert states(meeting) == {SignUp.State.GOING: PLACES, SignUp.State.WAITING: PEOPLE - PLACES}
    # Half of those who have a place, and half of those who wait, let it go at once: the places stay full.
    half = [row for row in rows if row.pk % 2]
    all_at_once(signing_up.cancel, half)
    assert states(meeting)[SignUp.State.GOING] == PLACES
    assert meeting.sign_ups.count() == PEOPLE - len(half)


def test_one_address_that_asks_many_times_at_once_asks_once(meeting) -> None:
    def ask(number: int) -> int:
        data = {"name": "A", "email": "same@example.org"}
        return Client(REMOTE_ADDR=f"10.0.0.{number}").post(f"{meeting.get_url()}sign-up/", data).status_code

    assert set(all_at_once(ask, list(range(20)))) == {302}
    assert meeting.sign_ups.count() == 1
