"""Answers that belong to no page: is the site up, what is not here, what is gone, what went wrong."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.readiness import database, state
from publishing.closing import come_back_soon
from publishing.registry import Registry
from publishing.selectors import is_gone_from


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the site is up and its database answers."""
    database()
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say of each part whether it is ready, by name and nothing else; 503 where one is not."""
    parts = state()
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


instead_of_nothing = Registry("answer(request) -> what stands in for an address at which nothing ever was; or None")


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 410 where something public was taken down, 404 where nothing ever was and nothing stands in for it."""
    if is_gone_from(request.path):
        response = render(request, "410.html", status=410)
    else:
        for answer in instead_of_nothing:
            found: HttpResponse | None = answer(request)
            if found is not None:
                return found
        response = render(request, "404.html", status=404)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer with a page that needs nothing else to work: 503 while the database does not answer, else 500."""
    if _database_is_away(sys.exception()):
        return come_back_soon()
    return HttpResponse(loader.get_template("500.html").render(), status=500)


def _database_is_away(failure: BaseException | None) -> bool:
    """Say whether a failure, or one that it came of, is the database's: restarting, full, or busy for too long."""
    while failure is not None:
        if isinstance(failure, OperationalError | InterfaceError):
            return True
        failure = failure.__cause__ or failure.__context__
    return False
