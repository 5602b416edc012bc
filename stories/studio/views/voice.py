"""For somebody without an account: a link that opens with its code, and what they can do behind it.

Opening a link only asks for the code, since messengers open links by themselves: it says nothing of the story
and records nothing. The code opens the screens behind it for this browser, for half an hour.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from authorship.models import Contributor, VoiceLink, Work
from authorship.voices import find_link, forget_link, open_link, opened_link
from consent.selectors import must_answer
from core.answers import private
from core.previews import preview_of
from moderation.services import waiting_ok_step
from stories.studio.access import page_of
from stories.studio.forms import OKForm
from stories.studio.in_other_languages import translations_of
from stories.studio.selectors import pages_of_work, states_of
from stories.studio.views.doors import ask_for_code
from stories.studio.views.named import ask_how_named
from stories.studio.views.ok import take_answer, what_is_asked
from stories.studio.views.preview import newest_version


def door(request: HttpRequest, token: str) -> HttpResponse:
    """Show who made the link, and ask for the code."""
    if request.method not in ("GET", "HEAD", "POST"):
        return private(HttpResponseNotAllowed(["GET", "HEAD", "POST"]))
    return private(_door(request, find_link(token)), no_referrer=True)


def _door(request: HttpRequest, link: VoiceLink | None) -> HttpResponse:
    closed = _why_closed(link)
    if link is None or closed:
        return _closed(request, closed, status=410 if link else 404)
    if request.user.is_authenticated:
        return _closed(request, _signed_in(request), status=403)
    asker = link.made_by.get_short_name() if link.made_by else _("Somebody who works with you")
    return ask_for_code(
        request,
        link,
        kind="voice_link",
        may_enter=lambda code: redirect("voice:here") if open_link(request, link, code) else None,
        closed=lambda: _closed(request, _why_closed(link), status=410),
        context={"base": "stories/voice/base.html", "asker": asker},
    )


def _closed(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    return render(request, "stories/voice/closed.html", {"sentence": sentence}, status=status)


def _signed_in(request: HttpRequest) -> str:
    user: Any = request.user
    return _("You are signed in as %(name)s. This link is for somebody without an account: please sign out first.") % {
        "name": user.get_short_name()
    }


def _why_closed(link: VoiceLink | None) -> str:
    if link is None:
        return _("We do not know this link. Perhaps a part of it is missing.")
    if link.contributor.work.page_id is None:
        return _("What this link was about is not here any more.")
    if link.contributor.person.user_id is not None:
        return _("You have an account now. Please sign in instead.")
    if link.contributor.left_at and not link.is_open:
        return _("You have taken your part back, so this link is closed.")
    if not link.has_tries_left:
        return _("The code was wrong too many times, so this link is closed to keep it safe.")
    if link.is_over:
        return ngettext(
            "This link was open for %(days)s day, which is over.",
            "This link was open for %(days)s days, and they are over.",
            VoiceLink.DAYS,
        ) % {"days": VoiceLink.DAYS}
    if not link.is_open:
        return _("There is a newer link for you, so this one is closed.")
    return ""


def behind_the_door(*methods: str, after_leaving: bool = False) -> Callable[..., Any]:
    """Turn `view(request, link, …)` into the view of a screen that only an opened link shows.

    Somebody who left gets to the one screen `after_leaving`, and to no other.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def inner(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            link = opened_link(request)
            if link is None:
                sentence = _("This page has closed by itself, to keep it safe. Please open your link once more.")
                return private(_closed(request, sentence, status=403), no_referrer=True)
            if request.method not in methods:
                return private(HttpResponseNotAllowed(methods), no_referrer=True)
            if bool(link.contributor.left_at) != after_leaving:
                return private(redirect("voice:here" if after_leaving else "voice:look"), no_referrer=True)
            return private(view(request, link, **kwargs), no_referrer=True)

        return inner

    return decorate


@behind_the_door("GET", "HEAD")
def here(request: HttpRequest, link: VoiceLink) -> HttpResponse:
    """Show where the work stands, and what this person can do."""
    me, work = link.contributor, link.contributor.work
    people = list(work.contributors.select_related("person"))
    told, translated = pages_of_work(work), translations_of(work)
    pages, states = [*told, *translated], states_of(told, people, me, translated)
    context = {
        "me": me,
        "may_say_yes": may_say_yes(link),
        "must_answer": must_answer(me),
        "pages": [(page, states[page.pk], reverse("voice:ok", args=[page.pk])) for page in pages],
        "urls": {name: reverse(f"voice:{name}") for name in ("named", "agree", "your_voice", "appeal")},
    }
    return render(request, "stories/voice/here.html", context)


def may_say_yes(link: VoiceLink) -> bool:
    """Say whether this link can make anything more public: one about a voice only makes things more private."""
    return link.purpose == VoiceLink.Purpose.OK


@behind_the_door("GET", "HEAD", "POST")
def ok(request: HttpRequest, link: VoiceLink, page_id: int) -> HttpResponse:
    """Show what would go public, and take the answer."""
    me: Contributor = link.contributor
    work: Work = me.work
    page = page_of(work, page_id, translated_too=True)
    step = waiting_ok_step(page)
    if step is None:
        messages.info(request, _("This is not waiting for an OK just now."))
        return redirect("voice:here")
    form = OKForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("answer") == "yes" and not may_say_yes(link):
            messages.warning(request, _("To say yes you need a fresh link. Please ask whoever gave you this one."))
            return redirect("voice:here")
        return take_answer(request, page, me, form.cleaned_data["reason"], reverse("voice:here"), link)
    context = {
        **what_is_asked(request, step, me),
        "form": form,
        "base": "stories/voice/base.html",
        "may_say_yes": may_say_yes(link),
        "preview_url": reverse("voice:preview", args=[page.pk]),
        "named_url": reverse("voice:named"),
    }
    return render(request, "stories/studio/ok.html", context)


@behind_the_door("GET", "HEAD")
def preview(request: HttpRequest, link: VoiceLink, page_id: int) -> HttpResponse:
    """Show a page that waits for this person's OK as the public would see it."""
    page = page_of(link.contributor.work, page_id, translated_too=True)
    if waiting_ok_step(page) is None:
        return redirect("voice:here")
    return preview_of(newest_version(page), request, back_to=reverse("voice:here"), label=_("Go back"))


@behind_the_door("GET", "HEAD", "POST")
def named(request: HttpRequest, link: VoiceLink) -> HttpResponse:
    """Let this person choose how the work names them, and nobody else."""
    return ask_how_named(request, link.contributor, {"base": "stories/voice/base.html"}, back=reverse("voice:here"))


def leave(request: HttpRequest) -> HttpResponse:
    """Close what is open and lead somewhere that says nothing."""
    forget_link(request)
    return private(redirect(settings.LEAVE_PAGE_TO), no_referrer=True)
