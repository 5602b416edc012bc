"""An empty database with all tables, made once and copied for each run: migrating takes longer than most tests.

It is known by the fingerprint of every migration and of the packages, so it is made anew when one of them changes.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

from tests.databases import put_copy

ROOT = Path(__file__).parent.parent
PLACE = ROOT / ".pytest_cache" / "migrated"


def begin_migrated() -> None:
    """Let the test database of this process begin with all its tables; Django then has nothing left to migrate."""
    test = connection.settings_dict["TEST"]
    with _alone():
        if connection.vendor == "sqlite":
            shutil.copyfile(_file(), test["NAME"])
        else:
            test["TEMPLATE"] = _template()


def begin_again() -> None:
    """Put the migrated database back, after a test has emptied all tables, also of what migrations had put there."""
    with _alone():
        put_copy(_file() if connection.vendor == "sqlite" else _template(), connection.settings_dict["NAME"])


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time make it, and the others wait."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with (PLACE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fingerprint() -> str:
    rooms = (ROOT / name for name in ("site", "home", "learning", "stories", "tests"))
    found = sorted(path for room in rooms for path in room.rglob("migrations/*.py"))
    digest = hashlib.sha256(sys.version.encode())
    for path in (ROOT / "requirements-dev.lock", *found):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def _migrate(address: str) -> None:
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _file() -> Path:
    made = PLACE / f"{_fingerprint()}.sqlite3"
    if not made.exists():
        for old in PLACE.glob("*.sqlite3*"):
            old.unlink()
        new = PLACE / "new.sqlite3"
        _migrate(f"sqlite:///{new}")
        new.replace(made)
    return made


def _template() -> str:
    name = f"migrated_{_fingerprint()}"
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            return name
        cursor.execute(f"CREATE DATABASE {name}_new")
        _migrate(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}_new").geturl())
        cursor.execute(f"ALTER DATABASE {name}_new RENAME TO {name}")
    return name
