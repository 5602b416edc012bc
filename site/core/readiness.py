"""Whether the site can do all that it is there for: what whoever runs it asks before sending people to it."""

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from os import W_OK, access
from pathlib import Path
from uuid import uuid4

from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, storages
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from core.tasks import last_beat
from publishing import closing

BEAT_IS_LATE = timedelta(minutes=5)
"""The clock asks the worker for a sign each minute; one that takes longer than this is not working."""


def database() -> bool:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True


@lru_cache(maxsize=1)
def _migrations_in_code() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def migrations() -> bool:
    """Whether the database has each table and column that this code knows."""
    return _migrations_in_code() <= set(MigrationRecorder(connection).applied_migrations())


def store() -> bool:
    """Whether the private and the public place for files answer, and on disk also whether they can be written to."""
    for place in (storages["default"], storages["public"]):
        place.exists("ready")
        if isinstance(place, FileSystemStorage) and not _is_writable(Path(place.location)):
            return False
    return True


def _is_writable(folder: Path) -> bool:
    """A folder that is not there yet is made by the first file, if the one above lets it."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return there.is_dir() and access(there, W_OK)


def shared_cache() -> bool:
    """Whether the cache gives back what it was given."""
    key, value = f"ready.{uuid4().hex}", uuid4().hex
    cache.set(key, value, 10)
    is_back = cache.get(key) == value
    cache.delete(key)
    return is_back


def worker() -> bool:
    """Whether the clock and the worker have done something lately."""
    beat = last_beat()
    return beat is not None and timezone.now() - beat < BEAT_IS_LATE


def open_to_people() -> bool:
    """Whether the site is not closed because a backup is being brought back."""
    return not closing.is_closed()


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database,
    "migrations": migrations,
    "store": store,
    "cache": shared_cache,
    "worker": worker,
    "open": open_to_people,
}


def state() -> dict[str, bool]:
    """Return for each part whether it is ready. One that breaks is not, and stops no other from being asked."""
    found = {}
    for name, check in CHECKS.items():
        try:
            found[name] = check()
        except Exception:
            found[name] = False
    return found
