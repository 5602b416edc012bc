"""Somebody's voice in a work: what they agreed to, hiding it, showing it again, taking it back.

The same screens for who is signed in and for who came by their own link, which has addresses of its own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.audiences import shown_to
from authorship.models import Contributor, VoiceLink, Work, is_training
from authorship.selectors import contributors_of
from consent.cascade import family
from consent.forms import ConsentForm
from consent.models import VoiceDecision
from consent.rights import Reach, reach_of
from consent.selectors import answers_of, brought, hidden_release, is_paused, must_answer, tells
from consent.services import hide, record_consent, show_again, take_back, waits_for_a_moderator
from consent.shown import say_where_i_am
from consent.wording import Use
from files.models import Image, Media
from languages.names import direction_of
from moderation.services import waiting_ok_step
from publishing.errors import PublishBlocked
from publishing.selectors import is_shown, shown_version
from stories.studio.access import my_part_in, page_of, studio_view
from stories.studio.final_words import plain_final_words
from stories.studio.held import PART, HeldFile, Version, held_in
from stories.studio.helping_forms import WhereIAmForm
from stories.studio.progress import AGREE, way_of, where_next
from stories.studio.selectors import is_story, pages_of_work
from stories.studio.views.sending import say
from stories.studio.views.voice import behind_the_door, may_say_yes

SCREENS = ("your_voice", "agree", "where_i_am", "hide", "show_again", "take_back", "appeal")


@dataclass(frozen=True)
class Visit:
    """Somebody at these screens: whose voice it is, by which road they came, and where the screens stand for them."""

    me: Contributor
    user: Any
    road: str
    urls: dict[str, str]
    base: str
    may_say_yes: bool = True

    def where_next(self, *, later: bool) -> str:
        """Return where they go on once they have answered what was asked."""
        if self.user is None or not self.me.makes_it:
            return self.urls["work"]
        return where_next(self.me.work, self.me, later=later)

    def ok_address(self, page: Any) -> str:
        """Return where they are asked for their OK to this page of the work."""
        if self.user is None:
            return reverse("voice:ok", args=[page.pk])
        return reverse("studio:page_ok", args=[self.me.work_id, page.pk])


def _signed_in(request: HttpRequest, work: Work) -> Visit:
    urls = {name: reverse(f"studio:{name}", args=[work.pk]) for name in SCREENS}
    urls |= {"work": reverse("studio:work", args=[work.pk]), "gone": reverse("studio:home")}
    me = my_part_in(work, request.user)
    return Visit(me, request.user, VoiceDecision.Road.ACCOUNT, urls, "stories/studio/work_base.html")


def _by_link(link: VoiceLink) -> Visit:
    urls = {name: reverse(f"voice:{name}") for name in SCREENS}
    urls |= {"work": reverse("voice:here"), "gone": reverse("voice:here")}
    road = VoiceDecision.Road.LINK
    return Visit(link.contributor, None, road, urls, "stories/voice/base.html", may_say_yes(link))


def for_both(*methods: str) -> Callable[..., SimpleNamespace]:
    """Turn `screen(request, visit)` into two views: `studio` for who is signed in, `link` for who came by a link."""

    def decorate(screen: Callable[[HttpRequest, Visit], HttpResponse]) -> SimpleNamespace:
        @studio_view(*methods, no_referrer=True, shown_too=True)
        @wraps(screen)
        def studio(request: HttpRequest, work: Work) -> HttpResponse:
            return screen(request, _signed_in(request, work))

        @behind_the_door(*methods)
        @wraps(screen)
        def link(request: HttpRequest, link: VoiceLink) -> HttpResponse:
            return screen(request, _by_link(link))

        return SimpleNamespace(studio=studio, link=link)

    return decorate


def _context(visit: Visit, **more: Any) -> dict[str, Any]:
    me = visit.me
    page = page_of(me.work)
    members = family(page)
    return {
        "base": visit.base,
        "urls": visit.urls,
        "may_say_yes": visit.may_say_yes,
        "work": me.work,
        "page": page,
        "title": page.draft_title,
        "language": page.locale.language_code,
        "me": me,
        "is_shown": any(map(is_shown, members)),
        "shown_to": shown_to(page),
        "is_hidden": any(hidden_release(member) for member in members),
        "is_paused": any(is_paused(member) for member in members),
        "holds_the_whole": reach_of(me, page) == Reach.WHOLE,
        "words_go": is_training(page),
        "others": [other for other in contributors_of(page) if other.pk != me.pk],
        **more,
    }


@for_both("GET", "HEAD")
def your_voice(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what somebody agreed to in a work, and all that they can do about it."""
    context = _context(visit)
    given = answers_of(visit.me)
    context["answers"] = [(Use(use).label, given[use]) for use in Use.values if use in given]
    context["must_answer"] = must_answer(visit.me)
    context["may_say_where"] = visit.may_say_yes and bool(files_to_look_at(visit))
    context["waits_for_a_moderator"] = context["is_hidden"] and waits_for_a_moderator(visit.me.work)
    return render(request, "stories/studio/your_voice.html", context)


def files_to_look_at(visit: Visit) -> list[HeldFile]:
    """Return the pictures and recordings that this person may see, and that a no of theirs may be about.

    Somebody who is shown sees what is public, what they can show again, and what waits for OKs; whoever makes the work
    its newest draft, too. Who tells is heard in every recording.
    """
    me = visit.me
    found = held_in(version for page in pages_of_work(me.work) for version in _versions_to_look_at(visit, page))
    if not me.makes_it:
        return found
    holds_the_whole = reach_of(me, page_of(me.work)) == Reach.WHOLE
    kinds: Any = Image if tells(me) else Image | Media
    return [held for held in found if isinstance(held.file, kinds) and (holds_the_whole or brought(me, held.file))]


def _versions_to_look_at(visit: Visit, page: Any) -> Iterator[Version]:
    me, step, hidden = visit.me, waiting_ok_step(page), hidden_release(page)
    version = shown_version(page)
    if page.live:
        yield Version(page.specific, _("public now"), page.get_url() or "")
    elif version is not None:
        yield Version(version, _("shown to some people now"), visit.urls["work"])
    if step is not None:
        yield Version(step.revision.as_object(), _("waits for your OK"), visit.ok_address(page))
    if hidden is not None and hidden.revision is not None:
        yield Version(hidden.revision.as_object(), _("hidden now"), visit.urls["show_again"])
    if me.makes_it and page.latest_revision is not None:
        part = reverse("studio:part", args=[me.work_id, PART]) if visit.user is not None and is_story(page) else ""
        yield Version(page.latest_revision.as_object(), _("in your draft"), visit.urls["work"], part)


@for_both("GET", "HEAD", "POST")
def where_i_am(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask somebody in which pictures and recordings they are."""
    files = files_to_look_at(visit)
    if not files or not visit.may_say_yes:
        return redirect(visit.urls["your_voice"])
    form = WhereIAmForm(request.POST or None, contributor=visit.me, files=files)
    if request.method == "POST" and form.is_valid():
        was_shown = _is_shown(visit)
        say_where_i_am(
            contributor=visit.me, not_in_files=form.not_in_files, among=form.keys, by=visit.user, road=visit.road
        )
        messages.success(
            request,
            _("Saved. If you say no to pictures of you, it counts for exactly these.")
            if visit.me.makes_it
            else _("Saved. If you take it back, exactly these go."),
        )
        if was_shown and not _is_shown(visit):
            messages.info(request, _("You said no to being seen or heard, so nobody else can read it now."))
        return redirect(visit.urls["your_voice"])
    return render(request, "stories/studio/where_i_am.html", _context(visit, form=form))


def _is_shown(visit: Visit) -> bool:
    return any(map(is_shown, family(page_of(visit.me.work))))


@for_both("GET", "HEAD", "POST")
def agree(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask what we may do with it, use by use. Nothing is ticked before somebody has answered."""
    if not visit.may_say_yes:
        return redirect(visit.urls["your_voice"])
    form = ConsentForm(request.POST or None, said_before=answers_of(visit.me), audience=visit.me.work.audience)
    if request.method == "POST" and form.is_valid():
        was_shown = _is_shown(visit)
        try:
            record_consent(
                contributor=visit.me,
                answers=form.answers,
                is_adult=form.is_adult,
                language=get_language() or "en",
            )
        except PublishBlocked as blocked:
            say(request, blocked.sentences)
        else:
            messages.success(request, _("Thank you. We keep to that. You can change your mind at any time."))
            if not form.answers[Use.PHOTO] and any(held.icon == "photo" for held in files_to_look_at(visit)):
                messages.info(
                    request,
                    _(
                        "You said no to pictures of you. It cannot be public with a picture in it until you say, "
                        "under “Your voice”, that you are not in that picture."
                    ),
                )
            if was_shown and not _is_shown(visit):
                messages.info(
                    request, _("You said no, so nobody else can read it now. You can change it without that.")
                )
        return redirect(visit.where_next(later="later" in request.POST))
    context = _context(visit, form=form)
    context["way"] = way_of(visit.me.work, context["page"], visit.me, here=AGREE) if visit.user else None
    return render(request, "stories/studio/agree.html", context)


@for_both("GET", "HEAD", "POST")
def hide_it(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Hide a whole work at once. No reason is asked. Raises PermissionDenied where only a part is this person's."""
    if request.method == "POST":
        hide(contributor=visit.me, by=visit.user, road=visit.road)
        messages.success(
            request, _("It is hidden. Nobody can read it on this site now. You can show it again, or take it back.")
        )
        return redirect(visit.urls["your_voice"])
    context = _context(visit)
    if not context["is_shown"] or not context["holds_the_whole"]:
        return redirect(visit.urls["your_voice"])
    return render(request, "stories/studio/hide.html", context)


@for_both("GET", "HEAD", "POST")
def show_it_again(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the exact words that were hidden, and make them public again with a fresh yes."""
    if not visit.may_say_yes:
        return redirect(visit.urls["your_voice"])
    if request.method == "POST":
        return _show(request, visit)
    context = _context(visit)
    if not context["is_hidden"]:
        messages.info(request, _("It is not hidden, so there is nothing to show again."))
        return redirect(visit.urls["work"])
    release = hidden_release(context["page"])
    page = release.revision.as_object() if release and release.revision else context["page"]
    language = page.locale.language_code
    context |= {"final": plain_final_words(page, request), "direction": direction_of(language), "language": language}
    return render(request, "stories/studio/show_again.html", context)


def _show(request: HttpRequest, visit: Visit) -> HttpResponse:
    try:
        show_again(contributor=visit.me, user=visit.user, road=visit.road)
    except PublishBlocked as blocked:
        say(request, blocked.sentences)
    else:
        messages.success(request, _("It is shown again, exactly as it was."))
    return redirect(visit.urls["work"])


@for_both("GET", "HEAD", "POST")
def take_it_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say what goes and what we cannot reach; then take somebody's voice back for good."""
    if request.method == "POST":
        if request.POST.get("sure") != "yes":
            raise PermissionDenied
        words_go = is_training(page_of(visit.me.work))
        reach = take_back(contributor=visit.me, by=visit.user, road=visit.road)
        messages.success(request, _gone(reach, words_go=words_go))
        return redirect(visit.urls["gone"])
    return render(request, "stories/studio/take_back.html", _context(visit))


def _gone(reach: Reach, *, words_go: bool) -> str:
    if reach == Reach.WHOLE:
        return _("You have taken it back. It is gone from this site, in every language, list and search.")
    if words_go:
        return _("You have taken your part back. Your name, words, pictures and recordings are gone from this site.")
    return _("You have taken your part back. Your name, pictures and recordings are gone from this site.")
