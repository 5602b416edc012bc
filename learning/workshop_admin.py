"""Screens for those who run workshops: which there are, who comes, and calling one off."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from core.answers import private
from learning import signing_up
from learning.models import SignUp, WorkshopPage
from learning.records import keeps_records

STATES = SignUp.State


def _workshop(request: HttpRequest, page_id: int) -> WorkshopPage:
    """Return a workshop whose people this person may see. Raises PermissionDenied, Http404."""
    if not keeps_records(request.user):
        raise PermissionDenied
    return get_object_or_404(WorkshopPage, pk=page_id)


@require_safe
def workshops(request: HttpRequest) -> HttpResponse:
    """List the workshops that are not forgotten yet, with how many come. The cost does not grow with the list."""
    if not keeps_records(request.user):
        raise PermissionDenied
    kept = timezone.now() - timedelta(days=signing_up.KEPT_DAYS)
    counts = {state.value: Count("sign_ups", filter=Q(sign_ups__state=state)) for state in STATES}
    rows = WorkshopPage.objects.filter(ends_at__gt=kept).order_by("starts_at", "pk").annotate(**counts)
    return private(render(request, "learning/admin/workshops.html", {"workshops": rows}))


@require_safe
def people(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show who comes to one workshop, who waits, and what they need; to read or to print."""
    workshop = _workshop(request, page_id)
    rows = list(workshop.sign_ups.order_by("confirmed_at", "pk"))
    groups = [(state.label, [row for row in rows if row.state == state]) for state in (STATES.GOING, STATES.WAITING)]
    context = {
        "workshop": workshop,
        "groups": groups,
        "unanswered": sum(row.state == STATES.ASKED for row in rows),
        "may_call_off": workshop.live and not workshop.is_over,
    }
    return private(render(request, "learning/admin/people.html", context))


@require_POST
def take_off(request: HttpRequest, page_id: int, sign_up_id: int) -> HttpResponse:
    """Take somebody off the list who said so in another way than by their link."""
    workshop = _workshop(request, page_id)
    signing_up.cancel(get_object_or_404(workshop.sign_ups, pk=sign_up_id))
    messages.success(request, _("They are off the list. A free place goes to whoever has waited longest."))
    return redirect("workshop_people", workshop.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask once more, then take the workshop down and tell everybody who signed up."""
    workshop = _workshop(request, page_id)
    if not workshop.live:
        messages.warning(request, _("This workshop is not public, so there is nothing to call off."))
        return redirect("workshops")
    if request.method == "POST":
        told = signing_up.call_off(workshop=workshop, by=request.user)
        words = ngettext(
            "It is called off, and %(count)s person has been told by email.",
            "It is called off, and %(count)s people have been told by email.",
            told,
        )
        messages.success(request, words % {"count": told})
        return redirect("workshops")
    told = workshop.sign_ups.exclude(state=STATES.ASKED).count()
    return private(render(request, "learning/admin/call_off.html", {"workshop": workshop, "told": told}))
