"""Handouts: a session on paper, made from exactly what is released."""

from ctypes.util import find_library
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from publishing.models import Manifest
from publishing.selectors import is_released, manifest_of


def _released_manifest(page: Any, request: HttpRequest) -> Manifest | None:
    """Return what was frozen with the release; None in a preview. Raises Http404 for what is not public."""
    if getattr(request, "is_preview", False):
        return None
    if not is_released(page):
        raise Http404
    return manifest_of(page)


def _context(page: Any, request: HttpRequest) -> dict[str, Any]:
    manifest = _released_manifest(page, request)
    context = page.get_context(request)
    context |= {
        "with_notes": request.GET.get("notes") == "yes",
        "large_print": request.GET.get("print") == "large",
        "version_date": manifest.release.approved_at if manifest else None,
        "address": f"{settings.SITE_URL}{page.get_url(request) or ''}",
        "pdf_is_possible": can_make_pdfs(),
    }
    return context


def handout_page(page: Any, request: HttpRequest) -> HttpResponse:
    """Answer with the handout as HTML to print. `?notes=yes` adds the facilitator notes, `?print=large` enlarges."""
    return HttpResponse(render_to_string("learning/handout.html", _context(page, request), request))


def handout_pdf(page: Any, request: HttpRequest) -> HttpResponse:
    """Answer with the handout as a tagged PDF; where no PDF can be made here, with a sentence and status 503."""
    context = _context(page, request)
    make = renderer()
    if make is None:
        sentence = _("This server cannot make PDFs. The page to print says the same, and prints well.")
        return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8")
    html = render_to_string("learning/handout.html", context | {"is_pdf": True}, request)
    response = HttpResponse(make(html), content_type="application/pdf")
    name = f"{page.slug}.{page.locale.language_code}.{page.live_revision_id}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@lru_cache(maxsize=1)
def can_make_pdfs() -> bool:
    """Say whether the Pango library is here, without loading all that draws a PDF."""
    return any(find_library(name) for name in ("pango-1.0", "pango-1.0-0", "libpango-1.0-0"))


@lru_cache(maxsize=1)
def renderer() -> Any:
    """Return a function from HTML to PDF bytes, or None where the Pango library is missing."""
    try:
        import weasyprint
    except OSError:
        return None

    def fetch(address: str) -> dict[str, Any]:
        """Hand over our own style sheets and released files; nothing is asked of any other server."""
        path = address.removeprefix(settings.SITE_URL)
        if path.startswith(settings.STATIC_URL):
            name = path.removeprefix(settings.STATIC_URL)
            found = finders.find(name)
            if found is None:
                from django.contrib.staticfiles.storage import staticfiles_storage

                return {"string": staticfiles_storage.open(name).read(), "mime_type": "text/css"}
            return {"file_obj": open(found, "rb")}  # noqa: PTH123
        if path.startswith(settings.PUBLIC_FILES_URL):
            from django.core.files.storage import storages

            return {"file_obj": storages["public"].open(path.removeprefix(settings.PUBLIC_FILES_URL))}
        raise ValueError(f"A handout holds nothing from elsewhere: {address}")

    def make(html: str) -> bytes:
        document = weasyprint.HTML(string=html, base_url=settings.SITE_URL, url_fetcher=fetch)
        return document.write_pdf(pdf_variant="pdf/ua-1")

    return make
