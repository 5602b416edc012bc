"""Somebody else, please: about a moderator, or whoever translates it, whom those who made a work know of. No reason
is asked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from authorship.models import Work
from moderation.somebody_else import ask_for_somebody_else, known_checkers, known_helpers
from stories.studio.access import page_of, studio_view


@studio_view("GET", "HEAD", "POST", shown_too=True)
def somebody_else(request: HttpRequest, work: Work) -> HttpResponse:
    """Ask who should not check or translate this, and keep the wish."""
    if request.method == "POST":
        number = request.POST.get("moderator", "")
        moderator_id = int(number) if number.isdecimal() and len(number) < 19 else 0
        try:
            ask_for_somebody_else(work=work, user=request.user, moderator_id=moderator_id)
        except PermissionDenied:
            messages.info(request, _("That person does not work on this. There is nothing you need to do."))
        else:
            messages.success(request, _("Somebody else will do it from now on. Nobody is told why."))
        return redirect("studio:work", work.pk)
    checkers = [*known_checkers(work), *known_helpers(work)]
    if not checkers:
        return redirect("studio:work", work.pk)
    page = page_of(work)
    context = {
        "work": work,
        "checkers": checkers,
        "title": page.draft_title,
        "language": page.locale.language_code,
    }
    return render(request, "stories/studio/somebody_else.html", context)
