"""Where advice stands in the editor, and how it is brought up to date while somebody writes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.panels import Panel
from wagtail.models import Page

from core.answers import private

HERE = "here"
"""What a panel is about that names who else is at the same module just now."""


class AdvicePanel(Panel):
    """Below a field: how it stands in the newest draft.

    `about` is the field's name, "reading" for all words, or HERE.
    """

    def __init__(self, about: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.about = about

    def clone_kwargs(self) -> dict[str, Any]:
        """Add what it is about."""
        return super().clone_kwargs() | {"about": self.about}

    class BoundPanel(Panel.BoundPanel):
        """The same, for one page."""

        template_name = "learning/admin/advice_panel.html"

        def is_shown(self) -> bool:
            """Only where something is saved."""
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the advice, and where to ask for it again."""
            about = self.panel.about
            address = reverse("learning_advice", args=[self.instance.pk])
            said = _others(self.instance, self.request) if about == HERE else self.instance.advice.get(about, [])
            more = {"about": about, "sentences": said, "address": address}
            return super().get_context_data(parent_context) | more


def _others(page: Any, request: HttpRequest) -> list[str]:
    from learning.here import others_at

    return others_at(page, request.user, timezone.now())


@require_safe
def advice(request: HttpRequest, page_id: int) -> HttpResponse:
    """Answer with all advice on the newest draft of a page, by field, and who else is there.

    Only to those who may edit it.
    """
    from learning.advice import advice_on
    from learning.models import LearningPage

    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, LearningPage):
        raise Http404
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return private(JsonResponse(advice_on(page.get_latest_revision_as_object()) | {HERE: _others(page, request)}))
