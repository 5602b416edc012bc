"""Saving and replacing an SQLite database, by its own way of copying one that is in use."""

import errno
import os
import sqlite3
from pathlib import Path
from typing import Any

from django.db import connection

PAGES_AT_ONCE = 1000


def save(target: Path, without_rows: tuple[str, ...]) -> None:
    """Write a copy of what the open transaction sees, and of some tables no rows.

    It is swept, so that what was deleted is not in its free space. Raises OSError where there is no room.
    """
    # Made first, so that nobody else can read it for a moment.
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    copy = sqlite3.connect(target, isolation_level=None)
    try:
        connection.connection.backup(copy, pages=PAGES_AT_ONCE)
        copy.execute("PRAGMA journal_mode=DELETE")
        for table in without_rows:
            copy.execute(f'DELETE FROM "{table}"')
        copy.execute("VACUUM")
    except sqlite3.OperationalError as failure:
        if failure.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, str(failure)) from None
        raise
    finally:
        copy.close()


def replace(source: Path) -> None:
    """Put a saved database in the place of the one in use: in one step, also for processes that have it open."""
    connection.ensure_connection()
    saved: Any = sqlite3.connect(source)
    try:
        saved.backup(connection.connection)
    finally:
        saved.close()
        connection.close()
