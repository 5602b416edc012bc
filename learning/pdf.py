"""Turning our own HTML into a tagged PDF, where the Pango library is."""

import mimetypes
from collections.abc import Callable
from ctypes.util import find_library
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from files.storage import public_storage

MADE_BY = f"weasyprint {version('weasyprint')}"
NOTHING_FROM_ELSEWHERE = "A handout holds nothing from elsewhere."


@lru_cache(maxsize=1)
def can_make_pdfs() -> bool:
    """Say whether the Pango library is here, without loading all that draws a PDF."""
    return any(find_library(name) for name in ("pango-1.0", "pango-1.0-0", "libpango-1.0-0"))


def own_file(address: str) -> bytes:
    """Return a style sheet or released file of ours. Raises ValueError for an address anywhere else."""
    path = address.removeprefix(settings.SITE_URL)
    if path.startswith(settings.PUBLIC_FILES_URL):
        with public_storage().open(path.removeprefix(settings.PUBLIC_FILES_URL)) as file:
            return file.read()
    if path.startswith(settings.STATIC_URL):
        name = path.removeprefix(settings.STATIC_URL)
        found = finders.find(name)
        with open(found, "rb") if found else staticfiles_storage.open(name) as file:  # noqa: PTH123
            return file.read()
    raise ValueError(NOTHING_FROM_ELSEWHERE)


@lru_cache(maxsize=1)
def renderer() -> Callable[[str], bytes] | None:
    """Return a function from HTML to the bytes of a tagged PDF, or None where Pango is missing."""
    if not can_make_pdfs():
        return None
    from PIL import ImageFile
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    # WeasyPrint lets Pillow read pictures that are cut short, in the whole process; our door for uploads refuses them.
    ImageFile.LOAD_TRUNCATED_IMAGES = False

    class OurFilesOnly(URLFetcher):
        """Asks no other server for anything, and remembers what it could not get."""

        failure: Exception | None = None

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            """Return the file at one of our own addresses. Fonts of this machine are left out: papers look alike."""
            if url.startswith("file:"):
                raise ValueError(NOTHING_FROM_ELSEWHERE)
            content_type = mimetypes.guess_type(url)[0] or "application/octet-stream"
            try:
                return URLFetcherResponse(url, own_file(url), {"Content-Type": content_type})
            except Exception as failure:
                self.failure = failure
                raise

    def make(html: str) -> bytes:
        fetcher = OurFilesOnly()
        made = HTML(string=html, base_url=settings.SITE_URL, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")
        if fetcher.failure is not None:
            # WeasyPrint goes on without a picture; whoever is handed the paper would never know.
            raise fetcher.failure
        return made

    return make


def make_pdf(html: str) -> bytes:
    """Return our own HTML as a tagged PDF. Raises OSError where none can be made here, or a file of it is missing."""
    make = renderer()
    if make is None:
        raise OSError("The Pango library is not here.")
    return make(html)
