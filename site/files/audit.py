"""Proof that the store, the rows and the manifests say the same, in both directions."""

import hashlib
import random
from collections.abc import Iterable, Iterator
from typing import Any

from files import erasing, public
from files.kept import Kept, kept_privately
from files.storage import private_storage, public_storage
from publishing.models import PendingStep

SAMPLE = 50
"""So many files of each place are read, unless all are asked for: each costs as much as a download."""


def audit_files(*, every_byte: bool = False) -> list[str]:
    """Return one sentence for each thing that is not as it should be. Raises StoreAway."""
    shown = [Kept(copy.name, f"Release {copy.release_id}", copy.sha256, copy.size) for copy in public.named_copies()]
    kept = list(kept_privately())
    return [
        *public.audit(),
        *_missing_or_other("public", public_storage(), shown, every_byte=every_byte),
        *_unknown_private(kept),
        *_missing_or_other("private", private_storage(), kept, every_byte=every_byte),
        *_remembered("public", public_storage()),
        *_remembered("private", private_storage()),
    ]


def _unknown_private(kept: Iterable[Kept]) -> Iterator[str]:
    known = {file.name for file in kept}
    waiting = set(PendingStep.objects.filter(step=erasing.STEP).values_list("object_id", flat=True))
    for name in private_storage().names():
        if name in waiting:
            yield f"The private file {name} still has to be deleted. `manage.py run_due` tries again."
        elif name not in known:
            yield f"The private file {name} belongs to no row."


def _missing_or_other(place: str, storage: Any, named: list[Kept], *, every_byte: bool) -> Iterator[str]:
    """Say what rows name and the store does not have, or has otherwise."""
    sizes = dict(storage.listed())
    there = []
    for file in named:
        if file.name not in sizes:
            yield f"The {place} file {file.name} of {file.owner} is missing."
        elif file.size is not None and file.size != sizes[file.name]:
            yield f"The {place} file {file.name} of {file.owner} has another size than was noted."
        elif file.sha256:
            there.append(file)
    for file in there if every_byte else random.sample(there, min(SAMPLE, len(there))):
        with storage.open(file.name) as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != file.sha256:
                yield f"The {place} file {file.name} of {file.owner} holds other bytes than were noted."


def _remembered(place: str, storage: Any) -> Iterator[str]:
    for name in storage.old_versions():
        yield f"The store keeps an old version of the {place} file {name}, or a mark that it was deleted."
