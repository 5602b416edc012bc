"""One site with its people for each module; each test sees it new."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from tests.builders import a_house


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """Lend the site and its people to a module."""
    with django_db_blocker.unblock(), a_house() as people:
        yield people


@pytest.fixture(autouse=True)
def people(house: SimpleNamespace, db: None) -> SimpleNamespace:
    """Hand a test the people, in a transaction of its own."""
    return house
