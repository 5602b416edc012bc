"""A site with people, and a browser for each of them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from home.setting_up import make_site
from tests.studio.making import a_person


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """Make the site once, in a transaction around those of the tests: it costs more than most of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_site()
        transaction.set_rollback(True)


@pytest.fixture
def site(house: Any, db: None) -> Any:
    """Hand a test the starting pages, in a transaction of its own."""
    return house


@pytest.fixture
def rita(site) -> User:
    """A reporter who has done the training."""
    return a_person("rita", "Reporter")


@pytest.fixture
def sam(site) -> User:
    """Another reporter."""
    return a_person("sam", "Reporter")


@pytest.fixture
def mo(site) -> User:
    """A moderator."""
    return a_person("mo", "Moderator")


@pytest.fixture
def visit(site) -> Callable[[User], Client]:
    """Return a browser in which somebody is signed in."""

    def open_for(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return open_for


@pytest.fixture
def tess(site) -> User:
    """A trainer."""
    return a_person("tess", "Trainer")
