"""One database put in the place of another, for tests that commit."""

import shutil
from pathlib import Path

from django.db import connection, connections


def put_copy(like: str | Path, new: str | Path) -> None:
    """Let the database `new` hold what `like` holds, whatever it held before: names on PostgreSQL, files on SQLite."""
    connections.close_all()
    if connection.vendor == "sqlite":
        for rest in ("-wal", "-shm"):
            Path(f"{new}{rest}").unlink(missing_ok=True)
        shutil.copyfile(like, new)
        return
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'DROP DATABASE IF EXISTS "{new}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{new}" TEMPLATE "{like}"')
