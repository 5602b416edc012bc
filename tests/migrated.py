"""An empty database with all tables, made once and copied for each run: migrating takes longer than most tests.

It is known by the fingerprint of every migration and of the packages, so it is made anew when one of them changes.
"""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

from tests.databases import put_copy
from tests.kept import ROOMS, ROOT, alone, fingerprint

PLACE = ROOT / ".pytest_cache" / "migrated"


def begin_migrated() -> None:
    """Let the test database of this process begin with all its tables; Django then has nothing left to migrate."""
    test = connection.settings_dict["TEST"]
    with alone(PLACE):
        if connection.vendor == "sqlite":
            shutil.copyfile(_file(), test["NAME"])
        else:
            test["TEMPLATE"] = _template()


def begin_again() -> None:
    """Put the migrated database back, after a test has emptied all tables, also of what migrations had put there."""
    with alone(PLACE):
        put_copy(_file() if connection.vendor == "sqlite" else _template(), connection.settings_dict["NAME"])


@cache
def _fingerprint() -> str:
    return fingerprint(path for room in ROOMS for path in room.rglob("migrations/*.py"))


def _migrate(address: str) -> None:
    environment = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _file() -> Path:
    made = PLACE / f"{_fingerprint()}.sqlite3"
    if not made.exists():
        _forget_older("*.sqlite3*")
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
        _fill(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}_new").geturl())
        cursor.execute(f"ALTER DATABASE {name}_new RENAME TO {name}")
    return name


def _fill(address: str) -> None:
    """Make all tables in an empty PostgreSQL database, from what an earlier server's database held where it can."""
    kept = PLACE / f"{_fingerprint()}.dump"
    if kept.exists():
        subprocess.run(["pg_restore", "--no-owner", "--exit-on-error", "--dbname", address, kept], check=True)
        return
    _migrate(address)
    if shutil.which("pg_dump") and shutil.which("pg_restore"):
        _forget_older("*.dump")
        new = PLACE / "new.dump"
        subprocess.run(["pg_dump", "--format=custom", "--file", new, address], check=True)
        new.replace(kept)


def _forget_older(names: str) -> None:
    for old in PLACE.glob(names):
        old.unlink()
