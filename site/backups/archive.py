"""The file that a backup is: a tar with the database, the files, the markers, and a list with the digest of each."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.core.files.base import File

from backups.errors import BackupFailed

FORMAT = 1
LIST, DATABASE = "list.json", "database"
PIECE = 1024 * 1024
DAMAGED = "This backup is damaged: {what}. Nothing was changed. Take another one."


class _Counted:
    """A file that is read once, with the digest of what was read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size)
        self.digest.update(piece)
        return piece


class Writer:
    """Puts one thing after the other into a new archive; `finish` writes the list."""

    def __init__(self, target: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._digests: dict[str, str] = {}

    def add(self, name: str, content: IO[bytes], size: int) -> None:
        """Add what `content` holds. Raises OSError where it holds less than `size`."""
        counted = _Counted(content)
        self._tar.addfile(_entry(name, size), counted)  # type: ignore[arg-type]
        self._digests[name] = counted.digest.hexdigest()

    def has(self, name: str) -> bool:
        """Say whether there is a thing of this name already."""
        return name in self._digests

    def finish(self, about: dict[str, Any]) -> None:
        """Write the list, with what is to be said about the whole, and close the archive."""
        words = json.dumps({"format": FORMAT, **about, "digests": self._digests}).encode()
        self._tar.addfile(_entry(LIST, len(words)), io.BytesIO(words))
        self._tar.close()


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


@dataclass
class Archive:
    """A backup that is whole: each thing in it was read and is what the list says."""

    about: dict[str, Any]
    _tar: tarfile.TarFile
    _entries: dict[str, tarfile.TarInfo] = field(default_factory=dict)

    def open(self, name: str) -> File:
        """Return one thing. Raises FileNotFoundError."""
        if name not in self._entries:
            raise FileNotFoundError(name)
        content = self._tar.extractfile(self._entries[name])
        assert content is not None
        return File(content, name.rpartition("/")[2])

    def below(self, folder: str) -> Iterator[str]:
        """Yield the names of what lies in a folder, without the folder."""
        yield from (name.removeprefix(f"{folder}/") for name in self._entries if name.startswith(f"{folder}/"))

    def digest(self, name: str) -> str:
        """Return the digest of one thing; empty where it is not there."""
        return self.about["digests"].get(name, "")


def read_archive(source: IO[bytes]) -> Archive:
    """Read all of an archive, and return it. Raises BackupFailed where anything is missing, too much or changed."""
    try:
        tar = tarfile.open(fileobj=source, mode="r:")  # noqa: SIM115
        entries = {entry.name: entry for entry in tar.getmembers() if entry.isfile()}
        listed = tar.extractfile(entries.pop(LIST))
        about = json.loads(listed.read()) if listed else {}
    except (tarfile.TarError, KeyError, ValueError, OSError):
        raise BackupFailed(DAMAGED.format(what="it is no backup of this site, or its end is missing")) from None
    if about.get("format", 0) > FORMAT:
        raise BackupFailed("This backup was made by a newer version of this site. Nothing was changed. Update first.")
    archive = Archive(about, tar, entries)
    if set(about["digests"]) != set(entries):
        raise BackupFailed(DAMAGED.format(what="something is missing in it"))
    for name in entries:
        with archive.open(name) as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != archive.digest(name):
                raise BackupFailed(DAMAGED.format(what="something in it is not what was saved"))
    return archive
