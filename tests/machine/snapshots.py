"""Going back to the same database and the same files. Nothing is rolled back: what happens in between is committed."""

import shutil
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests.databases import put_copy


class Snapshots:
    """Copies of the whole database and of both places for files, each under a name, kept in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, name: str) -> None:
        """Keep everything as it stands now."""
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            put_copy(connection.settings_dict["NAME"], self._file(name))
        else:
            put_copy(connection.settings_dict["NAME"], self._database(name))
        for place, root in self._places(name):
            if root.exists():
                shutil.copytree(root, place)

    def back_to(self, name: str) -> None:
        """Let everything stand as it stood when this name was kept."""
        kept = self._file(name) if connection.vendor == "sqlite" else self._database(name)
        put_copy(kept, connection.settings_dict["NAME"])
        for place, root in self._places(name):
            shutil.rmtree(root, ignore_errors=True)
            if place.exists():
                shutil.copytree(place, root)
        cache.clear()

    def forget(self, name: str) -> None:
        """Let go of what was kept under a name."""
        if connection.vendor == "postgresql":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{self._database(name)}"')
        shutil.rmtree(self.folder / name, ignore_errors=True)

    def _file(self, name: str) -> Path:
        (self.folder / name).mkdir(parents=True, exist_ok=True)
        return self.folder / name / "database.sqlite3"

    def _database(self, name: str) -> str:
        return f"{connection.settings_dict['NAME']}_{name}"

    def _places(self, name: str) -> list[tuple[Path, Path]]:
        kept = self.folder / name
        return [
            (kept / "private", Path(settings.PRIVATE_FILES_ROOT)),
            (kept / "public", Path(settings.PUBLIC_FILES_ROOT)),
        ]
