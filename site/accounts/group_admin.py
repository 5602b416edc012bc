"""Where trainers and administrators look after reporter groups: what each is called, and who is in it."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.models import ReporterGroup, User
from accounts.roles import accounts_with_any_role


class MembersField(forms.ModelMultipleChoiceField):
    """Asks which accounts are in a group, by the names of their people."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name of a person and what tells them from another of that name; nobody's email address."""
        name = obj.person.name if hasattr(obj, "person") and obj.person.name else obj.get_short_name()
        if obj.sign_in_name and obj.sign_in_name != name:
            return gettext("%(name)s, signs in as “%(as)s”") % {"name": name, "as": obj.sign_in_name}
        return gettext("%(name)s, here since %(day)s") % {"name": name, "day": date_format(obj.date_joined, "j E Y")}


class ReporterGroupForm(WagtailAdminModelForm):
    """A name, and everybody in it."""

    members = MembersField(
        label=_("Who is in it"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever you add can read what the group has been shown before, too. Ask the group first."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = accounts_with_any_role()

    class Meta:
        labels = {"name": _("What the group is called")}
        help_texts = {"name": _("Only its members, trainers and moderators see this. Name no place of safety.")}


class ReporterGroupViewSet(SnippetViewSet):
    """Reporter groups, by name."""

    model = ReporterGroup
    icon = "group"
    menu_label = _("Reporter groups")
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["name"]
    search_fields = ["name"]
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("members")], base_form_class=ReporterGroupForm)


register_snippet(ReporterGroupViewSet)
