"""Screens about complaints on personal data: what is open, how many days are left, and answering."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from moderation.complaints import answer_complaint, complaints_for, look_into, may_read_complaints
from moderation.models import DataComplaint
from moderation.page_views import tell
from moderation.report_forms import ComplaintAnswerForm
from publishing.errors import PublishBlocked

ROWS_ON_A_SCREEN = 25
SOON = 7


def _with_days(complaints: Any) -> list[tuple[DataComplaint, int]]:
    today = timezone.localdate()
    return [(complaint, complaint.days_left(today)) for complaint in complaints]


@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    """List complaints, open ones first, each with the days that are left."""
    if not may_read_complaints(request.user):
        raise PermissionDenied
    shown = Paginator(complaints_for(request.user), ROWS_ON_A_SCREEN).get_page(request.GET.get("p"))
    context = {"page_of_rows": shown, "rows": _with_days(shown), "soon": SOON}
    return render(request, "moderation/admin/complaints.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request: HttpRequest, complaint_id: int) -> HttpResponse:
    """Show one complaint, and take the answer or that somebody looks into it."""
    if not may_read_complaints(request.user):
        raise PermissionDenied
    found = get_object_or_404(DataComplaint.objects.select_related("handled_by"), pk=complaint_id)
    if request.method == "POST" and request.POST.get("do") == "look":
        look_into(complaint=found, by=request.user)
        messages.success(request, _("The others see that you are looking into it."))
        return redirect("moderation_complaint", found.pk)
    form = ComplaintAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_complaint(complaint=found, by=request.user, **form.cleaned_data)
        except PublishBlocked as blocked:
            tell(request, blocked)
        else:
            messages.success(request, _("Answered. Whoever complained is told, where they left an address."))
        return redirect("moderation_complaints")
    days = found.days_left(timezone.localdate())
    return render(request, "moderation/admin/complaint.html", {"complaint": found, "form": form, "days": days})
