"""What tests begin with, made once and copied for each process and module: making it takes longer than most tests.

Copied is only a database on SQLite with files in folders, where a copy is a file and a folder. It is known by the
fingerprint of all that can have made it, and by the day, since the demo tells of last week.
"""

import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection, transaction

from tests import migrated
from tests.databases import put_copy
from tests.kept import ROOMS, ROOT, alone, fingerprint

PLACE = ROOT / ".pytest_cache" / "made"


def is_copied() -> bool:
    """Say whether database and files of this run can be copies of what was made once."""
    return connection.vendor == "sqlite" and isinstance(default_storage, FileSystemStorage)


def made_once(name: str, make: Callable[[], Any], files: Path | None = None) -> Any:
    """Fill this process's empty database, and the folder `files`, as `make` does; return what it returns."""
    if not is_copied():
        return make()
    with alone(PLACE / name):
        kept = PLACE / name / _fingerprint()
        if not kept.exists():
            return _make(kept, make, files)
    put_copy(kept / "tests.sqlite3", connection.settings_dict["NAME"])
    if files is not None:
        shutil.copytree(kept / "files", files, dirs_exist_ok=True)
    # Written by the lines below, in this folder, which nobody else writes to.
    return pickle.loads((kept / "returned").read_bytes())


@contextmanager
def for_a_module(name: str, make: Callable[[], Any]) -> Iterator[Any]:
    """Let the tests of a module begin with what `make` makes, without files; afterwards nothing of it is left."""
    if not is_copied():
        with transaction.atomic():
            yield make()
            transaction.set_rollback(True)
        return
    try:
        yield made_once(name, make)
    finally:
        migrated.begin_again()


@cache
def _fingerprint() -> str:
    made_of = (
        path
        for room in ROOMS
        for path in room.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and "static" not in path.parts
    )
    return fingerprint(made_of, date.today().isoformat())


def _make(kept: Path, make: Callable[[], Any], files: Path | None) -> Any:
    for old in kept.parent.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    returned = make()
    new = kept.parent / "new"
    new.mkdir()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(new / "tests.sqlite3")])
    if files is not None:
        shutil.copytree(files, new / "files")
    (new / "returned").write_bytes(pickle.dumps(returned))
    new.rename(kept)
    return returned
