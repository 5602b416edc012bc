"""A phone that several people use: whoever signs in on it is signed out when nothing has happened for ten minutes.

The phone itself is marked, by a cookie, and not an account: it holds for everybody who signs in there, however they do.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.answers import way_back

COOKIE, YES = "shared_phone", "yes"
A_YEAR = 60 * 60 * 24 * 365


def seconds_on(request: HttpRequest) -> int:
    """Return after how many seconds without a touch somebody is signed out here; 0 on a phone that is not shared."""
    return settings.SHARED_PHONE_SECONDS if request.COOKIES.get(COOKIE) == YES else 0


class SharedPhoneMiddleware:
    """On a shared phone a sign-in ends when nothing was asked of us for some minutes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the time begin anew with each answer."""
        response = self.get_response(request)
        seconds = seconds_on(request)
        if seconds and request.user.is_authenticated:
            request.session.set_expiry(seconds)
        return response


@require_POST
def mark_shared(request: HttpRequest) -> HttpResponse:
    """Mark this phone as shared, or as somebody's own, and go back to where they were."""
    response = redirect(way_back(request))
    if request.POST.get("shared") == YES:
        options: dict[str, Any] = {"secure": settings.SESSION_COOKIE_SECURE, "httponly": True, "samesite": "Lax"}
        response.set_cookie(COOKIE, YES, max_age=A_YEAR, **options)
        request.COOKIES[COOKIE] = YES
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
        if request.COOKIES.pop(COOKIE, "") and request.user.is_authenticated:
            # As a sign-in begins: until the browser is closed.
            request.session.set_expiry(0)
    return response


@never_cache
@require_safe
def still_here(request: HttpRequest) -> HttpResponse:
    """Say whether somebody is still signed in (204) or not any more (403): asked while they write without saving."""
    return HttpResponse(status=204 if request.user.is_authenticated else 403)


def on_this_phone(request: HttpRequest) -> dict[str, Any]:
    """Return what templates show of it."""
    return {"shared_phone_seconds": seconds_on(request)}
