"""Closing the site to everybody while a backup is brought back: nothing may be seen that was taken back since.

The mark is a file, since the database is what is being replaced, and a killed process must leave the site closed.
"""

import os
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader

STILL_ANSWERED = ("/healthz", "/readyz")
SECONDS_TO_WAIT = "120"


def _mark() -> Path:
    return Path(settings.VAR_DIR) / "closed"


def is_closed() -> bool:
    """Say whether the site is closed on this machine."""
    return _mark().exists()


def close_the_site() -> None:
    """Close it until `open_the_site`, also over a power cut. Repeating it does no harm."""
    mark = _mark()
    mark.parent.mkdir(parents=True, exist_ok=True)
    with mark.open("w") as file:
        os.fsync(file.fileno())
    _to_disk(mark.parent)


def open_the_site() -> None:
    """Let people in again."""
    _mark().unlink(missing_ok=True)
    _to_disk(_mark().parent)


def _to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class ClosedMiddleware:
    """Answer 503 to everything but the question whether the site is ready, for as long as it is closed."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Ask the mark before anything else is asked."""
        if not is_closed() or request.path in STILL_ANSWERED or request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        return come_back_soon()


def come_back_soon() -> HttpResponse:
    """Return a page that needs nothing else to work: we are away for a moment, and nothing is lost."""
    words = loader.get_template("503.html").render()
    return HttpResponse(words, status=503, headers={"Retry-After": SECONDS_TO_WAIT, "Cache-Control": "no-store"})
