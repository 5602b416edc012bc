"""A site with commits, saved and wiped: its folders, what the public reads of it, and processes beside it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as house
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from wagtail.models import Page

from config.env import ROOT
from files.models import PublicFile
from files.storage import marker_storage
from home.setting_up import make_site
from publishing.models import Release
from tests.builders import make_draft, make_image, make_people, make_recording, publish
from tests.stores import names_in, place

PASSPHRASE = "a long walk to the tram"
CHANGES = re.compile(rb'nonce="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture(autouse=True)
def own_var(settings, tmp_path: Path, monkeypatch) -> None:
    settings.VAR_DIR = tmp_path
    for name in ("BACKUP_PASSPHRASE", "BACKUP_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site(transactional_db: Any) -> SimpleNamespace:
    """A site with three public stories: one with a picture and a recording, one to be taken back, one to be erased."""
    make_site()
    people = make_people()
    body = [
        ("words", "juniper stays"),
        ("photo", {"image": make_image(user=people.trainer2), "caption": "a door"}),
        ("audio", {"media": make_recording(user=people.trainer2)}),
    ]
    stays = publish(make_draft(people.trainer2, words="juniper", body=body), people)
    erased = [
        ("words", "qzerased"),
        ("photo", {"image": make_image(user=people.reporter, alt="qzerased", title="qzerased"), "caption": "c"}),
    ]
    return SimpleNamespace(
        people=people,
        stays=stays,
        taken=publish(make_draft(people.reporter2, words="qztaken"), people),
        erased=publish(make_draft(people.reporter, words="qzerased", body=erased), people),
    )


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


@pytest.fixture
def run_beside(settings) -> Callable[..., subprocess.CompletedProcess]:
    """Return what runs a command in a process of its own, killed at a place, on the same site."""

    def run(place: str, *command: str, **more: str) -> subprocess.CompletedProcess:
        has = connection.settings_dict
        address = f"sqlite:///{has['NAME']}"
        if connection.vendor == "postgresql":
            address = f"postgres://{has['USER']}:{has['PASSWORD']}@{has['HOST']}:{has['PORT']}/{has['NAME']}"
        connection.close()
        changed = {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "tests.backup.process_settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
            "VAR_DIR": str(settings.VAR_DIR),
            "BEGINNING_OF_NAMES": settings.AWS_LOCATION,
            **more,
        }
        line = [sys.executable, "-m", "tests.backup.killed", place, *command]
        return subprocess.run(line, cwd=ROOT, env=os.environ | changed, capture_output=True, text=True, check=False)

    return run
