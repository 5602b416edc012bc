"""A site with people, and a browser for each of them."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests.made_site import house, site  # noqa: F401
from tests.studio.making import a_person


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
