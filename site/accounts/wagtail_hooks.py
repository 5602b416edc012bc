"""People in the admin: who they are and which training they have done. And what nobody changes there."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, Task, Workflow
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSet

from accounts import group_admin, sheet_admin  # noqa: F401
from accounts.models import Person
from accounts.policies import NobodyPolicy, RolePagePolicy
from core.admin import NotesWhoChanged

register_permission_policy(Page, RolePagePolicy(Page))
# A disabled task or an empty workflow would let a work through unread.
register_permission_policy(Workflow, NobodyPolicy(Workflow))
register_permission_policy(Task, NobodyPolicy(Task))

LOOKS_AFTER_PEOPLE = "accounts.add_person"
WHO_RECORDED = ("responsible_storytelling_on", "training_recorded_by")


class PersonCreateView(NotesWhoChanged, CreateView):
    """Adds a person."""

    noted = WHO_RECORDED
    decision = "training"


class PersonEditView(NotesWhoChanged, EditView):
    """Changes a person. Who does not look after people changes the date of their training only."""

    noted = WHO_RECORDED
    decision = "training"


class PersonViewSet(SnippetViewSet):
    """People, by name. Contact details show only to those who look after people."""

    model = Person
    icon = "user"
    menu_label = _("People and training")
    menu_order = 300
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["name", "responsible_storytelling_on"]
    list_filter = ["responsible_storytelling_on"]
    search_fields = ["name"]
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    panels = [
        FieldPanel("name", permission=LOOKS_AFTER_PEOPLE),
        FieldPanel("contact", permission=LOOKS_AFTER_PEOPLE),
        FieldPanel("responsible_storytelling_on"),
    ]


register_snippet(PersonViewSet)


@hooks.register("construct_page_chooser_queryset")
def choose_among_public_pages(pages: Any, request: Any) -> Any:
    """Other people's drafts do not show in the page chooser."""
    from publishing.selectors import released

    # By number, since the search can filter by little else.
    return pages.filter(pk__in=released(Page.objects.all()).values("pk"))
