"""Steps that let copies out or take them away, still to be done or done: for those who look after the site."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from files.errors import in_plain_words
from moderation.pausing import pauses_pages
from publishing import registry
from publishing.models import FinishedStep, PendingStep

MOST_SHOWN = 50


@require_safe
def steps(request: HttpRequest) -> HttpResponse:
    """List what waits, with how often it was tried and what came of it, and what was done last. No title, no name."""
    if not pauses_pages(request.user):
        raise PermissionDenied
    pending = PendingStep.objects.select_related("content_type").order_by("pk")
    done = FinishedStep.objects.select_related("content_type").order_by("-done_at", "-pk")[:MOST_SHOWN]
    context = {
        "number": pending.count(),
        "pending": [
            {"row": row, "problem": in_plain_words(row.failure), **_about(row)} for row in pending[:MOST_SHOWN]
        ],
        "done": [{"row": row, **_about(row)} for row in done],
        "most": MOST_SHOWN,
    }
    return render(request, "moderation/admin/steps.html", context)


def _about(row: Any) -> dict[str, Any]:
    """Return what a step does and to what; a file has no number and its name says nothing."""
    says = {step.name: step.says for step in registry.take_down_steps} | {"files out": _("Let copies of files out")}
    numbered = row.object_id.isdecimal()
    return {
        "says": says.get(row.step) or row.step,
        "what": f"{row.content_type.name.capitalize()} {row.object_id}" if numbered else _("A file"),
    }
