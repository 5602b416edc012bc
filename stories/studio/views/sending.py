"""Moving a work along: send it in, and get it back to change it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from authorship.audiences import readers_of
from authorship.models import Contributor, Work
from authorship.voices import may_add_people
from consent.selectors import answers_of, must_answer
from moderation import services as moderation
from moderation.readiness import must_agree, what_is_missing
from publishing.errors import PublishBlocked
from stories.studio.access import my_part_in, page_of, studio_view
from stories.studio.parts import parts_in, unanswered
from stories.studio.progress import SEND, way_of
from stories.studio.selectors import is_story


def say(request: HttpRequest, sentences: Iterable[Any]) -> None:
    """Say what stands in the way, on the next screen."""
    for sentence in sentences:
        messages.warning(request, sentence)


def _missing(page: Any, user: Any) -> list[str]:
    missing = what_is_missing(page, user)
    if is_story(page) and not parts_in(page.get_latest_revision()):
        missing.insert(0, _("There is nothing in it yet. Add words, a picture or your voice."))
    elif is_story(page) and unanswered(parts_in(page.get_latest_revision())):
        missing.insert(0, _("One question in it has no answer yet. Answer it, or take it out."))
    return missing


def sent_in_or_missing(page: Any, user: Any) -> list[str]:
    """Send `page` in; where something is missing, return that in sentences, and nothing has happened."""
    missing = _missing(page, user)
    if missing:
        return missing
    try:
        moderation.send_in(page=page, user=user)
    except PublishBlocked as blocked:
        return blocked.sentences
    return []


def _to_reach(work: Work, user: Any) -> list[Contributor]:
    """Return those without an account who still have to tell us something, for whoever may make them a link."""
    if not may_add_people(user, work):
        return []
    people = work.contributors.filter(person__user=None).select_related("person")
    return [person for person in people if must_answer(person) or not person.has_chosen_credit]


def _context(work: Work, page: Any, **more: Any) -> dict[str, Any]:
    return {"work": work, "page": page, "title": page.draft_title, "language": page.locale.language_code, **more}


@studio_view("GET", "HEAD", "POST")
def send_in(request: HttpRequest, work: Work, page_id: int | None = None) -> HttpResponse:
    """Show what is still missing; where nothing is, send in."""
    page = page_of(work, page_id)
    if page.workflow_in_progress:
        messages.info(request, _("This is already being checked."))
        return redirect("studio:work", work.pk)
    missing = (sent_in_or_missing if request.method == "POST" else _missing)(page, request.user)
    if request.method == "POST" and not missing:
        messages.success(request, _("Thank you. It is on its way to be checked. You will get an email."))
        return redirect("studio:work", work.pk)
    me = my_part_in(work, request.user)
    context = _context(
        work,
        page,
        missing=missing,
        readers=readers_of(work),
        way=way_of(work, page, me, here=SEND),
        is_story=is_story(page),
        me=me,
        has_answered=bool(answers_of(me)),
        ask_to_agree=must_agree(request.user),
        to_reach=_to_reach(work, request.user) if missing else [],
    )
    return render(request, "stories/studio/send_in.html", context)


@studio_view("GET", "HEAD", "POST")
def pull_back(request: HttpRequest, work: Work, page_id: int | None = None) -> HttpResponse:
    """Turn what was sent in back into a draft."""
    page = page_of(work, page_id)
    if not page.workflow_in_progress:
        messages.info(request, _("It is a draft. You can change what you like."))
        return redirect("studio:work", work.pk)
    if request.method == "POST":
        moderation.pull_back(page=page, user=request.user)
        messages.success(request, _("You have it back. You can change what you like."))
        return redirect("studio:work", work.pk)
    return render(request, "stories/studio/pull_back.html", _context(work, page))
