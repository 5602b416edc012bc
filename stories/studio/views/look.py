"""Somebody who left a joint work looks at the version without their part, before anybody else."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision

from authorship.models import VoiceLink
from consent.looking import last_answer, open_looks
from consent.models import LeaverLook, VoiceDecision
from core.answers import private, signed_in
from languages.names import direction_of
from moderation.leavers import say_it_is_fine, say_recognisable
from stories.studio.final_words import plain_final_words
from stories.studio.views.voice import behind_the_door


@signed_in("GET", "HEAD", "POST")
def look(request: HttpRequest, look_id: int) -> HttpResponse:
    """Show it to somebody with an account. To everybody else it is not there."""
    user: Any = request.user
    found = open_looks().filter(contributor__person__user=user, pk=look_id).first()
    if found is None:
        raise Http404
    urls = {"done": reverse("studio:home"), "base": "studio_base.html"}
    return private(_look(request, found, VoiceDecision.Road.ACCOUNT, urls, user), no_referrer=True)


@behind_the_door("GET", "HEAD", "POST", after_leaving=True)
def look_by_link(request: HttpRequest, link: VoiceLink) -> HttpResponse:
    """Show it to somebody without an account, one version after the other."""
    # Those without an answer first.
    found = sorted(open_looks().filter(contributor=link.contributor), key=lambda one: last_answer(one) is not None)
    if not found:
        raise Http404
    urls = {"done": reverse("voice:look"), "base": "stories/voice/base.html"}
    chosen = next((one for one in found if str(one.pk) == request.POST.get("look")), found[0])
    return _look(request, chosen, VoiceDecision.Road.LINK, urls, None)


def _look(request: HttpRequest, look: LeaverLook, road: str, urls: dict[str, str], user: Any) -> HttpResponse:
    answer = request.POST.get("answer")
    if request.method == "POST" and answer in ("fine", "recognisable") and request.POST.get("look") == str(look.pk):
        act = say_it_is_fine if answer == "fine" else say_recognisable
        try:
            act(look=look, road=road, user=user)
        except PermissionDenied:
            messages.info(request, _("This does not wait for you any more."))
            return redirect(urls["done"])
        if user is None:
            # It may be public now, and then nothing is left to look at behind the link.
            return render(request, "stories/voice/thanks.html", {"sentence": _thanks(answer)})
        messages.success(request, _thanks(answer))
        return redirect(urls["done"])
    page: Any = Revision.objects.get(pk=look.revision_id).as_object()
    language = page.locale.language_code
    said = last_answer(look)
    context = {
        "base": urls["base"],
        "look": look,
        "said": said,
        "language": language,
        "direction": direction_of(language),
        "final": plain_final_words(page, request),
    }
    return render(request, "stories/studio/look.html", context)


def _thanks(answer: str) -> str:
    if answer == "fine":
        return _("Thank you. You need do nothing more.")
    return _("Thank you for telling us. It stays private. A moderator who is not part of it looks at it now.")
