"""Two places for files, the same on disk and in buckets: a private one, and a public one that holds what is released.

Nobody reads a file at the store itself. Private ones are opened by a link of ours that lasts a few minutes, public
ones at an address of ours that asks first whether they are released.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from shutil import disk_usage
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, storages
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from django.utils.deconstruct import deconstructible

from files.errors import StoreAway, kind_of

PIECE = 64 * 1024


def private_storage() -> Any:
    """Return the private place; see Place."""
    return storages["default"]


def marker_storage() -> Any:
    """Return the place of the markers of taking back, beside both others and outside of the database; see Place."""
    return storages["markers"]


def public_storage() -> Any:
    """Return the place that the public reads from; see Place."""
    return storages["public"]


def random_name(name: str) -> str:
    """Return a name that says nothing: the one a phone gave can hold a date, a place or a person."""
    ending = PurePath(name).suffix.lower()[:8]
    fresh = uuid.uuid4().hex
    return f"{fresh[:2]}/{fresh}{ending}"


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="files.private")


def signed_name(name: str) -> str:
    """Return `name` with a signature that opens it for `SIGNED_LINK_SECONDS`."""
    return _signer().sign(name)


def opened_name(signed: str) -> str | None:
    """Return the name that a signed link opens, or None where the link is false or too old."""
    try:
        return _signer().unsign(signed, max_age=settings.SIGNED_LINK_SECONDS)
    except BadSignature:
        return None


class Pieces:
    """Part of a file on its way out, read piece by piece from where `source` stands."""

    def __init__(self, source: Any, length: int) -> None:
        self._source, self._left = source, length

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0 and (piece := self._source.read(min(PIECE, self._left))):
            self._left -= len(piece)
            yield piece

    def close(self) -> None:
        """Let go of the file, whether it was read or not."""
        self._source.close()


class Place:
    """What both kinds of store do for us beyond Django's own storages. Each method may raise StoreAway."""

    def listed(self) -> Iterator[tuple[str, int]]:
        """Yield name and size of each file that lies here, whatever its name looks like."""
        raise NotImplementedError

    def names(self) -> Iterator[str]:
        """Yield the name of each file that lies here."""
        yield from (name for name, _size in self.listed())

    def pieces(self, name: str, first: int, length: int) -> Pieces:
        """Return so many bytes of a file from `first` on. Raises FileNotFoundError."""
        raise NotImplementedError

    def keep_copy(self, name: str, file: Any) -> str:
        """Keep a copy of an open file of any place of ours, exactly as it was read; return its name."""
        raise NotImplementedError

    def remove(self, name: str) -> None:
        """Delete a file and all that the store remembers of it. One that is not there is no error."""
        raise NotImplementedError

    def old_versions(self) -> Iterator[str]:
        """Yield the names of which the store keeps something that was replaced or deleted."""
        raise NotImplementedError

    def assert_room(self, size: int) -> None:
        """Raise StoreAway where a file of this size can surely not be kept just now."""
        raise NotImplementedError

    def handed_over(self, name: str) -> str:
        """Return where nginx finds this file, below X_ACCEL_REDIRECT."""
        raise NotImplementedError


class PrivatePlace:
    """Originals, and every rendition made for a draft, a preview or the admin."""

    def url(self, name: str | None) -> str:
        """Return a link that opens this file for a few minutes."""
        return reverse("private_file", args=[signed_name(name or "")])

    def delete(self: Any, name: str) -> None:
        """Delete a file for good; where the store is away, write down that it has to be done."""
        from files.erasing import erase_bytes_later

        try:
            self.remove(name)
        except StoreAway:
            erase_bytes_later(name)


class PublicPlace:
    """Copies of exactly the files that a valid release of something live names."""

    def url(self, name: str | None) -> str:
        """Return the public address of a file."""
        return f"{settings.PUBLIC_FILES_URL}{name}"

    def delete(self: Any, name: str) -> None:
        """Delete a file for good. Raises StoreAway."""
        self.remove(name)


@contextmanager
def _the_disk() -> Iterator[None]:
    """Turn what a disk says when it cannot do something into StoreAway. That nothing is there stays as it is."""
    try:
        yield
    except (StoreAway, FileNotFoundError, FileExistsError):
        raise
    except (NotADirectoryError, IsADirectoryError) as failure:
        raise FileNotFoundError(kind_of(failure)) from None
    except OSError as failure:
        raise StoreAway(kind_of(failure)) from None


class Folder(Place, FileSystemStorage):
    """A place on this machine's disk."""

    root_setting: str

    @property
    def base_location(self) -> Any:
        """Where the files lie, asked anew each time so that tests can move it."""
        return getattr(settings, self.root_setting)

    @property
    def location(self) -> str:
        """The folder as an absolute path."""
        return str(self.base_location)

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _the_disk():
            return super()._open(name, mode)  # type: ignore[misc]

    def _save(self, name: str, content: Any) -> str:
        try:
            return super()._save(name, content)  # type: ignore[misc]
        except OSError as failure:
            # A disk that is full keeps the half that it could take.
            with suppress(OSError):
                Path(self.location, name).unlink(missing_ok=True)
            raise StoreAway(kind_of(failure)) from None

    def remove(self, name: str) -> None:
        """See Place."""
        with _the_disk():
            super().delete(name)

    def listed(self) -> Iterator[tuple[str, int]]:
        """See Place."""
        root = Path(self.location)
        with _the_disk():
            paths = sorted(path for path in root.rglob("*") if path.is_file()) if root.exists() else []
            found = [(path.relative_to(root).as_posix(), path.stat().st_size) for path in paths]
        yield from found

    def pieces(self, name: str, first: int, length: int) -> Pieces:
        """See Place."""
        file = self.open(name)
        file.seek(first)
        return Pieces(file, length)

    def keep_copy(self, name: str, file: File) -> str:
        """See Place."""
        file.seek(0)
        return self.save(name, file)

    def old_versions(self) -> Iterator[str]:
        """A disk remembers nothing."""
        yield from ()

    def assert_room(self, size: int) -> None:
        """See Place."""
        with _the_disk():
            root = Path(self.location)
            root.mkdir(parents=True, exist_ok=True)
            if disk_usage(root).free < size:
                raise StoreAway("ENOSPC")

    def handed_over(self, name: str) -> str:
        """See Place."""
        return f"{Path(self.location).name}/{quote(name)}"


@deconstructible
class PrivateFiles(PrivatePlace, Folder):
    """The private place on disk."""

    root_setting = "PRIVATE_FILES_ROOT"


@deconstructible
class PublicFiles(PublicPlace, Folder):
    """The public place on disk."""

    root_setting = "PUBLIC_FILES_ROOT"


@deconstructible
class MarkerFiles(PrivatePlace, Folder):
    """The markers on disk."""

    root_setting = "MARKERS_ROOT"
