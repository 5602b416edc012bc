"""Whom to tell something that no email can: on the first screen of whoever can reach them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from consent.telling import NOT_WAITING, people_to_tell, say_told, words_of
from core.admin import AdminPanel


class TellPanel(AdminPanel):
    """Whom this person is to tell something, what to say, and how to reach them."""

    name = "people_to_tell"
    template_name = "moderation/admin/tell_panel.html"
    order = 96

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """List them, oldest first."""
        return {"tasks": [(task, words_of(task)) for task in people_to_tell(parent_context["request"].user)]}


@require_POST
def told(request: HttpRequest, task_id: int) -> HttpResponse:
    """Tick off what somebody has said to them."""
    try:
        say_told(task_id=task_id, by=request.user)
    except PermissionDenied:
        messages.warning(request, NOT_WAITING)
    else:
        messages.success(request, _("Thank you for telling them."))
    return redirect("wagtailadmin_home")
