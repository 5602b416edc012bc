"""Translators and language reviewers: what is theirs to do, how they are named, and giving it up."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from accounts.roles import has_role
from translation import services
from translation.forms import NameForm
from translation.lists import work_for
from translation.models import Assignment, NamedLanguage

Part = Assignment.Part


def _only_helpers(request: HttpRequest) -> None:
    if not has_role(request.user, *Part.values):
        raise PermissionDenied


def _my_assignment(request: HttpRequest, assignment_id: int) -> Assignment:
    """Return an assignment of whoever asks, ended or not. Raises Http404."""
    _only_helpers(request)
    user: Any = request.user
    mine = Assignment.everybody.filter(account=user).select_related("page__locale", "locale", "account")
    return get_object_or_404(mine, pk=assignment_id)


def _title(assignment: Assignment) -> str:
    """Return what the work is called in public; nothing of one that is not."""
    return assignment.page.title if assignment.page.live else ""


@require_safe
def my_translations(request: HttpRequest) -> HttpResponse:
    """List what this person translates and checks, and what they have done before."""
    _only_helpers(request)
    user: Any = request.user
    done = Assignment.everybody.filter(account=user, done_at__isnull=False, ended_at__isnull=False)
    context = {
        "mine": work_for(user),
        "done": done.select_related("page__locale", "locale"),
        "languages": NamedLanguage.objects.filter(account=user).select_related("locale"),
    }
    return render(request, "translation/admin/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Ask how somebody is named beside a translation."""
    assignment = _my_assignment(request, assignment_id)
    now = {"credit": assignment.credit, "made_up": assignment.credit_name}
    form = NameForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        services.choose_name(assignment=assignment, credit=chosen["credit"], made_up=chosen["made_up"], by=request.user)
        messages.success(request, _("Thank you. That is how you are named."))
        return redirect("translation_mine")
    context = {"assignment": assignment, "form": form, "title": _title(assignment)}
    return render(request, "translation/admin/name.html", context)


@require_POST
def give_up(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Hand back what one was given."""
    assignment = _my_assignment(request, assignment_id)
    services.give_up(assignment=assignment, by=request.user)
    messages.success(request, _("That is fine. What you wrote is kept, and somebody else goes on."))
    return redirect("translation_mine")


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, assignment_id: int) -> HttpResponse:
    """Ask once, then take one's translation back for good."""
    assignment = _my_assignment(request, assignment_id)
    if not assignment.translates:
        raise PermissionDenied
    if request.method == "POST":
        services.take_translation_back(assignment=assignment, by=request.user)
        messages.success(request, _("Your translation is gone. Nobody can read it, and nobody was told why."))
        return redirect("translation_mine")
    context = {"assignment": assignment, "title": _title(assignment)}
    return render(request, "translation/admin/take_back.html", context)
