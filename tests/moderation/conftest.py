"""The starting pages of a site, made once for each module of tests; and people around a public story."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from home.setting_up import make_site
from tests.moderation.paused import page, people, told  # noqa: F401


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """Make the site once, in a transaction around those of the tests: it costs more than most of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_site()
        transaction.set_rollback(True)


@pytest.fixture
def site(house: Any, db: None) -> Any:
    """Hand a test the site, in a transaction of its own."""
    return house
