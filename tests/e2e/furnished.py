"""The seeded demo with the house beside it, made once and copied for each process that looks at its pages.

Only on SQLite with folders, where a copy is a file and a folder. It is known by the fingerprint of all that makes it,
and by the day, since the demo tells of last week.
"""

import pickle
import shutil
from datetime import date
from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.db import connection

from tests.databases import put_copy
from tests.e2e.house import House, build
from tests.kept import ROOMS, ROOT, alone, fingerprint

PLACE = ROOT / ".pytest_cache" / "furnished"


def furnish(files: Path) -> House | None:
    """Fill this process's database and its `files` with the demo, and return the house beside it.

    None where they cannot be copied: whoever needs the house builds it then.
    """
    if connection.vendor != "sqlite" or not isinstance(default_storage, FileSystemStorage):
        call_command("seed_demo", verbosity=0)
        return None
    with alone(PLACE):
        kept = PLACE / _fingerprint()
        if not kept.exists():
            return _make(kept, files)
    put_copy(kept / "tests.sqlite3", connection.settings_dict["NAME"])
    shutil.copytree(kept / "files", files, dirs_exist_ok=True)
    # Written by the lines below, in this folder, which nobody else writes to.
    house: House = pickle.loads((kept / "house").read_bytes())
    return house


def _fingerprint() -> str:
    made_of = (
        path
        for room in ROOMS
        for path in room.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and "static" not in path.parts
    )
    return fingerprint(made_of, date.today().isoformat())


def _make(kept: Path, files: Path) -> House:
    for old in PLACE.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    call_command("seed_demo", verbosity=0)
    house = build("")
    new = PLACE / "new"
    new.mkdir()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(new / "tests.sqlite3")])
    shutil.copytree(files, new / "files")
    (new / "house").write_bytes(pickle.dumps(house))
    new.rename(kept)
    return house
