"""People around a public story, for the tests about pausing and safety."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from authorship.models import Contributor
from authorship.selectors import contributors_of
from authorship.services import add_contributor, choose_credit
from consent.services import agrees_to_everything
from moderation.services import give_ok, send_in
from tests.accounts.people import fresh, person, story
from tests.builders import act

WORDS = "We waited at the stop until the lamp went out."
REASON = "It gives somebody away who did not agree to be shown."

WHO = {
    "teller": ("reporter",),
    "other": ("reporter",),
    "trainer": ("trainer",),
    "translator": ("translator",),
    "admin": ("admin",),
    "lead": ("safeguarding",),
    "lead2": ("safeguarding",),
    "mo": ("moderator",),
    "ann": ("moderator",),
    "bea": ("moderator",),
    "both": ("moderator", "safeguarding"),
}


def people_of_every_role() -> SimpleNamespace:
    """Return an account of each kind; `both` is a moderator and a safeguarding lead who takes part in the story."""
    return SimpleNamespace(**{key: person(key, *roles) for key, roles in WHO.items()})


def public_story(people: Any, title: str = "Bread on the windowsill") -> Any:
    """Return a public story told by `teller` and helped by `both`."""
    page = story(title, people.teller, text=WORDS)
    helper = add_contributor(work=page.work, person=people.both.person, role=Contributor.Role.SUPPORTER)
    choose_credit(contributor=helper, credit="first_name")
    agrees_to_everything(contributor=helper)
    return sent_through(page, people)


def sent_through(page: Any, people: Any) -> Any:
    """Send a draft in, let `bea` approve it, and give everybody's OK; return the page."""
    send_in(page=fresh(page), user=people.teller)
    act(page, people.bea, "approve")
    for contributor in contributors_of(page):
        give_ok(page=fresh(page), user=contributor.person.user)
    return fresh(page)


def part_of(page: Any, user: Any) -> Contributor:
    """Return the part that `user` has in a work."""
    return contributors_of(page).get(person__user=user)


@pytest.fixture(scope="module")
def told(house: Any, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """Make the people and their story once for a module, in a transaction around those of its tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        everybody = people_of_every_role()
        yield SimpleNamespace(people=everybody, page=public_story(everybody))
        transaction.set_rollback(True)


@pytest.fixture
def people(told: SimpleNamespace, db: None) -> SimpleNamespace:
    """Somebody of each role; nothing that an account has found out about its rights is kept from test to test."""
    return SimpleNamespace(**{key: User.objects.get(pk=user.pk) for key, user in vars(told.people).items()})


@pytest.fixture
def page(told: SimpleNamespace, db: None) -> Any:
    """A public story."""
    return fresh(told.page)
