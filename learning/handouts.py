"""Handouts: a session on paper, made from exactly what is released."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from learning.pdf import can_make_pdfs, renderer
from publishing.selectors import manifest_of


def _context(page: Any, request: HttpRequest) -> dict[str, Any]:
    manifest = None if getattr(request, "is_preview", False) else manifest_of(page)
    return page.get_context(request) | {
        "with_notes": request.GET.get("notes") == "yes",
        "large_print": request.GET.get("print") == "large",
        "version_date": manifest.release.approved_at if manifest else None,
        "address": f"{settings.SITE_URL}{page.get_url(request) or ''}",
        "pdf_is_possible": can_make_pdfs(),
    }


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


def paths_of_handouts(page: Any) -> list[str]:
    """Return where a session can be read on paper, or nothing for any other page."""
    parts = page.get_url_parts() if hasattr(page, "handout") else None
    return [f"{parts[2]}handout/", f"{parts[2]}handout/pdf/"] if parts else []
