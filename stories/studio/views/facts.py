"""What a story is called, where it happens, what is hard to read in it, what it touches on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.models import Revision

from authorship.models import Contributor, Work
from core.content_notes import labels_of
from core.facets import labels_of_facets, smallest_group
from core.listing import listed
from files.models import Image
from moderation.notes import note_at
from stories.studio import services
from stories.studio.access import my_part_in, studio_view
from stories.studio.forms import FactsForm, ToldForm, TouchesForm, WarningsForm
from stories.studio.parts import parts_in, views_of
from stories.studio.progress import TITLE, way_of
from stories.studio.typing import asked_of_whom
from stories.studio.unsaved import ABOUT
from stories.studio.views.here import who_is_here
from stories.studio.views.parts import is_saved, put_back, saved, story_of, to_work, whose_it_is


@studio_view("GET", "HEAD", "POST")
def facts(request: HttpRequest, work: Work) -> HttpResponse:
    """Change the title and what lists say of it."""
    page = story_of(work, request.user)
    revision = page.get_latest_revision()
    me = my_part_in(work, request.user)
    parts = views_of(parts_in(revision))
    chosen = services.facts_in(revision)["listing_image"]
    form = _form(FactsForm, request, page, revision, me, piece="title", parts=parts, chosen=chosen)
    context = {
        "heading": _("Title and summary"),
        "way": way_of(work, page, me, here=TITLE, parts=parts),
    }
    return _ask(request, work, page, form, context=context, place=ABOUT)


@studio_view("GET", "HEAD", "POST")
def told(request: HttpRequest, work: Work) -> HttpResponse:
    """Say where a story happens and how it is told."""
    page = story_of(work, request.user)
    form = _form(ToldForm, request, page, page.get_latest_revision(), my_part_in(work, request.user), piece="place")
    return _ask(request, work, page, form, context={"heading": _("Where it happens, and how it is told")})


@studio_view("GET", "HEAD", "POST")
def warnings(request: HttpRequest, work: Work) -> HttpResponse:
    """Say what may be hard to read."""
    page = story_of(work, request.user)
    me = my_part_in(work, request.user)
    form = _form(WarningsForm, request, page, page.get_latest_revision(), me, piece="content_notes")
    return _ask(request, work, page, form, context={"heading": _("Before people read it")})


SCREENS: dict[str, Any] = {"facts": FactsForm, "told": ToldForm, "warnings": WarningsForm}


def screen_of(field: str) -> str:
    """Return the name of the screen on which a field out of FACTS is asked."""
    return next((name for name, form in SCREENS.items() if field in form.base_fields), "facts")


def _form(
    kind: Any, request: HttpRequest, page: Any, revision: Revision, me: Contributor, *, piece: str = "", **kwargs: Any
) -> Any:
    """Return a form with what the newest draft says; `piece` is the field whose holder is asked for, if it has one."""
    return kind(
        request.POST or None,
        language=page.locale.language_code,
        initial=services.facts_in(revision) | {"base": revision.pk},
        **asked_of_whom(me, page, piece),
        **kwargs,
    )


def _ask(
    request: HttpRequest, work: Work, page: Any, form: Any, *, context: dict[str, Any], place: str = ""
) -> HttpResponse:
    """Show or save a form; where somebody else changed the same meanwhile, show both.

    `place` is where its words wait until they are saved; empty for a form in which nothing is written.
    """
    asked = [name for name in services.FACTS if name in form.fields]
    context |= {
        "work": work,
        "form": form,
        "title": page.draft_title,
        "language": page.locale.language_code,
        "note": note_at(page, *asked),
    }
    if request.method != "POST" or not form.is_valid():
        if place:
            context |= put_back(request, work, form, place)
            context |= who_is_here(request, work, place)
        return render(request, "stories/studio/facts.html", context)
    data = form.cleaned_data
    wanted = {name: data[name] for name in asked}
    whose = whose_it_is(request, page, form)
    kept = services.save_facts(page=page, user=request.user, base=data["base"], facts=wanted, whose=whose)
    if place:
        is_saved(request, work, place)
    if kept.clashes:
        mine = _mine(page, wanted, kept) + ([("whose", whose.pk)] if whose else [])
        context |= {"clashes": _clashes(form, kept), "mine": mine, "base": kept.base}
        return render(request, "stories/studio/facts_both.html", context)
    messages.success(request, _("Saved. You can close this page and come back later."))
    return saved(to_work(work, request=request))


@studio_view("GET", "HEAD", "POST")
def touches(request: HttpRequest, work: Work) -> HttpResponse:
    """Ask what a story touches on; where somebody else answered too, theirs is shown, to choose once more."""
    page = story_of(work, request.user)
    form = _form(TouchesForm, request, page, page.get_latest_revision(), my_part_in(work, request.user))
    if request.method == "POST" and form.is_valid():
        whose = whose_it_is(request, page, form)
        facts = {"facets": form.cleaned_data["facets"]}
        base = form.cleaned_data["base"]
        kept = services.save_facts(page=page, user=request.user, base=base, facts=facts, whose=whose)
        if kept.clashes:
            theirs, mine = (listed(labels_of_facets(text)) or _("nothing") for text in kept.clashes["facets"])
            words = _("Somebody else chose too: %(theirs)s. You chose: %(mine)s. Please choose together, once more.")
            messages.warning(request, words % {"theirs": theirs, "mine": mine})
            return redirect(request.path)
        messages.success(request, _("Saved. You can close this page and come back later."))
        return saved(to_work(work, request=request))
    context = {
        "work": work,
        "form": form,
        "title": page.draft_title,
        "language": page.locale.language_code,
        "smallest": smallest_group(),
    }
    return render(request, "stories/studio/touches.html", context)


def _mine(page: Any, wanted: dict[str, Any], kept: services.SavedFacts) -> list[tuple[str, Any]]:
    """Return what the form sends that puts my words where theirs are now; all else stays as it is."""
    now = services.facts_in(Revision.objects.for_instance(page).get(pk=kept.base))
    values = {name: wanted[name] if name in kept.clashes else now[name] for name in wanted}
    return [(name, one) for name, value in values.items() for one in (value if isinstance(value, list) else [value])]


def _clashes(form: Any, kept: services.SavedFacts) -> list[dict[str, str]]:
    return [
        {
            "label": str(form.fields[name].label),
            "theirs": _in_words(form, name, theirs),
            "mine": _in_words(form, name, own),
        }
        for name, (theirs, own) in kept.clashes.items()
    ]


def _in_words(form: Any, name: str, value: Any) -> str:
    if name == "content_notes":
        return listed(labels_of(value))
    choices = dict(getattr(form.fields[name], "choices", []))
    if value in choices:
        return str(choices[value])
    if name == "listing_image":
        picture = Image.objects.filter(pk=value or 0).first()
        return picture.alt_text if picture else _("No picture")
    return str(value)
