"""Title, summary, place: what a story is called, and what lists say of it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.models import Revision

from authorship.models import Work
from core.content_notes import labels_of
from core.facets import labels_of_facets, smallest_group
from files.models import Image
from moderation.notes import note_at
from stories.studio import services
from stories.studio.access import my_part_in, studio_view
from stories.studio.forms import FactsForm, TouchesForm
from stories.studio.parts import parts_in, views_of
from stories.studio.progress import TITLE, way_of
from stories.studio.typing import asked_of_whom
from stories.studio.unsaved import ABOUT
from stories.studio.views.here import who_is_here
from stories.studio.views.parts import is_saved, put_back, saved, story_of, to_work, whose_it_is


@studio_view("GET", "HEAD", "POST")
def facts(request: HttpRequest, work: Work) -> HttpResponse:
    """Change the title and what goes with it; where somebody else did too, show both."""
    page = story_of(work, request.user)
    revision = page.get_latest_revision()
    now = services.facts_in(revision)
    parts = views_of(parts_in(revision))
    form = FactsForm(
        request.POST or None,
        language=page.locale.language_code,
        parts=parts,
        chosen=now["listing_image"],
        initial=now | {"base": revision.pk},
        **asked_of_whom(my_part_in(work, request.user), page, "title"),
    )
    context = {
        "work": work,
        "form": form,
        "title": page.draft_title,
        "language": page.locale.language_code,
        "note": note_at(page, *services.FACTS),
        "way": way_of(work, page, my_part_in(work, request.user), here=TITLE, parts=parts),
    }
    if request.method != "POST" or not form.is_valid():
        context |= put_back(request, work, form, ABOUT)
        context |= who_is_here(request, work, ABOUT)
        return render(request, "stories/studio/facts.html", context)
    data = form.cleaned_data
    wanted = {name: data[name] for name in services.FACTS if name in data}
    whose = whose_it_is(request, page, form)
    kept = services.save_facts(page=page, user=request.user, base=data["base"], facts=wanted, whose=whose)
    is_saved(request, work, ABOUT)
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
    revision = page.get_latest_revision()
    me = my_part_in(work, request.user)
    initial = {"facets": services.facts_in(revision)["facets"], "base": revision.pk}
    form = TouchesForm(request.POST or None, initial=initial, **asked_of_whom(me, page))
    if request.method == "POST" and form.is_valid():
        whose = whose_it_is(request, page, form)
        facts = {"facets": form.cleaned_data["facets"]}
        base = form.cleaned_data["base"]
        kept = services.save_facts(page=page, user=request.user, base=base, facts=facts, whose=whose)
        if kept.clashes:
            theirs, mine = (", ".join(labels_of_facets(text)) or _("nothing") for text in kept.clashes["facets"])
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


def _clashes(form: FactsForm, kept: services.SavedFacts) -> list[dict[str, str]]:
    return [
        {
            "label": str(form.fields[name].label),
            "theirs": _in_words(form, name, theirs),
            "mine": _in_words(form, name, own),
        }
        for name, (theirs, own) in kept.clashes.items()
    ]


def _in_words(form: FactsForm, name: str, value: Any) -> str:
    if name == "content_notes":
        return ", ".join(labels_of(value))
    choices = dict(getattr(form.fields[name], "choices", []))
    if value in choices:
        return str(choices[value])
    if name == "listing_image":
        picture = Image.objects.filter(pk=value or 0).first()
        return picture.alt_text if picture else _("No picture")
    return str(value)
