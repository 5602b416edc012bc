"""What learning adds to the admin: advice while writing, and workshops with who comes to them."""

from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from authorship.models import AdaptedPage
from learning import adapting_admin, feedback_views, record_admin, workshop_admin
from learning.advice_panel import advice
from learning.lineage import note_copy
from learning.models import BroughtPlan, ModulePage, SessionPage, WorkshopPage
from learning.plans import views as plan_views
from learning.plans.bringing_in import may_bring_to
from learning.records import keeps_records


@hooks.register("register_admin_urls")
def addresses() -> list:
    """Addresses of our own screens."""
    return [
        path("learning/<int:page_id>/advice/", advice, name="learning_advice"),
        path("learning/<int:page_id>/adapt/", adapting_admin.adapt_module, name="adapt"),
        path("learning/<int:page_id>/original/", adapting_admin.original, name="original"),
        path("learning/<int:page_id>/bring-a-plan/", plan_views.bring, name="bring_plan"),
        path("learning/<int:page_id>/plan/", plan_views.report, name="brought_plan"),
        path("workshops/", workshop_admin.workshops, name="workshops"),
        path("workshops/<int:page_id>/people/", workshop_admin.people, name="workshop_people"),
        path("workshops/<int:page_id>/people/<int:sign_up_id>/off/", workshop_admin.take_off, name="workshop_take_off"),
        path("workshops/<int:page_id>/call-off/", workshop_admin.call_off, name="workshop_call_off"),
        path("training/", record_admin.training, name="training"),
        path("training/<int:page_id>/", record_admin.who_came, name="who_came"),
        path("training/<int:page_id>/feedback/", feedback_views.read_feedback, name="feedback"),
        path("training/people/", record_admin.people, name="trained_people"),
        path("training/people/<int:person_id>/", record_admin.person, name="trained_person"),
        path(
            "training/people/<int:person_id>/records/<int:record_id>/off/",
            record_admin.take_record_off,
            name="take_record_off",
        ),
        path("training/people/<int:person_id>/mentor/", record_admin.pair, name="pair_with_mentor"),
        path("training/mentoring/<int:mentoring_id>/end/", record_admin.end_mentoring, name="end_mentoring"),
        path(
            "training/people/<int:person_id>/badges/<int:badge_id>/off/",
            record_admin.take_badge_off,
            name="take_badge_off",
        ),
    ]


class ForTrainers(MenuItem):
    """What those need who run workshops and keep the record."""

    def is_shown(self, request: Any) -> bool:
        """Trainers and administrators."""
        return keeps_records(request.user)


@hooks.register("register_admin_menu_item")
def workshops_in_the_menu() -> MenuItem:
    """Add the list of workshops."""
    return ForTrainers(_("Workshops"), reverse("workshops"), name="workshops", icon_name="date", order=80)


@hooks.register("register_admin_menu_item")
def training_in_the_menu() -> MenuItem:
    """Add the training record."""
    return ForTrainers(_("Training record"), reverse("training"), name="training", icon_name="clipboard-list", order=85)


@hooks.register("register_page_header_buttons")
def who_comes(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """Lead from a workshop's editor to who comes."""
    if isinstance(page, WorkshopPage) and keeps_records(user):
        yield Button(_("Who comes"), url=reverse("workshop_people", args=[page.pk]), icon_name="group", priority=50)


@hooks.register("register_page_header_buttons")
def plans(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """Lead from a module or programme to bringing a plan to it, and from a session to what was made of its plan."""
    page = page.specific
    if may_bring_to(page, user):
        yield Button(_("Bring in a plan"), url=reverse("bring_plan", args=[page.pk]), icon_name="upload", priority=60)
    if isinstance(page, SessionPage) and BroughtPlan.objects.filter(session=page).exists():
        address = reverse("brought_plan", args=[page.pk])
        yield Button(_("What we made of your plan"), url=address, icon_name="upload", priority=60)


@hooks.register("register_page_header_buttons")
def adaptations(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """Lead from a public module to making one's own of it, and from one's own to what has changed in the original."""
    if not issubclass(page.specific_class, ModulePage):
        return
    if page.live and keeps_records(user):
        yield Button(_("Adapt this module"), url=reverse("adapt", args=[page.pk]), icon_name="copy", priority=70)
    if AdaptedPage.objects.filter(page=page.pk).exists() and page.permissions_for_user(user).can_edit():
        address = reverse("original", args=[page.pk])
        yield Button(_("What changed in the original"), url=address, icon_name="copy", priority=70)


@hooks.register("after_copy_page")
def note_where_it_comes_from(request: Any, page: Any, new_page: Any) -> None:
    """Remember of a copy of training whose words are in it."""
    note_copy(page, new_page)


@hooks.register("insert_editor_js")
def advice_that_follows() -> str:
    """Bring advice up to date while somebody writes."""
    return format_html('<script src="{}"></script>', static("js/advice.js"))
