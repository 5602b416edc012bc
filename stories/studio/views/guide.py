"""The group's guide: read it, and agree to work like this."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.answers import signed_in
from moderation.guides import agree, has_agreed, newest_guide, what_changed
from publishing.errors import PublishBlocked
from stories.studio.access import find_my_work
from stories.studio.views.sending import say


def _back_to(request: HttpRequest) -> HttpResponse:
    """Go on with the work that somebody was about to send in, else home."""
    number = request.GET.get("work", "")
    work = find_my_work(request.user, int(number)) if number.isdecimal() and len(number) < 19 else None
    return redirect("studio:send_in", work.pk) if work is not None and work.page else redirect("studio:home")


@signed_in("GET", "HEAD", "POST")
def guide(request: HttpRequest) -> HttpResponse:
    """Show the newest guide and one button to agree to it."""
    if request.method == "POST":
        try:
            agree(user=request.user, version_seen=request.POST.get("version", ""))
        except PublishBlocked as blocked:
            say(request, blocked.sentences)
        else:
            messages.success(request, _("Thank you. We keep that you agreed today."))
            return _back_to(request)
    newest = newest_guide()
    agreed = newest is not None and has_agreed(request.user, newest)
    context = {
        "guide": newest,
        "agreed": agreed,
        "changes": what_changed(request.user, newest) if newest is not None and not agreed else None,
    }
    return render(request, "stories/studio/guide.html", context)
