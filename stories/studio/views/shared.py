"""Reading what others share with one's group or with the project, and saying that one is worried about somebody."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.audiences import groups_of
from core.answers import signed_in
from core.previews import preview_of
from moderation.report_forms import FlagForm
from stories.studio.shared import SharedVersion, stories_shared_with, version_for


@signed_in("GET", "HEAD")
def shared(request: HttpRequest) -> HttpResponse:
    """List the stories that others share with this person."""
    context = {"stories": stories_shared_with(request.user), "groups": groups_of(request.user)}
    return render(request, "stories/studio/shared.html", context)


def _version(request: HttpRequest, work_id: int) -> SharedVersion:
    version = version_for(request.user, work_id)
    if version is None:
        raise Http404
    return version


@signed_in("GET", "HEAD")
def shared_story(request: HttpRequest, work_id: int) -> HttpResponse:
    """Show one story to somebody with whom it is shared, exactly as everybody in it said yes to."""
    version = _version(request, work_id)
    return preview_of(
        version.page,
        request,
        back_to=reverse("studio:shared"),
        label=_("Back to what is shared with you"),
        shown_to_some=version.manifest,
        readers=version.readers,
        report_to=reverse("studio:shared_worry", args=[work_id]),
    )


@signed_in("GET", "HEAD", "POST")
def shared_worry(request: HttpRequest, work_id: int) -> HttpResponse:
    """Take what worries somebody about a story that is shared with them, for the safeguarding leads."""
    version = _version(request, work_id)
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.save(request, version.page):
        messages.success(request, _("Thank you. The safeguarding leads have been told. You need do nothing else."))
        return redirect("studio:shared")
    back = reverse("studio:shared_story", args=[work_id])
    context = {"form": form, "back": back, "title": version.page.title, "language": version.page.locale.language_code}
    return render(request, "stories/studio/safety.html", context | {"base": "stories/studio/shared_base.html"})
