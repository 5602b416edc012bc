"""What every test may lean on: an empty cache, the default language, and places of its own for files."""

import gc
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house
from django.core.cache import cache
from django.db import connection
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from languages.catalogs import compile_catalogs
from tests import demo_password, migrated, profiles  # noqa: F401 – every process has the one password


def pytest_configure(config: pytest.Config) -> None:
    """Let the first process make what Django reads of the translations, before any other asks for it."""
    if not hasattr(config, "workerinput"):
        compile_catalogs()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which cases belong to the long profile before pytest chooses by its marks; what takes long begins first."""
    profiles.leave_the_rest_to_the_long_profile(items)
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """Look for rubbish less often, and never in what was imported: it is looked through some hundred times else."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite the copied file is the test database: it is not made anew, and goes with its folder."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any) -> None:
    """Begin with a database that is migrated already."""
    with django_db_blocker.unblock():
        migrated.begin_migrated()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """A test that commits ends with every table empty; the next one begins with what migrations had put there."""
    yield
    marker = item.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        with item.config.stash[blocking_manager_key].unblock():
            migrated.begin_again()


@pytest.fixture(autouse=True)
def clean_slate() -> Iterator[None]:
    """Leave neither cached answers nor a chosen language to the next test."""
    cache.clear()
    translation.deactivate()
    yield
    cache.clear()
    translation.deactivate()


@pytest.fixture(autouse=True)
def own_file_roots(settings, tmp_path: Path) -> None:
    """Give each test its own empty private and public place for files: folders, or beginnings of names in a bucket."""
    settings.PRIVATE_FILES_ROOT = tmp_path / "private"
    settings.PUBLIC_FILES_ROOT = tmp_path / "public"
    settings.MARKERS_ROOT = tmp_path / "markers"
    settings.BACKUPS_ROOT = tmp_path / "backups"
    settings.AWS_LOCATION = uuid.uuid4().hex


def pytest_unconfigure() -> None:
    """Take away the folder that the test settings made for this run."""
    if Path(house.VAR_DIR).parent == Path(tempfile.gettempdir()):
        shutil.rmtree(house.VAR_DIR, ignore_errors=True)
