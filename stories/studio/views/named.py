"""How do you want to be named?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from authorship.models import Contributor, Work
from authorship.services import choose_credit
from stories.studio.access import my_part_in, page_of, studio_view
from stories.studio.forms import NamedForm
from stories.studio.selectors import pages_of_work, states_of


@studio_view("GET", "HEAD", "POST", shown_too=True)
def named(request: HttpRequest, work: Work) -> HttpResponse:
    """Let somebody choose how this work names them, and nobody else."""
    me = my_part_in(work, request.user)
    made_up = me.credit_name if me.credit == Contributor.Credit.MADE_UP_NAME else ""
    form = NamedForm(request.POST or None, contributor=me, initial={"credit": me.credit, "credit_name": made_up})
    if request.method == "POST" and form.is_valid():
        before = (me.credit, me.credit_name)
        choose_credit(contributor=me, credit=form.cleaned_data["credit"], credit_name=form.cleaned_data["credit_name"])
        if (me.credit, me.credit_name) != before:
            messages.success(request, _("Saved. That is how you will be named."))
        return redirect("studio:work", work.pk)
    people = list(work.contributors.select_related("person"))
    states = states_of(pages_of_work(work), people, me).values()
    context = {
        "work": work,
        "form": form,
        "title": page_of(work).draft_title,
        "is_waiting": any(state.key in ("waiting_for_ok", "waiting_for_others") for state in states),
        "is_public": any(state.is_public for state in states),
    }
    return render(request, "stories/studio/named.html", context)
