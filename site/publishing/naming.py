"""Naming a release for the transaction, which PostgreSQL's triggers ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

SETTING = "told_together.release"
_held: ContextVar[int | None] = ContextVar("release named for a whole block", default=None)


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])


def name_release(release_id: int | None) -> None:
    """Name a release for what this transaction writes next; None goes back to what the block around it named.

    SQLite has no such names, and needs none: its triggers look at the release itself.
    """
    release_id = release_id or _held.get()
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        _set("" if release_id is None else str(release_id))


@contextmanager
def named(release_id: int) -> Iterator[None]:
    """Name a release while the block runs."""
    token = _held.set(release_id)
    try:
        name_release(release_id)
        yield
    finally:
        _held.reset(token)
    # After an error the transaction is lost, and the name with it.
    name_release(None)
