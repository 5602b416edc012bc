"""Everywhere that a word can be kept: the database as it lies on the disk, files, sign-ins, caches and logs."""

import io
import logging
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection

from tests.stores import everything_kept

POSTGRESQL_PROGRAMS = ("/usr/local/opt", "/opt/homebrew/opt", "/usr/lib/postgresql")


def database_bytes() -> bytes:
    """Return all that a thief of the database would have: a full dump of PostgreSQL, or SQLite's files as they lie."""
    if connection.vendor == "postgresql":
        has = connection.settings_dict
        command = [_pg_dump(), "-h", has["HOST"], "-p", str(has["PORT"]), "-U", has["USER"], has["NAME"]]
        return subprocess.run(command, capture_output=True, check=True).stdout
    name = connection.settings_dict["NAME"]
    files = [Path(f"{name}{ending}") for ending in ("", "-wal", "-journal")]
    return b"".join(path.read_bytes() for path in files if path.exists())


def _pg_dump() -> str:
    found = [path for folder in POSTGRESQL_PROGRAMS for path in sorted(Path(folder).glob("*/bin/pg_dump"))]
    return str(found[-1]) if found else "pg_dump"


def _files() -> bytes:
    return b"\n".join(name.encode() + content for name, content in everything_kept())


def _sign_ins() -> bytes:
    # Packed and signed in their row, so that a dump does not show them.
    return repr([session.get_decoded() for session in Session.objects.all()]).encode()


def found_in(marks: tuple[str, ...], written: io.StringIO) -> dict[str, set[str]]:
    """Return, for each place that holds any, which of these marks it holds. `written` is what the logs got."""
    places = {
        "database": database_bytes(),
        "files": _files(),
        "sign-ins": _sign_ins(),
        "cache": repr(getattr(cache, "_cache", {})).encode(),
        "logs": written.getvalue().encode(),
    }
    held = {name: {mark for mark in marks if mark.encode() in kept.lower()} for name, kept in places.items()}
    return {name: marks for name, marks in held.items() if marks}


@contextmanager
def logs_as_in_production() -> Iterator[io.StringIO]:
    """Collect what our logging lets through while the block runs, level by level and filter by filter."""
    config: Any = settings.LOGGING
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    loggers = [logging.getLogger(), logging.getLogger("django.server")]
    levels = {"": config["root"]["level"], **{name: has["level"] for name, has in config["loggers"].items()}}
    before = {name: logging.getLogger(name).level for name in levels}
    try:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        for logger in loggers:
            logger.addHandler(handler)
        yield written
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
