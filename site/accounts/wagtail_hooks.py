"""People in the admin: who they are and which training they have done."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from accounts.models import Person
from accounts.policies import RolePagePolicy

register_permission_policy(Page, RolePagePolicy(Page))


class PersonEditView(EditView):
    """Notes who recorded somebody's training."""

    def save_instance(self):
        """Save, with the name of whoever filled in the date."""
        if "responsible_storytelling_on" in self.form.changed_data:
            self.form.instance.training_recorded_by = self.request.user
        return super().save_instance()


class PersonViewSet(SnippetViewSet):
    """People, by name."""

    model = Person
    icon = "user"
    menu_label = _("People")
    add_to_admin_menu = True
    list_display = ["name", "responsible_storytelling_on"]
    search_fields = ["name"]
    edit_view_class = PersonEditView
    panels = [FieldPanel("name"), FieldPanel("contact"), FieldPanel("responsible_storytelling_on")]


register_snippet(PersonViewSet)


@hooks.register("construct_page_chooser_queryset")
def choose_among_public_pages(pages, request):
    """Other people's drafts do not show in the page chooser."""
    from publishing.selectors import released

    return released(pages)
