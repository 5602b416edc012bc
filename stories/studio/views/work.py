"""One work: where it is, what was asked, its parts, and who takes part."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from wagtail.models import Page

from authorship.audiences import readers_of
from authorship.giving import may_be_given_to
from authorship.lost_yeses import lost_yes_sentences
from authorship.models import Contributor, Work
from authorship.voices import may_add_people
from consent.newcomers import newcomers_in
from consent.rights import Reach, reach_of
from consent.selectors import must_answer
from core.content_notes import labels_of
from core.facets import labels_of_facets
from moderation.somebody_else import known_checkers, known_helpers
from stories.studio import services
from stories.studio.access import page_of, studio_view
from stories.studio.drafts import why_closed
from stories.studio.given import given_parts
from stories.studio.in_other_languages import translations_of
from stories.studio.parts import KINDS, PartView, parts_in, views_of
from stories.studio.progress import way_of
from stories.studio.questions import question_of
from stories.studio.selectors import is_story, pages_of_work, somebody_left, states_of
from stories.studio.states import PageState
from stories.studio.timeline import timeline_of
from stories.studio.views.comments import open_comments
from stories.studio.views.facts import screen_of
from stories.studio.views.here import who_is_here
from stories.studio.whose_parts import writers_of_parts


@studio_view("GET", "HEAD", shown_too=True)
def work(request: HttpRequest, work: Work) -> HttpResponse:
    """Show one work to one of the people who make it."""
    people = list(work.contributors.select_related("person"))
    me = next(person for person in people if person.person.user_id == request.user.pk)
    pages, translated = pages_of_work(work), translations_of(work)
    states = states_of(pages, people, me, translated)
    if not me.makes_it:
        return _for_somebody_shown(request, work, me, [(page, states[page.pk]) for page in (*pages, *translated)])
    page = page_of(work)
    state = states[page.pk]
    lost = lost_yes_sentences([*pages, *translated], me)
    checkers = known_checkers(work)
    looking = [checker for checker in checkers if checker.is_looking]
    leads = may_add_people(request.user, work)
    readers = readers_of(work)
    talk = open_comments([page])[page.pk] if len(people) > 1 else []
    context = {
        "work": work,
        "page": page,
        "title": page.draft_title or page.title,
        "language": page.locale.language_code,
        "state": state,
        "readers": readers,
        "steps": timeline_of(page, state, people=people, looking=looking, readers=readers),
        "me": me,
        "holds_the_whole": reach_of(me, page) == Reach.WHOLE,
        "must_answer": must_answer(me),
        "people": people,
        "somebody_left": somebody_left(work),
        "saved_at": page.latest_revision_created_at,
        "checkers": checkers,
        "translators": known_helpers(work),
        "translated": [(one, states[one.pk], lost.get(one.pk, "")) for one in translated],
        "looking": looking,
        "have_checked": [checker for checker in checkers if checker.has_checked],
        "lost": lost.get(page.pk, ""),
        "may_add_people": leads,
        "has_others": len([person for person in people if person.makes_it]) > 1,
        "to_talk_about": len(talk),
        "newcomers": {person.pk for person in newcomers_in(work)} - {me.pk} if leads else set(),
        "other_pages": [(part, states[part.pk], lost.get(part.pk, "")) for part in pages if part.pk != page.pk],
    }
    template = "module"
    if not is_story(page):
        context["given"] = [(one, states[one.page.pk]) for one in given_parts(request.user, work, pages)]
        context["may_be_given_to"] = {person.pk for person in may_be_given_to(request.user, work)}
    else:
        template = "work"
        context |= _story_context(request, page, people)
        context["way"] = way_of(work, page, me, parts=context["parts"])
        context["answers"] = question_of(work)
        context |= who_is_here(request, work, people=people)
        for part in context["parts"]:
            part.comments = [comment for comment in talk if comment.place == part.id]
        context["note_anchor"] = _anchor(work, state, context["parts"])
    return render(request, f"stories/studio/{template}.html", context)


def _for_somebody_shown(
    request: HttpRequest, work: Work, me: Contributor, pages: list[tuple[Page, PageState]]
) -> HttpResponse:
    """Show to somebody who is shown, heard or named in it where it is, and what they can do: not its draft."""
    urls = {name: reverse(f"studio:{name}", args=[work.pk]) for name in ("named", "agree", "your_voice", "appeal")}
    context = {
        "work": work,
        "me": me,
        "may_say_yes": True,
        "must_answer": must_answer(me),
        "pages": [(page, state, reverse("studio:page_ok", args=[work.pk, page.pk])) for page, state in pages],
        "urls": urls,
    }
    return render(request, "stories/studio/shown.html", context)


def _story_context(request: HttpRequest, page: Page, people: list[Contributor]) -> dict[str, Any]:
    revision = page.get_latest_revision()
    facts = services.facts_in(revision)
    closed = why_closed(page, request.user)
    parts = parts_in(revision)
    return {
        "facts": facts,
        "told_as_label": dict(page.ToldAs.choices).get(facts["told_as"], ""),
        "gathered_label": dict(page.Gathered.choices).get(facts["gathered"], ""),
        "facet_labels": labels_of_facets(facts["facets"]),
        "content_notes": labels_of(facts["content_notes"]),
        "parts": views_of(parts, written_by=writers_of_parts(page, parts, people)),
        "kinds": KINDS.values(),
        "closed": closed,
        "undo": None if closed else _undo(request, page),
    }


def _anchor(work: Work, state: PageState, parts: list[PartView]) -> str:
    """Return where the part that a moderator's note is about can be changed, or an empty text."""
    place = state.note.place if state.note else ""
    if place in services.FACTS:
        return reverse(f"studio:{screen_of(place)}", args=[work.pk])
    return reverse("studio:part", args=[work.pk, place]) if any(part.id == place for part in parts) else ""


def _undo(request: HttpRequest, page: Page) -> dict[str, Any] | None:
    """Return what is needed to bring back a part that has just been removed, or None."""
    part_id, revision_id = request.GET.get("removed", ""), request.GET.get("before", "")
    if not part_id or not revision_id.isdecimal() or len(revision_id) > 18:
        return None
    found = services.removed_part(page, int(revision_id), part_id)
    return {"part_id": part_id, "before": revision_id, "kind": KINDS[found[1]["type"]]} if found else None
