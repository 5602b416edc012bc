"""The starting pages of a site for each module; each test sees them new."""

from collections.abc import Iterator
from typing import Any

import pytest

from home.setting_up import make_site
from tests.made_once import for_a_module


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """Lend the starting pages to a module."""
    with django_db_blocker.unblock(), for_a_module("site", make_site) as site:
        yield site


@pytest.fixture
def site(house: Any, db: None) -> Any:
    """Hand a test the starting pages, in a transaction of its own."""
    return house
