"""Consent in the admin: the way from a person to erasing them."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.action_menu import ActionMenuItem

from accounts.models import Person
from consent import views
from consent.rights import may_erase


@hooks.register("register_admin_urls")
def consent_addresses() -> list[URLPattern]:
    """Addresses of our own screens."""
    return [path("people/<int:person_id>/erase/", views.erase, name="consent_erase")]


class EraseMenuItem(ActionMenuItem):
    """Leads from a person to the screen that erases them."""

    name = "erase"
    label = _("Erase this person")
    icon_name = "bin"

    def is_shown(self, context: Any) -> bool:
        """Administrators, of everybody but themselves."""
        person = context.get("instance")
        return context["view"] == "edit" and may_erase(context["request"].user, person)

    def get_url(self, context: Any) -> str:
        """The screen that says what erasing means."""
        return reverse("consent_erase", args=[context["instance"].pk])


@hooks.register("register_snippet_action_menu_item")
def erase_in_the_menu(model: type) -> ActionMenuItem | None:
    """Add it to people only."""
    return EraseMenuItem(order=200) if model is Person else None
