"""Screens about safeguarding flags: raising one about a page, and what leads read and do."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from accounts.roles import has_role
from core.previews import preview_of
from moderation.flags import act_on, flags_for, read_flag
from moderation.models import Flag
from moderation.page_views import tell
from moderation.report_forms import FlagActForm, FlagForm
from moderation.taking_part import whole_of
from publishing.errors import PublishBlocked

FLAGS_ON_A_SCREEN = 25


@require_http_methods(["GET", "HEAD", "POST"])
def raise_about_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take what worries somebody about a page whose title they may see: the admin's door has asked that."""
    page = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.save(request, page):
        messages.success(request, _("Thank you. The safeguarding leads have been told. You need do nothing else."))
        return redirect("wagtailadmin_home")
    return render(request, "moderation/admin/raise_flag.html", {"page": page, "form": form})


def _only_leads(request: HttpRequest) -> None:
    if not has_role(request.user, "safeguarding"):
        raise PermissionDenied


def _flag_for(request: HttpRequest, flag_id: int) -> Flag:
    """Return a flag, and write down that it was read. A lead who takes part does not learn that there is one."""
    _only_leads(request)
    found = get_object_or_404(flags_for(request.user).select_related("raised_by"), pk=flag_id)
    return read_flag(flag=found, by=request.user)


@require_safe
def flags(request: HttpRequest) -> HttpResponse:
    """List flags for safeguarding leads: open ones, or (`closed=1`) those that are closed. No words of any."""
    _only_leads(request)
    closed = request.GET.get("closed") == "1"
    found = flags_for(request.user)
    found = found.filter(state=Flag.State.CLOSED) if closed else found.exclude(state=Flag.State.CLOSED)
    shown = Paginator(found, FLAGS_ON_A_SCREEN).get_page(request.GET.get("p"))
    return render(request, "moderation/admin/flags.html", {"flags": shown, "closed": closed})


@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, flag_id: int) -> HttpResponse:
    """Show one flag to a lead, which is written down, and take what they do about it."""
    found = _flag_for(request, flag_id)
    page = Page.objects.filter(pk=found.page_id).first()
    whole: Any = whole_of(page) if page is not None else None
    form = FlagActForm(request.POST or None, page=whole)
    if request.method == "POST" and form.is_valid():
        return _act(request, found, form.cleaned_data)
    context = {"flag": found, "page": whole, "form": form, "readers": _readers(found)}
    return render(request, "moderation/admin/flag.html", context)


@require_safe
def flagged_words(request: HttpRequest, flag_id: int) -> HttpResponse:
    """Show the newest words of a flagged work to a lead, which is written down too. Raises Http404 without a work."""
    found = _flag_for(request, flag_id)
    page: Any = get_object_or_404(Page, pk=found.page_id).specific
    back_to = reverse("moderation_flag", args=[found.pk])
    return preview_of(page.get_latest_revision_as_object(), request, back_to=back_to, label=_("Back to the flag"))


def _act(request: HttpRequest, found: Flag, data: dict[str, Any]) -> HttpResponse:
    try:
        in_the_way = act_on(flag=found, by=request.user, act=data["act"], reason=data["comment"])
    except PublishBlocked as blocked:
        tell(request, blocked)
        return redirect("moderation_flag", found.pk)
    messages.success(request, _("Done. It is written down that you decided this."))
    for sentence in in_the_way:
        messages.warning(request, _("It stays hidden for now: %(why)s") % {"why": sentence})
    return redirect("moderation_flags")


def _readers(found: Flag) -> list[tuple[Any, Any]]:
    """Return who has read it and when, newest first; one query for the readings, one for the people."""
    readings = list(found.readings.order_by("-pk")[:20])
    people = get_user_model().objects.in_bulk({reading.by_id for reading in readings})
    return [(people.get(reading.by_id), reading.created_at) for reading in readings]
