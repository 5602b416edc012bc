"""Putting files back into the two places: exactly those that the database names by then."""

import hashlib
from typing import Any

from backups.archive import Archive
from files.kept import kept_privately
from files.public import named_copies
from files.storage import private_storage, public_storage


def bring_files_back(archive: Archive) -> tuple[int, int]:
    """Make both places hold what rows name, and nothing else; return how many were put there, and removed.

    Called when what was taken back is taken back again: the files of that are named by nothing any more, so they are
    never put back. Files that are there already are left alone. Raises StoreAway.
    """
    wanted = {
        "private": (private_storage(), {file.name for file in kept_privately()}),
        "public": (public_storage(), {copy.name for copy in named_copies()}),
    }
    back = removed = 0
    for place, (storage, names) in wanted.items():
        there = set(storage.names())
        for name in sorted(there - names):
            storage.remove(name)
            removed += 1
        for name in sorted(names):
            back += _bring_back(archive, storage, place, name, is_there=name in there)
    return back, removed


def _bring_back(archive: Archive, storage: Any, place: str, name: str, *, is_there: bool) -> bool:
    digest = archive.digest(f"{place}/{name}")
    if not digest:
        # Erased while the backup was made; the audit says so if a row still needs it.
        return False
    if is_there:
        with storage.open(name) as content:
            if hashlib.file_digest(content, "sha256").hexdigest() == digest:
                return False
        storage.remove(name)
    with archive.open(f"{place}/{name}") as content:
        storage.save(name, content)
    return True
