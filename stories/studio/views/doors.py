"""A link that opens with a code: the one screen that asks for it, of invitations and of links for a voice."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from authorship.models import Invitation, VoiceLink
from core.throttle import throttled
from stories.studio.forms import CodeForm

CODES_AN_HOUR = 30


def ask_for_code(
    request: HttpRequest,
    link: Invitation | VoiceLink,
    *,
    kind: str,
    may_enter: Callable[[str], HttpResponse | None],
    closed: Callable[[], HttpResponse],
    context: dict[str, Any],
) -> HttpResponse:
    """Ask for the code of an open `link`; answer with what `may_enter` makes of the right one.

    `may_enter` gets the code and answers None where it is wrong; `closed` answers when that was the last try. `context`
    holds the frame (`base`) and the name of whoever gave the link (`asker`).
    """
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if throttled(request, kind, CODES_AN_HOUR):
            form.add_error("code", _("That was a lot of tries. Please wait an hour, then try again."))
        else:
            inside = may_enter(form.cleaned_data["code"])
            if inside is not None:
                return inside
            if not link.is_open:
                return closed()
            form.add_error("code", _wrong(link.TRIES - link.tries))
    return render(request, "stories/studio/door.html", {**context, "form": form})


def _wrong(left: int) -> str:
    if left == 1:
        return _("That is not the code. You have one more try. Please ask whoever gave you the link.")
    return ngettext(
        "That is not the code. You have %(left)s more try.", "That is not the code. You have %(left)s more tries.", left
    ) % {"left": left}
