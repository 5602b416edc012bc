"""Somebody's voice in a work: what they agreed to, hiding it, showing it again, taking it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from authorship.models import Contributor, Work
from authorship.selectors import contributors_of
from consent.cascade import family
from consent.forms import ConsentForm
from consent.rights import Reach, reach_of
from consent.selectors import answers_of, must_answer
from consent.services import hidden_release, hide, record_consent, show_again, take_back, waits_for_a_moderator
from consent.wording import Use
from languages.names import direction_of
from publishing.errors import PublishBlocked
from stories.studio.access import my_part_in, page_of, studio_view
from stories.studio.views.ok import final_words
from stories.studio.views.sending import say


def _context(request: HttpRequest, work: Work, **more: Any) -> dict[str, Any]:
    page, me = page_of(work), my_part_in(work, request.user)
    members = family(page)
    return {
        "work": work,
        "page": page,
        "title": page.draft_title,
        "language": page.locale.language_code,
        "me": me,
        "is_public": any(member.live for member in members),
        "is_hidden": any(hidden_release(member) for member in members),
        "holds_the_whole": reach_of(me, page) == Reach.WHOLE,
        "others": [other for other in contributors_of(page) if other.pk != me.pk],
        **more,
    }


@studio_view("GET", "HEAD")
def your_voice(request: HttpRequest, work: Work) -> HttpResponse:
    """Show what somebody agreed to in a work, and all that they can do about it."""
    context = _context(request, work)
    given = answers_of(context["me"])
    context["answers"] = [(Use(use).label, given[use]) for use in Use.values if use in given]
    context["must_answer"] = must_answer(context["me"])
    context["waits_for_a_moderator"] = context["is_hidden"] and waits_for_a_moderator(work)
    return render(request, "stories/studio/your_voice.html", context)


@studio_view("GET", "HEAD", "POST")
def agree(request: HttpRequest, work: Work) -> HttpResponse:
    """Ask what we may do with it, use by use. Nothing is ticked before somebody has answered."""
    me = my_part_in(work, request.user)
    form = ConsentForm(request.POST or None, said_before=answers_of(me))
    if request.method == "POST" and form.is_valid():
        try:
            record_consent(
                contributor=me,
                answers=form.answers,
                is_adult=form.is_adult,
                language=get_language() or "en",
            )
        except PublishBlocked as blocked:
            say(request, blocked.sentences)
        else:
            messages.success(request, _("Thank you. We keep to that. You can change your mind at any time."))
        return redirect("studio:work", work.pk)
    return render(request, "stories/studio/agree.html", _context(request, work, form=form))


@studio_view("GET", "HEAD", "POST")
def hide_it(request: HttpRequest, work: Work) -> HttpResponse:
    """Hide a whole work at once. No reason is asked. Raises PermissionDenied where only a part is this person's."""
    context = _context(request, work)
    if request.method == "POST":
        hide(contributor=context["me"], by=request.user)
        messages.success(
            request, _("It is hidden. Nobody can read it on this site now. You can show it again, or take it back.")
        )
        return redirect("studio:your_voice", work.pk)
    if not context["is_public"] or not context["holds_the_whole"]:
        return redirect("studio:your_voice", work.pk)
    return render(request, "stories/studio/hide.html", context)


@studio_view("GET", "HEAD", "POST")
def show_it_again(request: HttpRequest, work: Work) -> HttpResponse:
    """Show the exact words that were hidden, and make them public again with a fresh yes."""
    context = _context(request, work)
    if request.method == "POST":
        return _show(request, work, context["me"])
    if not context["is_hidden"]:
        messages.info(request, _("It is not hidden, so there is nothing to show again."))
        return redirect("studio:work", work.pk)
    release = hidden_release(context["page"])
    page = release.revision.as_object() if release and release.revision else context["page"]
    language = page.locale.language_code
    context |= {"final": final_words(page, request), "direction": direction_of(language), "language": language}
    return render(request, "stories/studio/show_again.html", context)


def _show(request: HttpRequest, work: Work, me: Contributor) -> HttpResponse:
    try:
        show_again(contributor=me, user=request.user)
    except PublishBlocked as blocked:
        say(request, blocked.sentences)
    else:
        messages.success(request, _("It is public again, exactly as it was."))
    return redirect("studio:work", work.pk)


@studio_view("GET", "HEAD", "POST")
def take_it_back(request: HttpRequest, work: Work) -> HttpResponse:
    """Say what goes and what we cannot reach; then take somebody's voice back for good."""
    context = _context(request, work)
    if request.method == "POST":
        if request.POST.get("sure") != "yes":
            raise PermissionDenied
        reach = take_back(contributor=context["me"], by=request.user)
        messages.success(request, _gone(reach))
        return redirect("studio:home")
    return render(request, "stories/studio/take_back.html", context)


def _gone(reach: Reach) -> str:
    if reach == Reach.WHOLE:
        return _("You have taken it back. It is gone from this site, in every language, list and search.")
    return _("You have taken your part back. Your name, pictures and recordings are gone from this site.")
