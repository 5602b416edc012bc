"""What learning adds to the admin: advice while writing, and workshops with who comes to them."""

from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from learning import workshop_admin
from learning.advice_panel import advice
from learning.models import WorkshopPage


@hooks.register("register_admin_urls")
def addresses() -> list:
    """Addresses of our own screens."""
    return [
        path("learning/<int:page_id>/advice/", advice, name="learning_advice"),
        path("workshops/", workshop_admin.workshops, name="workshops"),
        path("workshops/<int:page_id>/people/", workshop_admin.people, name="workshop_people"),
        path("workshops/<int:page_id>/people/<int:sign_up_id>/off/", workshop_admin.take_off, name="workshop_take_off"),
        path("workshops/<int:page_id>/call-off/", workshop_admin.call_off, name="workshop_call_off"),
    ]


class WorkshopsMenuItem(MenuItem):
    """Workshops, for those who run them."""

    def is_shown(self, request: Any) -> bool:
        """Trainers and administrators."""
        return workshop_admin.runs_workshops(request.user)


@hooks.register("register_admin_menu_item")
def workshops_in_the_menu() -> MenuItem:
    """Add the list of workshops."""
    return WorkshopsMenuItem(_("Workshops"), reverse("workshops"), name="workshops", icon_name="date", order=80)


@hooks.register("register_page_header_buttons")
def who_comes(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """Lead from a workshop's editor to who comes."""
    if isinstance(page, WorkshopPage) and workshop_admin.runs_workshops(user):
        yield Button(_("Who comes"), url=reverse("workshop_people", args=[page.pk]), icon_name="group", priority=50)


@hooks.register("insert_editor_js")
def advice_that_follows() -> str:
    """Bring advice up to date while somebody writes."""
    return format_html('<script src="{}"></script>', static("js/advice.js"))
