"""Deciding whether people can still tell who left a joint work: for a moderator who takes no part in it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Page, Revision

from consent.looking import last_answer, looks_that_wait, may_rule
from consent.models import LeaverLook
from core.previews import preview_of
from moderation.forms import WhatShowsThemForm
from moderation.leavers import decide


def _look_for(user: Any, look_id: int) -> LeaverLook:
    """Return what waits for such a decision. Raises Http404 or PermissionDenied."""
    look = get_object_or_404(LeaverLook.objects.select_related("contributor__work__page"), pk=look_id)
    if not may_rule(user, look):
        raise PermissionDenied
    return look


@require_safe
def words(request: HttpRequest, look_id: int) -> HttpResponse:
    """Show the version that it is about, as a reader would see it. Raises PermissionDenied."""
    look = _look_for(request.user, look_id)
    if look not in looks_that_wait(timezone.now()):
        raise PermissionDenied
    page: Any = get_object_or_404(Revision, pk=look.revision_id).as_object()
    back_to = reverse("moderation_leaver", args=[look.pk])
    answer = preview_of(page, request, back_to=back_to, label=_("Back to the question"))
    add_never_cache_headers(answer)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def decide_about_leaver(request: HttpRequest, look_id: int) -> HttpResponse:
    """Ask, and keep what this moderator finds. Raises PermissionDenied."""
    look = _look_for(request.user, look_id)
    if look not in looks_that_wait(timezone.now()):
        messages.warning(request, _("This does not wait any more. Nothing was changed."))
        return redirect("moderation_public_pages")
    finding = request.POST.get("finding")
    page = Page.objects.get(pk=look.page_id).specific
    form = WhatShowsThemForm(request.POST if finding == "recognisable" else None, page=page)
    if finding == "not_recognisable" or form.is_valid():
        says = {"words": form.cleaned_data["comment"], "place": form.cleaned_data["place"]} if form.is_bound else {}
        decide(look=look, by=request.user, recognisable=form.is_bound, **says)
        messages.success(request, _("Thank you. Whoever left and those who made it have been told."))
        return redirect("moderation_public_pages")
    context = {"look": look, "objects": last_answer(look) is not None, "form": form}
    return render(request, "moderation/admin/leaver.html", context)
