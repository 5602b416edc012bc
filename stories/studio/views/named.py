"""How somebody is named: asked of them, behind their own link, or through a trainer who writes it down."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from authorship.models import Contributor, Work
from authorship.services import choose_credit
from stories.studio.access import my_part_in, page_of, studio_view
from stories.studio.forms import NamedForm
from stories.studio.in_other_languages import translations_of
from stories.studio.progress import NAMED, way_of, where_next
from stories.studio.selectors import pages_of_work, states_of


@studio_view("GET", "HEAD", "POST", shown_too=True)
def named(request: HttpRequest, work: Work) -> HttpResponse:
    """Let somebody choose how this work names them, and nobody else."""
    me = my_part_in(work, request.user)
    page = page_of(work)
    context = {
        "base": "stories/studio/work_base.html",
        "work": work,
        "title": page.draft_title,
        "way": way_of(work, page, me, here=NAMED),
    }
    return ask_how_named(request, me, context, back=reverse("studio:work", args=[work.pk]))


def ask_how_named(request: HttpRequest, somebody: Contributor, context: dict[str, Any], *, back: str) -> HttpResponse:
    """Ask how a work names `somebody`, and keep it; `context` is what their frame needs, `back` where it leads.

    With `person` in the context it is somebody else who writes it down for them.
    """
    made_up = somebody.credit_name if somebody.credit == Contributor.Credit.MADE_UP_NAME else ""
    initial = {"credit": somebody.credit, "credit_name": made_up}
    form = NamedForm(request.POST or None, contributor=somebody, initial=initial)
    if request.method == "POST" and form.is_valid():
        before = (somebody.credit, somebody.credit_name)
        choose_credit(contributor=somebody, **form.cleaned_data)
        if (somebody.credit, somebody.credit_name) != before:
            messages.success(request, _saved(for_another="person" in context))
        if context.get("way") is None:
            return redirect(back)
        return redirect(where_next(somebody.work, somebody, later="later" in request.POST))
    people = list(somebody.work.contributors.select_related("person"))
    work = somebody.work
    states = states_of(pages_of_work(work), people, somebody, translations_of(work)).values()
    more = {
        "form": form,
        "back": back,
        "is_waiting": any(state.key in ("waiting_for_ok", "waiting_for_others") for state in states),
        "is_shown": any(state.is_shown for state in states),
    }
    return render(request, "stories/studio/named.html", {**context, **more})


def _saved(*, for_another: bool) -> str:
    return _("Saved. That is how they will be named.") if for_another else _("Saved. That is how you will be named.")
