"""What moderation shows to everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from moderation.guides import newest_guide


@require_safe
def to_the_guide(request: HttpRequest) -> HttpResponse:
    """Lead to the newest guide that is public, wherever its page stands. Raises Http404 where there is none."""
    guide = newest_guide()
    if guide is None:
        raise Http404
    return redirect(guide.page.get_url(request))
