"""Screens of the studio."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse


@login_required
def my_works(request: HttpRequest) -> HttpResponse:
    """List what this person takes part in."""
    return HttpResponse("")


@login_required
def work(request: HttpRequest, work_id: int) -> HttpResponse:
    """Show one work."""
    return HttpResponse("")


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation."""
    return HttpResponse("")
