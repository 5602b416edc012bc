"""A small demo in one transaction: a page of each kind, and works in every state, looked at without a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from demo import building
from tests.e2e import house as houses

MODULES = 1


@pytest.fixture(scope="session")
def markup_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One place for the files of the small demo."""
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def own_file_roots(settings, markup_files: Path) -> None:
    """Instead of a place per test: that one place."""
    settings.PRIVATE_FILES_ROOT, settings.PUBLIC_FILES_ROOT = markup_files / "private", markup_files / "public"


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker, markup_files: Path) -> Iterator[houses.House]:
    """The demo with one module and one story of each kind, and the works of the house; rolled back at the end."""
    patch = pytest.MonkeyPatch()
    patch.setattr(building, "modules", lambda: _published(_modules())[:MODULES])
    patch.setattr(building, "stories", lambda: _one_of_each(_stories()))
    roots = {"PRIVATE_FILES_ROOT": markup_files / "private", "PUBLIC_FILES_ROOT": markup_files / "public"}
    with django_db_blocker.unblock(), override_settings(**roots), transaction.atomic():
        building.Demo(say=lambda words: None).build()
        yield houses.build("http://127.0.0.1:8000")
        transaction.set_rollback(True)
    patch.undo()


_modules, _stories = building.modules, building.stories


def _published(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row["state"] == "published"]


def _one_of_each(rows: list[dict]) -> list[dict]:
    """Keep one public story of each kind in each language, and one that was taken down."""
    found: dict[tuple, dict] = {}
    for row in rows:
        if row["state"] in ("published", "taken_down"):
            found.setdefault((row["state"], row["language"], row["told_as"]), row)
    return list(found.values())
