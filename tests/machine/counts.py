"""Counting what was done, and what came of it: changed something, refused by a rule, or nothing at all."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError
from django.core.signals import got_request_exception
from django.db import DatabaseError, connection
from django.http import Http404

from publishing.errors import NotReleased, PublishBlocked
from stories.studio.errors import NotNow

REFUSALS = (
    PermissionDenied,
    PublishBlocked,
    NotReleased,
    ValidationError,
    DatabaseError,
    CommandError,
    Http404,
    NotNow,
)
WRITE = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)
NOT_COUNTED = ("django_session",)
A_WARNING = 30


class Writes:
    """Counts rows that were written, sessions left out."""

    def __init__(self) -> None:
        self.rows = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Let a statement run, and count what it did."""
        result = execute(sql, params, many, context)
        written = WRITE.match(sql)
        # What came of an INSERT is only known once its new number is read.
        is_new = sql.lstrip()[:6].upper() == "INSERT"
        if written and written[1] not in NOT_COUNTED and (is_new or context["cursor"].rowcount):
            self.rows += 1
        return result


@contextmanager
def writes_counted() -> Iterator[Writes]:
    """Count the writes of a block."""
    writes = Writes()
    with connection.execute_wrapper(writes):
        yield writes


@contextmanager
def errors_noted() -> Iterator[list[BaseException]]:
    """Note what went wrong inside requests, which answer 500 for it."""
    found: list[BaseException] = []

    def note(sender: Any, request: Any, **kwargs: Any) -> None:
        import sys

        error = sys.exc_info()[1]
        if error is not None:
            found.append(error)

    got_request_exception.connect(note)
    try:
        yield found
    finally:
        got_request_exception.disconnect(note)


def is_refusal(answer: Any) -> bool:
    """Say whether an answer to a request says no: by its status, or by a sentence of warning."""
    if answer.status_code >= 400:
        return True
    request = getattr(answer, "wsgi_request", None)
    said = list(get_messages(request)) if request is not None and hasattr(request, "_messages") else []
    cookie = answer.cookies.get("messages")
    return any(message.level >= A_WARNING for message in said) or bool(cookie and re.search(r",(30|40),", cookie.value))


class Report:
    """How often each cell of the table changed something, was refused, or did nothing."""

    def __init__(self) -> None:
        self.changed: Counter[tuple[str, str]] = Counter()
        self.refused: Counter[tuple[str, str]] = Counter()
        self.idle: Counter[tuple[str, str]] = Counter()
        self.verbs: Counter[str] = Counter()
        self.roads: Counter[str] = Counter()

    def count(self, name: tuple[str, str], outcome: str) -> None:
        """Count one step."""
        {"changed": self.changed, "refused": self.refused}.get(outcome, self.idle)[name] += 1
        if outcome in ("changed", "refused"):
            self.verbs[name[0]] += 1
            self.roads[name[1]] += 1

    def effective(self, name: tuple[str, str]) -> int:
        """Return how many steps of this cell had an effect or were refused."""
        return self.changed[name] + self.refused[name]

    @property
    def total(self) -> int:
        """Return how many steps there were that had an effect or were refused."""
        return self.changed.total() + self.refused.total()

    def table(self, names: list[tuple[str, str]]) -> str:
        """Return the counts as a table to print."""
        rows = [f"{'verb':<24}{'road':<20}{'changed':>9}{'refused':>9}{'nothing':>9}"]
        for name in sorted(names):
            counts = f"{self.changed[name]:>9}{self.refused[name]:>9}{self.idle[name]:>9}"
            rows.append(f"{name[0]:<24}{name[1]:<20}{counts}")
        counts = f"{self.changed.total():>9}{self.refused.total():>9}{self.idle.total():>9}"
        rows.append(f"{'all':<44}{counts}")
        for kind, found in (("verb", self.verbs), ("road", self.roads)):
            listed = (f"{name} {count}" for name, count in found.most_common())
            rows += ["", f"effective steps of each {kind}: {', '.join(listed)}"]
        return "\n".join(rows)
