"""A form sent after the sign-in had run out: its words wait on our server, for this browser, for one hour."""

import re
import time
from typing import Any

from django.http import HttpRequest

KEY = "kept_words"
SECONDS = 60 * 60
MOST_CHARACTERS = 1_000_000
WORTH_KEEPING = re.compile(r"^/my/works/(?P<work>\d+)/|^/admin/pages/(?P<page>\d+)/edit/$")


def is_worth_keeping(path: str) -> bool:
    """Say whether a form sent to this path can hold words that somebody would miss."""
    return bool(WORTH_KEEPING.match(path))


def keep(request: HttpRequest) -> None:
    """Put the fields of a POST aside in the session. Files cannot be kept, and the next page says so."""
    fields = [
        (name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
    ]
    if sum(len(value) for _name, value in fields) <= MOST_CHARACTERS:
        request.session[KEY] = {
            "path": request.path,
            "fields": fields,
            "had_files": bool(request.FILES),
            "at": time.time(),
        }


def take(request: HttpRequest) -> dict[str, Any] | None:
    """Return and forget what was kept, or None where there is nothing or it is too old."""
    kept = request.session.pop(KEY, None)
    if kept is None or time.time() - kept["at"] > SECONDS:
        return None
    return kept
