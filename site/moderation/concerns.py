"""Concerns in the admin: read by moderators and safeguarding leads, changed by nobody but for their state."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from core.admin import NotesWhoChanged
from moderation.models import Concern


class ConcernEditView(NotesWhoChanged, EditView):
    """Reads one concern and says how far it is."""

    noted = ("state", "handled_by")
    decision = "concern"


class ConcernViewSet(SnippetViewSet):
    """What readers are worried about, oldest first."""

    model = Concern
    icon = "warning"
    menu_label = _("Concerns")
    menu_order = 120
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    edit_view_class = ConcernEditView
    list_display = ["reference", "state", "about", "created_at", "handled_by"]
    list_filter = ["state"]
    search_fields = ["reference", "about"]
    ordering = ["created_at"]
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("words", read_only=True),
                FieldPanel("about", read_only=True),
                FieldPanel("contact", read_only=True),
                FieldPanel("created_at", read_only=True),
            ],
            heading=_("What they wrote"),
        ),
        MultiFieldPanel(
            [FieldPanel("state"), FieldPanel("handled_by", read_only=True)],
            heading=_("How far it is"),
        ),
    ]

    def get_queryset(self, request: Any) -> Any:
        """All of them, each with whoever deals with it."""
        return Concern.objects.select_related("handled_by").order_by("created_at")
