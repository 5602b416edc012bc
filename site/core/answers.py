"""Answers that nobody between us and a browser may keep."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme


def private(response: HttpResponse, *, no_referrer: bool = False) -> HttpResponse:
    """Let nobody between us and this browser keep the answer."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex"
    if no_referrer:
        response["Referrer-Policy"] = "no-referrer"
    return response


def way_back(request: HttpRequest) -> str:
    """Return where on this site a form says that somebody came from; where it does not, their own first page."""
    back = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if ours else "/my/"


def signed_in(*methods: str) -> Callable[..., Any]:
    """Turn a view into one that asks to sign in first, and that nobody keeps."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return private(redirect_to_login(request.path))
            if request.method not in methods:
                return private(HttpResponseNotAllowed(methods))
            return private(view(request, *args, **kwargs))

        return inner

    return decorate
