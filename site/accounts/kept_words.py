"""A form sent after the sign-in had run out: its words wait on our server, for this browser, for one hour."""

import json
import re
import time
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

KEY = "kept_words"
SECONDS = 60 * 60
MOST_CHARACTERS = 1_000_000
LONG_ENOUGH_TO_SHOW = 25
WORTH_KEEPING = re.compile(r"^/my/works/(?P<work>\d+)/|^/admin/pages/(?P<page>\d+)/edit/$")
# The editor's buttons: words that come back are saved as a draft and nothing more.
BUTTONS = re.compile(r"^action-|^workflow-action-")
# Fields in which the admin notes things for itself.
HOUSEKEEPING = re.compile(
    r"(-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|-(id|type|order|ORDER|DELETE|deleted))$|^comments-|^next$"
)


def is_worth_keeping(path: str) -> bool:
    """Say whether a form sent to this path can hold words that somebody would miss."""
    return bool(WORTH_KEEPING.match(path))


def is_about(held: dict[str, Any], *, works: Iterable[int], pages: Iterable[int]) -> bool:
    """Say whether a session keeps words that were sent to one of these works or pages."""
    kept = held.get(KEY)
    found = WORTH_KEEPING.match(kept["path"]) if kept else None
    if found is None:
        return False
    return int(found["work"] or 0) in works or int(found["page"] or 0) in pages


def fields_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a POST in order, without the token and the admin's buttons."""
    in_admin = request.path.startswith("/admin/")
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and not (in_admin and BUTTONS.match(name))
    ]


def keep(request: HttpRequest) -> bool:
    """Put the fields of a POST aside in the session, and say whether there was room for them.

    Files cannot be kept, and the next page says so.
    """
    fields = fields_of(request)
    if sum(len(value) for _name, value in fields) > MOST_CHARACTERS:
        return False
    request.session[KEY] = {
        "path": request.path,
        "fields": fields,
        "had_files": bool(request.FILES),
        "at": time.time(),
    }
    return True


def look(request: HttpRequest) -> dict[str, Any] | None:
    """Return what was kept, or None where there is nothing or it is too old."""
    kept = request.session.get(KEY)
    if kept is not None and time.time() - kept["at"] > SECONDS:
        forget(request)
        return None
    return kept


def forget(request: HttpRequest) -> None:
    """Let go of what was kept."""
    request.session.pop(KEY, None)


def readable(fields: list[tuple[str, str]]) -> list[str]:
    """Return the texts among `fields` that a person wrote, the longest first."""
    texts = [_text(value) for name, value in fields if not HOUSEKEEPING.search(name)]
    return sorted({text for text in texts if len(text) >= LONG_ENOUGH_TO_SHOW and " " in text}, key=len, reverse=True)


def _text(value: str) -> str:
    """Return `value` as a person would read it; rich text comes from the editor as JSON."""
    if value[:1] in "{[":
        try:
            data = json.loads(value)
        except ValueError:
            return value.strip()
        blocks = data.get("blocks", []) if isinstance(data, dict) else []
        return "\n".join(block.get("text", "") for block in blocks if isinstance(block, dict)).strip()
    return value.strip()
