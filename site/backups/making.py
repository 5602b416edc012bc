"""Making a backup while the site goes on: first a snapshot of the database, then the files that its rows name.

Files never change in place, so each is as that snapshot knows it, or was erased meanwhile.
"""

import errno
import fcntl
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from backups import postgresql, sqlite
from backups.archive import DATABASE, Writer
from backups.errors import BackupFailed
from backups.locking import lock, passphrase
from consent.markers import known_markers, write_markers
from files.errors import StoreAway, in_plain_words
from files.kept import kept_privately
from files.models import PublicFile
from files.storage import marker_storage, private_storage, public_storage
from publishing.closing import is_closed

NAME = "told-together-{:%Y-%m-%dT%H%M%SZ}.backup"
DATE = re.compile(r"^told-together-(\d{4}-\d\d-\d\dT\d{6}Z)\.backup$")
UNFINISHED = ".told-together-"
WITHOUT_ROWS = tuple(model._meta.db_table for model in (Session, DBTaskResult))
"""Nobody is to be signed in again by an old backup, and nothing to be sent again."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
FULL = (
    "No backup was made, because there is no room left where it should go. The site and all older backups are as they "
    "were. Make room, about twice the size of a backup, or choose another folder with --to, and try again."
)
PLACES: dict[str, Callable[[], Any]] = {
    "private": private_storage,
    "public": public_storage,
    "markers": marker_storage,
}


@dataclass
class Made:
    """What was saved, in numbers, and where."""

    path: Path
    files: int
    erased_meanwhile: int
    is_locked: bool
    old_ones_removed: int = 0


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Let one process at a time work in a folder that is ours alone. Raises BackupFailed."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupFailed("Another backup is just being made or brought back. Wait until it is done.") from None
        yield


def make_backup(folder: Path, *, keep_days: int | None = None) -> Made:
    """Save the whole site in one new file in `folder`, which appears only when it is complete and on the disk.

    It is locked where there is a passphrase. With `keep_days`, older backups in `folder` go afterwards.
    Raises BackupFailed; then `folder` holds what it held before.
    """
    if is_closed():
        raise BackupFailed("A backup is just being brought back. Finish that first.")
    words = passphrase()
    try:
        with alone_in(folder):
            remove_unfinished(folder)
            try:
                made = _make(folder, words)
            finally:
                remove_unfinished(folder)
            made.old_ones_removed = _remove_older(folder, keep_days)
            return made
    except StoreAway as away:
        raise BackupFailed(f"No backup was made. {in_plain_words(away.kind)}") from None
    except OSError as failure:
        if failure.errno in NO_ROOM:
            raise BackupFailed(FULL) from None
        raise BackupFailed(f"No backup was made: {failure.strerror or type(failure).__name__}.") from None


def remove_unfinished(folder: Path) -> None:
    """Remove what a killed backup left behind."""
    for path in folder.glob(f"{UNFINISHED}*"):
        path.unlink()


def _make(folder: Path, words: str) -> Made:
    now = timezone.now()
    while (goal := folder / NAME.format(now)).exists():
        # Its name has seconds, and none is ever written over.
        time.sleep(0.1)
        now = timezone.now()
    with tempfile.TemporaryFile(dir=folder) as plain:
        saved, gone = _write(plain, folder, now)
        unfinished = folder / f"{UNFINISHED}{os.getpid()}.unfinished"
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as target:
            plain.seek(0)
            if words:
                lock(plain, target, words)
            else:
                _copy(plain, target)
            target.flush()
            os.fsync(target.fileno())
    unfinished.rename(goal)
    folder_handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(folder_handle)
    finally:
        os.close(folder_handle)
    return Made(goal, saved, gone, bool(words))


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    while piece := source.read(1024 * 1024):
        target.write(piece)


def _write(target: IO[bytes], folder: Path, now: datetime) -> tuple[int, int]:
    writer = Writer(target)
    with _snapshot(folder) as database:
        about = {
            "made_at": now.isoformat(),
            "database": connection.vendor,
            "migrations": sorted(MigrationRecorder(connection).applied_migrations()),
            "accounts": User.objects.count(),
        }
        names = sorted({("private", file.name) for file in kept_privately()} | set(_public()))
        # Also of what was decided before there were markers.
        write_markers(known_markers())
        names += sorted(("markers", name) for name in marker_storage().names())
        saved_database = database()
    with saved_database as content:
        content.seek(0, os.SEEK_END)
        size = content.tell()
        content.seek(0)
        writer.add(DATABASE, content, size)
    gone = sum(not _add(writer, place, name) for place, name in names)
    writer.finish(about)
    return sum(place != "markers" for place, _name in names) - gone, gone


def _public() -> Iterator[tuple[str, str]]:
    yield from (("public", name) for name in PublicFile.objects.values_list("name", flat=True))


def _add(writer: Writer, place: str, name: str) -> bool:
    """Add one file; say whether it was still there."""
    try:
        with PLACES[place]().open(name) as content:
            writer.add(f"{place}/{name}", content, content.size)
    except FileNotFoundError:
        return False
    return True


@contextmanager
def _snapshot(folder: Path) -> Iterator[Callable[[], IO[bytes]]]:
    """See the database as it is at one moment; yield what saves just that. Nobody's writing waits for it."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            snapshot = postgresql.begin_snapshot()

            def save() -> IO[bytes]:
                dump = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
                postgresql.save(snapshot, dump, WITHOUT_ROWS)
                return dump

            yield save
        return
    with _reading_only(), transaction.atomic():
        # The first look fixes what is seen.
        User.objects.exists()

        def save() -> IO[bytes]:
            path = folder / f"{UNFINISHED}{os.getpid()}.sqlite3"
            sqlite.save(path, WITHOUT_ROWS)
            content = path.open("rb")
            path.unlink()
            return content

        yield save


@contextmanager
def _reading_only() -> Iterator[None]:
    """Let the next transaction of SQLite be one that reads, so that it keeps nobody from writing."""
    connection.ensure_connection()
    usual = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = None  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = usual  # type: ignore[attr-defined]


def _remove_older(folder: Path, keep_days: int | None) -> int:
    if keep_days is None:
        return 0
    oldest = timezone.now() - timedelta(days=keep_days)
    removed = 0
    for path in sorted(folder.iterdir()):
        dated = DATE.match(path.name)
        if dated and datetime.strptime(dated.group(1) + "+0000", "%Y-%m-%dT%H%M%SZ%z") < oldest:
            path.unlink()
            removed += 1
    return removed


def usual_folder() -> Path:
    """Return where backups are kept if nothing else is said."""
    return Path(settings.BACKUPS_ROOT)
