"""Where things are, for the tests that look at the code itself."""

import os
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
ROOM_NAMES: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
ROOMS = [folder for name in ROOM_NAMES for folder in (ROOT / name, ROOT / "site" / name) if folder.is_dir()]
TEMPLATE_FOLDERS = [
    folder for folder in (ROOT / "site" / "templates", *(r / "templates" for r in ROOMS)) if folder.is_dir()
]


def files(*endings: str, under: list[Path] = ROOMS) -> Iterator[Path]:
    """Yield our own source files with one of these endings. What only draws the demo's pictures is left out."""
    for folder in under:
        for path in sorted(folder.rglob("*")):
            if path.suffix in endings and not {"__pycache__", "artwork"} & set(path.parts):
                yield path


def here(path: Path) -> str:
    """Return the path as a person would write it, from the top of the repository."""
    return path.relative_to(ROOT).as_posix()


def run(*arguments: str, settings: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with our two source roots and these variables, and nothing of this process's settings.

    A variable set to an empty text counts as missing, and a `.env` file cannot bring it back.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "DATABASE_"))}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**clean, "PYTHONPATH": f".{os.pathsep}site", "DJANGO_SETTINGS_MODULE": settings, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def copy_database(target: Path) -> Path:
    """Copy the migrated test database: a real one for other processes, without waiting for its making."""
    if connection.vendor != "sqlite":
        pytest.skip("this is about the database of a laptop")
    source, copy = sqlite3.connect(connection.settings_dict["NAME"]), sqlite3.connect(target)
    source.backup(copy)
    source.close()
    copy.close()
    return target
