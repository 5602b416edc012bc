"""The screens on which a trainer brings a plan, and reads what we made of it."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from core.answers import private
from learning.models import BroughtPlan
from learning.plans.bringing_in import bring_in, may_bring_to
from learning.plans.opening import MOST_BYTES, CannotRead


class PlanFileForm(forms.Form):
    """The file with a plan."""

    plan = forms.FileField(
        label=_("Your plan"),
        help_text=_("A Word file (.docx) or a Markdown file (.md), with the plan of one session."),
        widget=forms.FileInput(attrs={"accept": ".docx,.md,.markdown,.txt"}),
        error_messages={
            "required": _("Please choose a file first."),
            "empty": _("There is nothing in this file. Please look whether it is the right one."),
        },
        allow_empty_file=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for a file, and make a draft of it below a module or programme."""
    parent = get_object_or_404(Page, pk=page_id).specific
    if not may_bring_to(parent, request.user):
        raise PermissionDenied
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PlanFileForm(*sent)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["plan"]
        try:
            # One byte more than may be tells a file that is too big, whatever it says of itself.
            session = bring_in(parent=parent, user=request.user, name=file.name, content=file.read(MOST_BYTES + 1))
            return redirect("brought_plan", session.pk)
        except CannotRead as reason:
            form.add_error("plan", str(reason))
    return private(render(request, "learning/admin/bring_plan.html", {"parent": parent, "form": form}))


@require_http_methods(["GET", "HEAD"])
def report(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what was understood of a plan and what was not, to those who may edit the session."""
    brought: Any = get_object_or_404(BroughtPlan.objects.select_related("session"), session=page_id)
    if not brought.session.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return private(
        render(request, "learning/admin/brought_plan.html", {"brought": brought, "session": brought.session})
    )
