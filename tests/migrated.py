"""An empty database with all tables, made once and copied for each run: migrating takes longer than most tests.

It is known by the fingerprint of every migration and of the packages, so it is made anew when one of them changes.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PLACE = ROOT / ".pytest_cache" / "migrated"


def _fingerprint() -> str:
    rooms = (ROOT / name for name in ("site", "home", "learning", "stories", "tests"))
    found = sorted(path for room in rooms for path in room.rglob("migrations/*.py"))
    digest = hashlib.sha256(sys.version.encode())
    for path in (ROOT / "requirements-dev.lock", *found):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def copy_to(target: Path) -> None:
    """Put a migrated SQLite database at `target`, making the one to copy where there is none yet."""
    made = PLACE / f"{_fingerprint()}.sqlite3"
    PLACE.mkdir(parents=True, exist_ok=True)
    with (PLACE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            for old in PLACE.glob("*.sqlite3*"):
                old.unlink()
            _make(made)
    shutil.copyfile(made, target)


def _make(path: Path) -> None:
    new = path.with_name("new.sqlite3")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{new}", "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    new.replace(path)
