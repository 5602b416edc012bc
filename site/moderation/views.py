"""Screens of the moderators' admin: what is public."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from accounts.roles import has_role
from authorship.models import Work, is_work
from authorship.selectors import works_for
from consent.services import let_it_be_shown_again
from moderation.leavers import looks_for
from moderation.pausing import pauses_pages
from moderation.selectors import hidden_often_for
from publishing.selectors import pending_steps, released

PAGES_ON_A_SCREEN = 25


@require_safe
def public_pages(request: HttpRequest) -> HttpResponse:
    """List what the public can read now, newest first, each with a way to pause it."""
    if not pauses_pages(request.user):
        raise PermissionDenied
    words = request.GET.get("q", "").strip()[:200]
    pages = released(Page.objects.filter(depth__gt=2)).select_related("locale", "content_type")
    if words:
        pages = pages.filter(title__icontains=words)
    paginator = Paginator(pages.order_by("-last_published_at", "-pk"), PAGES_ON_A_SCREEN)
    shown = paginator.get_page(request.GET.get("p"))
    context = {
        "pages": shown,
        "may_pause": _what_may_be_paused(request.user, shown),
        "query": words,
        "pending": pending_steps(),
        "leavers": looks_for(request.user),
        "waiting": hidden_often_for(request.user),
    }
    return render(request, "moderation/admin/public_pages.html", context)


def _what_may_be_paused(user: Any, pages: Iterable[Page]) -> set[int]:
    """Return the ids of those of these pages that `user` may pause; a part of a work shows where it is asked."""
    mine = set(works_for(user).values_list("page", flat=True))
    if has_role(user, "moderator"):
        return {page.pk for page in pages if page.pk not in mine}
    return {page.pk for page in pages if not is_work(page.specific_class)}


@require_POST
def had_a_look(request: HttpRequest, work_id: int) -> HttpResponse:
    """Let a work that was hidden several times be shown again. Raises PermissionDenied for who takes part in it."""
    let_it_be_shown_again(work=get_object_or_404(Work, pk=work_id), by=request.user)
    messages.success(request, _("Thank you. Those who made it have been told, and can show it again."))
    return redirect("moderation_public_pages")
