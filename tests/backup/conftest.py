"""A site with commits, saved and wiped: its folders, what the public reads of it, and processes beside it."""

import os
import re
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as house
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from wagtail.models import Page

from accounts.models import User
from config.env import ROOT
from files.models import PublicFile
from files.storage import marker_storage
from home.setting_up import make_site
from publishing.models import Release
from tests.builders import make_draft, make_image, make_people, make_recording, picture_bytes, publish
from tests.databases import put_copy
from tests.stores import names_in, place, read

PASSPHRASE = "a long walk to the tram"
CHANGES = re.compile(rb'nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture(autouse=True)
def own_var(settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    settings.BACKUP_PASSPHRASE = settings.BACKUP_PASSPHRASE_FILE = ""


@contextmanager
def a_copy_of(original: str, copy: str) -> Iterator[None]:
    """Point this process at a copy of a database while the block runs."""
    put_copy(original, copy)
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = copy
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _name_beside(name: str, more: str) -> str:
    return f"{name}_{more}"


@pytest.fixture(scope="session")
def built(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SimpleNamespace]:
    """Make a site with commits once: its database, its files, and its three public stories by number."""
    original = str(connection.settings_dict["NAME"])
    folder = tmp_path_factory.mktemp("built")
    roots = {f"{each}_ROOT": folder / each for each in ("PRIVATE_FILES", "PUBLIC_FILES", "MARKERS")}
    of_its_own = override_settings(AWS_LOCATION=uuid.uuid4().hex, **roots)
    with django_db_blocker.unblock(), a_copy_of(original, _name_beside(original, "built")), of_its_own:
        make_site()
        people = make_people()
        body = [
            ("words", "juniper stays"),
            ("photo", {"image": make_image(user=people.trainer2), "caption": "a door"}),
            ("audio", {"media": make_recording(user=people.trainer2)}),
        ]
        photo = make_image(user=people.reporter, alt="qzerased", title="qzerased", content=picture_bytes((9, 99, 9)))
        erased = [("words", "qzerased"), ("photo", {"image": photo, "caption": "c"})]
        stories = {
            "stays": publish(make_draft(people.trainer2, words="juniper", body=body), people).pk,
            "taken": publish(make_draft(people.reporter2, words="qztaken"), people).pk,
            "erased": publish(make_draft(people.reporter, words="qzerased", body=erased), people).pk,
        }
        files = {each: {name: read(each, name) for name in names_in(each)} for each in ("private", "public")}
        for each, names in files.items():
            for name in names:
                place(each).remove(name)
        name = connection.settings_dict["NAME"]
    yield SimpleNamespace(name=name, original=original, stories=stories, files=files)
    # On SQLite the file goes with its folder.
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
            for copy in (name, _name_beside(original, "site")):
                cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


@pytest.fixture
def db(built: SimpleNamespace) -> None:
    """By this name pytest-django knows that a test needs the test database; ours have copies of it."""


@pytest.fixture
def site(built: SimpleNamespace, db: None, django_db_blocker: Any) -> Iterator[SimpleNamespace]:
    """A copy of that site, for one test: one story with a picture and a sound, one to be taken back, one to erase."""
    with django_db_blocker.unblock(), a_copy_of(built.name, _name_beside(built.original, "site")):
        ContentType.objects.clear_cache()
        for each, contents in built.files.items():
            for name, content in contents.items():
                place(each).save(name, ContentFile(content))
        people = {user.email.partition("@")[0]: user for user in User.objects.all()}
        stories = {name: Page.objects.get(pk=pk).specific for name, pk in built.stories.items()}
        yield SimpleNamespace(people=SimpleNamespace(**people), **stories)
    ContentType.objects.clear_cache()


def backup(**options: Any) -> Path:
    """Make a backup and return where it is."""
    before = backups()
    call_command("backup", **options)
    (made,) = backups() - before
    return made


def backups() -> set[Path]:
    """Return all that looks like a backup that is whole."""
    return set(Path(house.BACKUPS_ROOT).glob("told-together-*"))


def public() -> dict[str, bytes]:
    """Return what the public gets of each page, list and file, but for what is new in each answer."""
    cache.clear()
    addresses = [page.get_url() for page in Page.objects.filter(live=True, depth__gt=1)]
    addresses += ["/feed/", "/sitemap.xml", "/api/v2/pages/", "/search/?query=kingfisher"]
    released = PublicFile.objects.filter(release__state=Release.State.VALID)
    addresses += [copy.url for copy in released]
    return {address: read_as_public(address) for address in addresses}


def read_as_public(address: str) -> bytes:
    """Return one answer with its status."""
    answer = Client().get(address)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(answer.status_code).encode() + CHANGES.sub(b"", content)


def wipe(*, markers_too: bool = False) -> None:
    """Take away the database and all files, as a broken disk would."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        connection.close()
    else:
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{name}{ending}").unlink(missing_ok=True)
    for each in ("private", "public"):
        for file in names_in(each):
            place(each).remove(file)
    for file in list(marker_storage().names()) if markers_too else ():
        marker_storage().remove(file)
    cache.clear()


def environment_beside(settings: Any) -> dict[str, str]:
    """Return in which environment a process of its own works on the same site."""
    has = connection.settings_dict
    address = f"sqlite:///{has['NAME']}"
    if connection.vendor == "postgresql":
        address = f"postgres://{has['USER']}:{has['PASSWORD']}@{has['HOST']}:{has['PORT']}/{has['NAME']}"
    return os.environ | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "tests.backup.process_settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        "VAR_DIR": str(settings.VAR_DIR),
        "BEGINNING_OF_NAMES": settings.AWS_LOCATION,
    }


@pytest.fixture
def run_beside(settings) -> Callable[..., subprocess.CompletedProcess]:
    """Return what runs a command in a process of its own, killed at a place, on the same site."""

    def run(place: str, *command: str, **more: str) -> subprocess.CompletedProcess:
        environment = environment_beside(settings) | more
        connection.close()
        line = [sys.executable, "-m", "tests.backup.killed", place, *command]
        return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return run
