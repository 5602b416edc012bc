"""The moderators' queue: what waits, and who looks at what."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from accounts.roles import has_role
from moderation import claims
from moderation.page_views import tell
from moderation.queue import Row, queue_for
from moderation.remarks import add_remark, may_read_remarks, newest_remarks, remarks_about
from publishing.errors import PublishBlocked

ROWS_ON_A_SCREEN = 50
SHOWN = {
    "": gettext_lazy("Everything"),
    "mine": gettext_lazy("What I am looking at"),
    "nobody": gettext_lazy("What nobody is looking at"),
    "late": gettext_lazy("Late"),
    "serious": gettext_lazy("Serious"),
    "notes": gettext_lazy("With content notes"),
    "no_notes": gettext_lazy("Without content notes"),
}


def _only_moderators(request: HttpRequest) -> None:
    if not has_role(request.user, "moderator"):
        raise PermissionDenied


def _fits(row: Row, show: str, language: str) -> bool:
    if language and row.language_code != language:
        return False
    return {
        "mine": row.is_mine,
        "nobody": row.claim is None and row.may_check,
        "late": row.is_late,
        "serious": row.is_serious,
        "notes": bool(row.content_notes),
        "no_notes": row.may_check and not row.content_notes,
    }.get(show, True)


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List what waits, oldest first."""
    _only_moderators(request)
    show, language = request.GET.get("show", ""), request.GET.get("language", "")
    rows = queue_for(request.user)
    languages = sorted({(row.language_code, row.language) for row in rows})
    fitting = [row for row in rows if _fits(row, show, language)]
    context: dict[str, Any] = {
        "rows": Paginator(fitting, ROWS_ON_A_SCREEN).get_page(request.GET.get("p")),
        "show": show,
        "shown": SHOWN,
        "language": language,
        "languages": languages,
        "is_filtered": bool(show or language),
    }
    return render(request, "moderation/admin/queue.html", context)


@require_POST
def claim(request: HttpRequest, check_id: int) -> HttpResponse:
    """Say that one looks at this."""
    _only_moderators(request)
    try:
        claims.claim(check_id=check_id, user=request.user)
    except PublishBlocked as blocked:
        tell(request, blocked)
    else:
        messages.success(request, _("The others see that you are looking at it. That ends by itself after a day."))
    return redirect("moderation_queue")


@require_POST
def let_go(request: HttpRequest, check_id: int) -> HttpResponse:
    """Let somebody else look at it."""
    _only_moderators(request)
    claims.let_go(check_id=check_id, user=request.user)
    messages.success(request, _("It is free for somebody else now."))
    return redirect("moderation_queue")


class RemarkForm(forms.Form):
    """A remark for those who check."""

    words = forms.CharField(
        label=gettext_lazy("What should the others who check know?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        error_messages={"required": gettext_lazy("Please write something first. Nothing is kept yet.")},
    )


@require_safe
def all_remarks(request: HttpRequest) -> HttpResponse:
    """List the newest remarks for safeguarding leads, without the title of any work."""
    if not has_role(request.user, "safeguarding"):
        raise PermissionDenied
    return render(request, "moderation/admin/all_remarks.html", {"remarks": newest_remarks(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: HttpRequest, about: int) -> HttpResponse:
    """Show what those who check wrote to each other about a page, without its title, and take another remark."""
    page = get_object_or_404(Page, pk=about)
    if not may_read_remarks(request.user, page):
        raise PermissionDenied
    form = RemarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_remark(page=page, by=request.user, words=form.cleaned_data["words"])
        messages.success(request, _("Kept. Those who made the work do not see it."))
        return redirect("moderation_remarks", page.pk)
    context = {"page_id": page.pk, "form": form, "remarks": remarks_about(page)}
    return render(request, "moderation/admin/remarks.html", context)
