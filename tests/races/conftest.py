"""One house with real commits for each module, on a database of its own; each test makes stories of its own in it."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from home.setting_up import make_site
from tests.builders import make_people
from tests.races.stage import Stage, a_copy_of_the_database, a_server_of_actors


@pytest.fixture(scope="module", autouse=True)
def stage(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Make the house, and start the server of actors."""
    if connection.vendor != "postgresql":
        pytest.skip("On SQLite a transaction holds the whole database, so two never run at once.")
    with django_db_blocker.unblock(), a_copy_of_the_database() as name:
        make_site()
        with a_server_of_actors(name, tmp_path_factory.mktemp("actors")) as server:
            yield Stage(server, make_people())


@pytest.fixture(scope="module")
def people(stage: Stage) -> SimpleNamespace:
    """Everybody in the house."""
    return stage.people


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """The places for files, which last as long as the database."""
    folder = tmp_path_factory.mktemp("files")
    return SimpleNamespace(private=folder / "private", public=folder / "public")


@pytest.fixture
def db(stage: Stage) -> None:
    """Give a test the database with its real commits, where others are given a transaction."""


@pytest.fixture(autouse=True)
def own_file_roots(settings: Any, roots: SimpleNamespace, db: None) -> None:
    """Let each test find the files of those before it, as the database does."""
    settings.PRIVATE_FILES_ROOT, settings.PUBLIC_FILES_ROOT = roots.private, roots.public
