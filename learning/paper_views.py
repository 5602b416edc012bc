"""Handing out papers: the page to print at once, a PDF as soon as the worker has made it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import base36_to_int, content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from core.answers import private
from files.storage import private_storage
from files.views import hand_out
from learning import packs, papers
from learning.handouts import Wanted, handout_html
from learning.models import Paper
from learning.pdf import can_make_pdfs
from publishing.addresses import was_public_here

SECONDS = "3"
"""After so long it is worth looking again."""


def handout_page(page: Any, request: HttpRequest, activity: str = "") -> HttpResponse:
    """Answer with a handout as HTML to print."""
    html = handout_html(page, Wanted.asked_for(request.GET, activity), request=request)
    if html is None:
        raise Http404
    return HttpResponse(html)


def handout_pdf(page: Any, request: HttpRequest, activity: str = "") -> HttpResponseBase:
    """Answer with a handout as a tagged PDF, or with how far it is."""
    wanted = Wanted.asked_for(request.GET, activity)
    name = f"{page.slug}{'.activity' if activity else ''}.{page.locale.language_code}.pdf"
    return paper(page, request, wanted.code, name=name, instead=f"{page.get_url(request)}{wanted.path}{wanted.query}")


def pack(module: Any, request: HttpRequest) -> HttpResponseBase:
    """Answer with a whole module as a ZIP, or with how far it is."""
    name = f"{module.slug}.{module.locale.language_code}.zip"
    return paper(module, request, packs.PACK, name=name, instead=module.get_url(request))


def paper(page: Any, request: HttpRequest, code: str, *, name: str, instead: str) -> HttpResponseBase:
    """Answer with a paper of a page that is public, with a page that waits for it, or with why there is none.

    `name` is what it is saved as, `instead` where the same can be read at once.
    """
    if not can_make_pdfs():
        return _none(request, instead, _("This server cannot make PDFs."))
    found = papers.asked_for(page, code)
    if found is None:
        raise Http404
    if found.state == Paper.State.READY and not private_storage().exists(str(found.file.name)):
        # Lost, as after restoring a backup without its files.
        papers.forget(Paper.objects.filter(pk=found.pk))
        found = papers.asked_for(page, code) or found
    if found.state == Paper.State.READY:
        response = hand_out(request, private_storage(), str(found.file.name), found.size)
        response["Cache-Control"] = "no-cache"
        if response.status_code < 400:
            response["Content-Disposition"] = content_disposition_header(name.endswith(".zip"), name) or ""
            # It is ours from its first byte to its last, and browsers show no PDF in a sandbox.
            del response["Content-Security-Policy"]
        return response
    if found.state == Paper.State.FAILED:
        return _none(request, instead, _("We could not make this PDF. We try again in an hour."))
    return _wait(request, page, found, instead)


def _wait(request: HttpRequest, page: Any, found: Paper, instead: str) -> HttpResponse:
    context = {"page": page, "paper": found, "instead": instead}
    response = private(render(request, "learning/paper_waiting.html", context, status=202))
    response["Retry-After"] = SECONDS
    response["X-Parts"] = f"{found.done}/{found.parts}"
    return response


def _none(request: HttpRequest, instead: str, sentence: str) -> HttpResponse:
    return private(render(request, "learning/paper_none.html", {"sentence": sentence, "instead": instead}, status=503))


@require_safe
def short_address(request: HttpRequest, number: str) -> HttpResponse:
    """Lead from the address on paper to the page, where it is public or was so: then it says there that it is gone."""
    try:
        page = Page.objects.filter(pk=base36_to_int(number)).first()
    except (ValueError, OverflowError):
        page = None
    if page is None or not was_public_here(page):
        raise Http404
    return redirect(page.get_url(request))
