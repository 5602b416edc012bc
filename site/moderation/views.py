"""Screens of the moderators' admin: what is public, and taking it down."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from accounts.roles import has_role
from authorship.models import Work
from consent.looking import looks_that_wait, may_rule
from consent.services import let_it_be_shown_again, works_that_wait
from moderation.forms import ReasonForm
from moderation.taking_down import may_take_down, take_down_for_a_reason
from publishing.selectors import pending_steps, released

PAGES_ON_A_SCREEN = 25


class TakeDownForm(ReasonForm):
    """A reason that everybody who made it reads, by email too, and so quotes no word of the story."""

    comment = forms.CharField(
        label=gettext_lazy("Why does it come down?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Everybody who made it reads this, and it goes out by email too: do not copy words out of the story."
        ),
        error_messages={"required": gettext_lazy("Please say why. The people who made it need to know.")},
    )


@require_safe
def public_pages(request: HttpRequest) -> HttpResponse:
    """List what the public can read now, newest first, each with a way to take it down."""
    if not may_take_down(request.user):
        raise PermissionDenied
    words = request.GET.get("q", "").strip()[:200]
    pages = released(Page.objects.filter(depth__gt=2)).select_related("locale", "content_type")
    if words:
        pages = pages.filter(title__icontains=words)
    paginator = Paginator(pages.order_by("-last_published_at", "-pk"), PAGES_ON_A_SCREEN)
    context = {
        "pages": paginator.get_page(request.GET.get("p")),
        "query": words,
        "pending": pending_steps(),
        "leavers": [look for look in looks_that_wait(timezone.now()) if may_rule(request.user, look)],
        "waiting": works_that_wait() if has_role(request.user, "moderator") else [],
    }
    return render(request, "moderation/admin/public_pages.html", context)


@require_POST
def had_a_look(request: HttpRequest, work_id: int) -> HttpResponse:
    """Let a work that was hidden several times be shown again. Raises PermissionDenied for who takes part in it."""
    let_it_be_shown_again(work=get_object_or_404(Work, pk=work_id), by=request.user)
    messages.success(request, _("Thank you. Those who made it have been told, and can show it again."))
    return redirect("moderation_public_pages")


@require_http_methods(["GET", "HEAD", "POST"])
def take_down_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask why, then take one public page down at once."""
    if not may_take_down(request.user):
        raise PermissionDenied
    page: Any = get_object_or_404(Page, pk=page_id, depth__gt=1)
    if not page.live:
        messages.warning(request, _("This is not public, so there is nothing to take down."))
        return redirect("moderation_public_pages")
    page = page.specific
    form = TakeDownForm(request.POST or None, page=page)
    if request.method == "POST" and form.is_valid():
        take_down_for_a_reason(page=page, by=request.user, reason=form.cleaned_data["comment"])
        messages.success(request, _("It is down. Nobody can read it any more, and those who made it have been told."))
        return redirect("moderation_public_pages")
    return render(request, "moderation/admin/take_down.html", {"page": page, "form": form})
