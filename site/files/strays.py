"""Removing what lies in a store and nothing knows of: a process died, or a decision failed, after it was put there.

For this site it is not there at all. But it may be somebody's picture, and erasing them would not find it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache

from files.errors import StoreAway
from files.kept import kept_privately
from files.models import PublicFile
from files.storage import private_storage, public_storage

AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
LOOKED = "files.strays"


def remove_strays(now: datetime) -> None:
    """Delete public copies and private files that no row names, once they are old enough to belong to nobody's work.

    Once an hour, since it looks at every file.
    """
    if not cache.add(LOOKED, True, timeout=AN_HOUR.total_seconds()):
        return
    try:
        _remove(public_storage(), set(PublicFile.objects.values_list("name", flat=True)), now - AN_HOUR)
        known = {file.name for file in kept_privately()}
        if known.isdisjoint(private_storage().names()):
            # Another database, or another store: then nothing is known of any of them.
            return
        _remove(private_storage(), known, now - A_DAY)
    except StoreAway:
        cache.delete(LOOKED)
        raise


def _remove(storage: Any, known: set[str], before: datetime) -> None:
    for name in storage.names():
        if name not in known and storage.get_modified_time(name) < before:
            storage.remove(name)
