"""Screens of the moderators' admin about pausing, lifting a pause, and answering who does not agree."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from accounts.roles import has_role
from consent.cascade import copies_of, family
from core.previews import preview_of
from moderation.appeals import answer, may_answer
from moderation.models import Pause
from moderation.page_views import tell
from moderation.pause_forms import AppealAnswerForm, PauseForm
from moderation.pausing import decline, lift, may_pause, pause, pauses_pages
from publishing.candidates import object_key
from publishing.errors import PublishBlocked
from publishing.models import Release
from publishing.selectors import is_shown


@require_http_methods(["GET", "HEAD", "POST"])
def pause_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for the ground and why, then pause one public page at once."""
    page: Any = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
    if not may_pause(request.user, page):
        raise PermissionDenied
    if not any(map(is_shown, family(page))):
        messages.warning(request, _("This is not public, so there is nothing to pause."))
        return redirect("moderation_public_pages")
    form = PauseForm(request.POST or None, page=page)
    if request.method == "POST" and form.is_valid():
        ground, reason = form.cleaned_data["ground"], form.cleaned_data["comment"]
        try:
            pause(page=page, by=request.user, ground=ground, reason=reason)
        except PublishBlocked as blocked:
            tell(request, blocked)
        else:
            messages.success(request, _("It is paused. Nobody can read it now, and those who made it have been told."))
        return redirect("moderation_paused")
    context = {"page": page, "form": form, "copies": [copied for copied in copies_of(page) if copied.live]}
    return render(request, "moderation/admin/pause.html", context)


@dataclass(frozen=True)
class Row:
    """A pause as one person may deal with it."""

    pause: Pause
    title: str
    language: str
    appeal: Any
    may_lift: bool
    may_answer: bool
    is_late: bool


def _rows(user: Any) -> list[Row]:
    """Return the pauses that stand, those with an appeal first. The title shows to whoever may deal with it."""
    now = timezone.now()
    standing = Pause.objects.exclude(state=Pause.State.ENDED).select_related("by", "appeal").order_by("pk")
    pages = Page.objects.filter(pk__in=[one.page_id for one in standing]).select_related("locale").specific()
    found: dict[int, Any] = {page.pk: page for page in pages}
    paused = set(
        Release.objects.filter(state=Release.State.PAUSED, object_id__in=[str(pk) for pk in found])
        .filter(content_type=object_key(Page())["content_type"])
        .values_list("object_id", flat=True)
    )
    rows = [_row(one, found[one.page_id or 0], user, now) for one in standing if str(one.page_id) in paused]
    return sorted(rows, key=lambda row: (row.appeal is None, row.appeal.due_at if row.appeal else row.pause.created_at))


def _row(one: Pause, page: Any, user: Any, now: Any) -> Row:
    open_appeal = getattr(one, "appeal", None)
    if open_appeal is not None and open_appeal.outcome:
        open_appeal = None
    deals, answers = may_pause(user, page), open_appeal is not None and may_answer(user, one, page)
    return Row(
        pause=one,
        title=page.title if deals else "",
        language=page.locale.language_code,
        appeal=open_appeal,
        may_lift=deals,
        may_answer=answers,
        is_late=open_appeal is not None and open_appeal.is_late(now),
    )


@require_safe
def paused(request: HttpRequest) -> HttpResponse:
    """List what is paused, and who does not agree."""
    if not pauses_pages(request.user):
        raise PermissionDenied
    return render(request, "moderation/admin/paused.html", {"rows": _rows(request.user)})


def _pause_to_deal_with(request: HttpRequest, pause_id: int) -> tuple[Pause, Any]:
    found = get_object_or_404(Pause.objects.select_related("by", "appeal"), pk=pause_id)
    page = Page.objects.filter(pk=found.page_id).first()
    if page is None or not may_pause(request.user, page.specific):
        raise PermissionDenied
    return found, page.specific


@require_http_methods(["GET", "HEAD", "POST"])
def appeal_answer(request: HttpRequest, pause_id: int) -> HttpResponse:
    """Show why it was paused and what those who made it say, and take the answer of somebody who had no part in it."""
    found, page = _pause_to_deal_with(request, pause_id)
    if not has_role(request.user, "moderator") or not may_answer(request.user, found, page):
        raise PermissionDenied
    open_appeal = getattr(found, "appeal", None)
    if open_appeal is None or open_appeal.outcome:
        messages.warning(request, _("This has been answered already. Nothing was changed."))
        return redirect("moderation_paused")
    form = AppealAnswerForm(request.POST or None, page=page)
    if request.method == "POST" and form.is_valid():
        lifted, words = form.cleaned_data["outcome"] == "lifted", form.cleaned_data["comment"]
        return _do(request, lambda: answer(pause=found, by=request.user, lifted=lifted, words=words))
    context = {"page": page, "pause": found, "appeal": open_appeal, "form": form}
    return render(request, "moderation/admin/appeal.html", context)


@require_safe
def paused_words(request: HttpRequest, pause_id: int) -> HttpResponse:
    """Show what was public before it was paused, to whoever may lift the pause. Raises Http404 where it is gone.

    It leads back to the appeal, for whoever answers it, or to the list of what is paused.
    """
    found, page = _pause_to_deal_with(request, pause_id)
    release = Release.objects.filter(**object_key(page), state=Release.State.PAUSED).last()
    if release is None or release.revision is None:
        raise Http404
    appeal = getattr(found, "appeal", None)
    back_to, label = reverse("moderation_paused"), _("Back to what is paused")
    if appeal is not None and not appeal.outcome and may_answer(request.user, found, page):
        back_to, label = reverse("moderation_appeal_answer", args=[found.pk]), _("Back to what they say")
    return preview_of(release.revision.as_object(), request, back_to=back_to, label=label)


@require_POST
def lift_pause(request: HttpRequest, pause_id: int) -> HttpResponse:
    """End a pause."""
    found, _page = _pause_to_deal_with(request, pause_id)
    return _do(request, lambda: lift(pause=found, by=request.user))


@require_POST
def stays_down(request: HttpRequest, pause_id: int) -> HttpResponse:
    """Say that it stays down as it is."""
    found, _page = _pause_to_deal_with(request, pause_id)
    return _do(request, lambda: decline(pause=found, by=request.user))


def _do(request: HttpRequest, deed: Callable[[], list[str] | None]) -> HttpResponse:
    try:
        in_the_way = deed()
    except PublishBlocked as blocked:
        tell(request, blocked)
    else:
        messages.success(request, _("Done. Those who made it have been told."))
        for sentence in in_the_way or []:
            messages.warning(request, _("It stays hidden for now: %(why)s") % {"why": sentence})
    return redirect("moderation_paused")
