"""A site with people, and a visit for each of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from home.setting_up import make_site
from tests.studio.making import a_person


@pytest.fixture
def site(db) -> Any:
    """The starting pages."""
    return make_site()


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
    """Return a visit in which somebody is signed in."""

    def open_for(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return open_for
