"""The moderators' admin: a short menu, plain words, no way to publish or unpublish by a button."""

from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    UnpublishMenuItem,
)
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from accounts.roles import has_role
from authorship.selectors import works_for
from moderation import leaver_views, proofs, queue_views, views
from moderation.concerns import ConcernViewSet
from moderation.page_views import OurPageViewSet
from moderation.panels import ConcernsPanel, MyWorksPanel, WaitingPanel
from moderation.queue import how_many_wait
from moderation.taking_down import LOG_ACTION, may_take_down

register_snippet(ConcernViewSet)

# A short menu: what is left out stays where it is, for those who may open it.
NOT_IN_THE_MENU = {"reports", "help", "snippets", "workflows", "workflow-tasks", "sites", "locales"}
NOT_ON_THE_FIRST_SCREEN = {
    "user_objects_in_workflow_moderation",
    "workflow_objects_to_moderate",
    "recent_edits",
    "locked_pages",
}


@hooks.register("register_admin_viewset")
def our_page_views() -> OurPageViewSet:
    """Our views of a page in place of Wagtail's."""
    return OurPageViewSet()


@hooks.register("register_admin_urls")
def moderation_addresses() -> list:
    """Addresses of our own screens."""
    return [
        path("checking/", queue_views.queue, name="moderation_queue"),
        path("checking/<int:check_id>/claim/", queue_views.claim, name="moderation_claim"),
        path("checking/<int:check_id>/let-go/", queue_views.let_go, name="moderation_let_go"),
        path("checking/remarks/", queue_views.all_remarks, name="moderation_all_remarks"),
        # Not `page_id`, about which the admin's door asks: it names no page, and safeguarding leads read it too.
        path("checking/works/<int:about>/remarks/", queue_views.remarks, name="moderation_remarks"),
        path("public/", views.public_pages, name="moderation_public_pages"),
        path("public/had-a-look/<int:work_id>/", views.had_a_look, name="moderation_had_a_look"),
        path("public/leavers/<int:look_id>/", leaver_views.decide_about_leaver, name="moderation_leaver"),
        path("public/leavers/<int:look_id>/words/", leaver_views.words, name="moderation_leaver_words"),
        path("works/proofs/<int:ok_id>/answer/", proofs.answer_proof, name="moderation_answer_proof"),
        path("pages/<int:page_id>/take-down/", views.take_down_page, name="moderation_take_down"),
    ]


@hooks.register("insert_global_admin_css")
def our_colours() -> str:
    """The colours of the house."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_editor_js")
def one_save_at_a_time() -> str:
    """A save by hand waits for the editor's own."""
    return format_html('<script src="{}"></script>', static("js/one-save-at-a-time.js"))


class QueueMenuItem(MenuItem):
    """What waits to be checked, with how many there are."""

    def is_shown(self, request: Any) -> bool:
        """Moderators."""
        return has_role(request.user, "moderator")

    def render_component(self, request: Any) -> LinkMenuItem:
        """Add the count. Items are shared by all requests, so it is not kept on this one."""
        label = _("Being checked (%(count)s)") % {"count": how_many_wait(request.user)}
        return LinkMenuItem(self.name, str(label), self.url, icon_name=self.icon_name)


@hooks.register("register_admin_menu_item")
def queue_in_the_menu() -> MenuItem:
    """Add what waits to be checked."""
    address = reverse("moderation_queue")
    return QueueMenuItem(_("Being checked"), address, name="checking", icon_name="clipboard-list", order=90)


class RemarksMenuItem(MenuItem):
    """What those who check wrote to each other."""

    def is_shown(self, request: Any) -> bool:
        """Safeguarding leads; moderators find remarks beside each work."""
        return has_role(request.user, "safeguarding")


@hooks.register("register_admin_menu_item")
def remarks_in_the_menu() -> MenuItem:
    """Add the list of remarks."""
    address = reverse("moderation_all_remarks")
    return RemarksMenuItem(_("Remarks"), address, icon_name="comment", order=130)


class PublicPagesMenuItem(MenuItem):
    """What the public can read, for those who may take it down."""

    def is_shown(self, request: Any) -> bool:
        """Moderators and administrators."""
        return may_take_down(request.user)


@hooks.register("register_admin_menu_item")
def public_pages_in_the_menu() -> MenuItem:
    """Add the list of what is public."""
    address = reverse("moderation_public_pages")
    return PublicPagesMenuItem(_("What is public"), address, icon_name="globe", order=110)


@hooks.register("construct_main_menu")
def short_menu(request: Any, items: list) -> None:
    """Leave out what nobody here needs."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in NOT_IN_THE_MENU]


@hooks.register("construct_homepage_panels")
def what_comes_first(request: Any, panels: list) -> None:
    """Put the work that waits for this person first."""
    user = request.user
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in NOT_ON_THE_FIRST_SCREEN]
    if user.has_perm("moderation.view_concern"):
        panels.append(ConcernsPanel())
    if has_role(user, "moderator"):
        panels.append(WaitingPanel())
        panels.append(proofs.ProofsPanel())
    if works_for(user).exists():
        panels.append(MyWorksPanel())


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counting(request: Any, items: list) -> None:
    """Understanding, not counting: the first screen shows no numbers of pages and pictures."""
    items.clear()


class SendInMenuItem(SubmitForModerationMenuItem):
    """Sends the page in."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Say it in our words, also where it was sent in before."""
        return {**super().get_context_data(parent_context), "label": _("Send in to be checked")}


class TakeBackMenuItem(CancelWorkflowMenuItem):
    """Takes a page that was sent in back to being a draft."""

    label = _("Take it back to a draft")


class TakeDownMenuItem(ActionMenuItem):
    """Takes a public page down, locked or not."""

    name = "action-take-down"
    label = _("Take down")
    icon_name = "no-view"

    def is_shown(self, context: Any) -> bool:
        """For moderators and administrators, on what is public."""
        page = context.get("page")
        return context["view"] == "edit" and page is not None and page.live and may_take_down(context["request"].user)

    def get_url(self, parent_context: Any) -> str:
        """The address that asks why."""
        return reverse("moderation_take_down", args=[parent_context["page"].pk])


OURS = {SubmitForModerationMenuItem: SendInMenuItem, CancelWorkflowMenuItem: TakeBackMenuItem}
NEVER = (PublishMenuItem, UnpublishMenuItem, RestartWorkflowMenuItem)


@hooks.register("construct_page_action_menu")
def page_actions(items: list, request: Any, context: dict[str, Any]) -> None:
    """No Publish, no Unpublish: save, send in, approve, ask for changes, take down."""
    items[:] = [
        OURS[type(item)](order=item.order) if type(item) in OURS else item
        for item in items
        if not isinstance(item, NEVER)
    ]
    item = TakeDownMenuItem(order=200)
    if item.is_shown(context):
        items.append(item)


class TakeDownButton(Button):
    """In a page's header."""

    label = _("Take down")
    icon_name = "no-view"


def _take_down_button(page: Any, user: Any) -> Any:
    if page.live and may_take_down(user):
        address = reverse("moderation_take_down", args=[page.pk])
        yield TakeDownButton(_("Take down"), url=address, icon_name="no-view", priority=60)


@hooks.register("register_page_header_buttons")
def take_down_in_the_header(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """Add taking down to a page's header."""
    yield from _take_down_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def take_down_in_lists(page: Any, user: Any, next_url: str | None = None) -> Any:
    """Add taking down to the list of pages."""
    yield from _take_down_button(page, user)


@hooks.register("register_log_actions")
def log_of_taking_down(actions: Any) -> None:
    """Name our own line in a page's history."""
    actions.register_action(LOG_ACTION, _("Take down"), _("Taken down"))
