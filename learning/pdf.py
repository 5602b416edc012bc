"""Turning our own HTML into a tagged PDF, where the Pango library is."""

import mimetypes
from collections.abc import Callable
from ctypes.util import find_library
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from files.storage import public_storage


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
    raise ValueError("A handout holds nothing from elsewhere.")


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
        """Asks no other server for anything."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            """Return the file at one of our own addresses."""
            content_type = mimetypes.guess_type(url)[0] or "application/octet-stream"
            return URLFetcherResponse(url, own_file(url), {"Content-Type": content_type})

    def make(html: str) -> bytes:
        document = HTML(string=html, base_url=settings.SITE_URL, url_fetcher=OurFilesOnly())
        return document.write_pdf(pdf_variant="pdf/ua-1")

    return make
