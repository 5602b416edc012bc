"""What a worker makes when it comes to it: a row that waits, is begun by one worker, and is ready or failed in the end.

What waits stands in the row, and the task is only the bell: so a worker that was killed loses nothing.
"""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils import timezone

from files.errors import kind_of
from files.storage import private_storage, random_name

logger = logging.getLogger(__name__)
MOST_TRIES = 5
LATER = timedelta(minutes=10)
"""So long until the second try, and three times as long until each that follows: most of a night altogether."""


class MadeLater(models.Model):
    """One thing that somebody waits for, made of exactly what has the fingerprint `made_from`."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting"
        READY = "ready"
        NOT_NEEDED = "small"
        FAILED = "failed"

    # The SHA-256 of what it is made of.
    made_from = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    # While it waits: when it may be begun. Whoever begins puts this off, so that it comes up again if they are killed.
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    file: Any
    """Where it is kept, once it is ready: a field of each kind's own."""
    known_by: ClassVar[tuple[str, ...]] = ("made_from",)
    """The fields that say what it is made of: where one has changed, whoever is at it writes nothing."""

    class Meta:
        abstract = True

    @classmethod
    def begun(cls, now: datetime, *, takes: timedelta) -> Self | None:
        """Return the next one, put off for as long as it may take, so that nobody else begins it and none is lost."""
        waiting = cls._default_manager.filter(state=cls.State.WAITING, due_at__lte=now)
        for made in waiting.order_by("due_at", "pk"):
            until = now + takes
            if made.tries >= MOST_TRIES:
                # Each time whoever made it was killed.
                made.end(cls.State.FAILED, failure=made.failure or "Killed")
            elif made.still_waiting().filter(due_at=made.due_at).update(due_at=until, tries=made.tries + 1):
                made.due_at, made.tries = until, made.tries + 1
                return made
        return None

    def still_waiting(self) -> models.QuerySet:
        """Return this row as a query, which is empty where nobody wants it any more."""
        known = {name: getattr(self, name) for name in self.known_by}
        return type(self)._default_manager.filter(pk=self.pk, state=self.State.WAITING, **known)

    def end(self, state: str, **what: Any) -> bool:
        """Write down how it ended; say whether anybody still wanted it."""
        return bool(self.still_waiting().update(state=state, **what))

    def keep(self, content: Any, ending: str, **what: Any) -> None:
        """Put what was made into the private place, then note it. One that nobody wants any more goes at once."""
        storage = private_storage()
        name = storage.keep_copy(random_name(f"made{ending}"), content)
        is_kept = False
        try:
            content.seek(0)
            sha256 = hashlib.file_digest(content, "sha256").hexdigest()
            is_kept = self.end(self.State.READY, failure="", file=name, sha256=sha256, size=content.size, **what)
        finally:
            if not is_kept:
                storage.delete(name)

    def let_go(self) -> None:
        """Delete the row, and what was made once that is certain. Lock the row first, so that nobody writes to it."""
        self.delete()
        if self.file:
            transaction.on_commit(partial(private_storage().delete, str(self.file.name)), robust=True)

    def put_back(self) -> None:
        """Let it wait as if nobody had begun: it did no wrong, so this was no try."""
        self.still_waiting().update(due_at=timezone.now(), tries=self.tries - 1)

    def note_failure(self, failure: Exception) -> None:
        """Write down what kind of failure it was, and when to try again."""
        kind = _kind(failure)
        # The kind of failure only: its words can hold a name.
        logger.warning("A %s was not made (%s, try %s)", self._meta.verbose_name, kind, self.tries)
        if self.tries >= MOST_TRIES or not getattr(failure, "is_worth_another_try", True):
            self.end(self.State.FAILED, failure=kind)
        else:
            self.still_waiting().update(failure=kind, due_at=timezone.now() + LATER * 3 ** (self.tries - 1))


def make_next(
    model: type[MadeLater], make: Callable[[Any], None], *, takes: timedelta, fails_by: tuple[type[Exception], ...]
) -> bool:
    """Make the one that has waited longest; return whether there was one.

    `fails_by` are the errors after which it is tried again later. Anything else puts it back and goes on upwards.
    """
    made = model.begun(timezone.now(), takes=takes)
    if made is None:
        return False
    try:
        make(made)
    except fails_by as failure:
        made.note_failure(failure)
    except BaseException:
        made.put_back()
        raise
    return True


def _kind(failure: Exception) -> str:
    if isinstance(failure, FileNotFoundError):
        # A bucket says so without a number.
        return "ENOENT"
    kind = getattr(failure, "kind", "") or (kind_of(failure) if isinstance(failure, OSError) else "")
    return str(kind or type(failure).__name__)[:40]
