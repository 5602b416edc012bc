"""Answers that nobody between us and a browser may keep."""

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers


def private(response: HttpResponse, *, no_referrer: bool = False) -> HttpResponse:
    """Let nobody between us and this browser keep the answer."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    if no_referrer:
        response["Referrer-Policy"] = "no-referrer"
    return response
