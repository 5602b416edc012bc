"""The demo, a page of each kind, and works in every state, for modules that look at them without a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from tests import migrated
from tests.e2e import house as houses
from tests.e2e.furnished import furnish


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One place for the files of the demo."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(autouse=True)
def own_file_roots(settings, demo_files: Path) -> None:
    """Instead of a place per test: that one place."""
    settings.PRIVATE_FILES_ROOT, settings.PUBLIC_FILES_ROOT = demo_files / "private", demo_files / "public"


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker, demo_files: Path) -> Iterator[houses.House]:
    """The demo and the works of the house. At the end the database is as empty as migrations left it."""
    roots = {"PRIVATE_FILES_ROOT": demo_files / "private", "PUBLIC_FILES_ROOT": demo_files / "public"}
    with django_db_blocker.unblock(), override_settings(**roots):
        try:
            made = furnish(demo_files)
            made.base = "http://127.0.0.1:8000"
            yield made
        finally:
            migrated.begin_again()
