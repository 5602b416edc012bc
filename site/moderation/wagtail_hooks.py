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
    WorkflowMenuItem,
)
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from accounts.roles import has_role
from authorship.selectors import works_for
from moderation import (
    complaint_views,
    flag_views,
    leaver_views,
    log_views,
    pause_views,
    proofs,
    queue_views,
    step_views,
    telling_views,
    views,
)
from moderation.complaints import may_read_complaints
from moderation.concerns import ConcernViewSet
from moderation.log import may_read_log
from moderation.page_views import OurPageViewSet
from moderation.panels import AlsoWaitingPanel, ConcernsPanel, FlagsPanel, MyWorksPanel, WaitingPanel
from moderation.pausing import LOG_ACTION, may_pause, pauses_pages
from moderation.queue import how_many_wait

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
        path("public/steps/", step_views.steps, name="moderation_steps"),
        path("checking/<int:check_id>/claim/", queue_views.claim, name="moderation_claim"),
        path("checking/<int:check_id>/let-go/", queue_views.let_go, name="moderation_let_go"),
        path("checking/remarks/", queue_views.all_remarks, name="moderation_all_remarks"),
        # Not `page_id`, about which the admin's door asks: it names no page, and safeguarding leads read it too.
        path("checking/works/<int:about>/remarks/", queue_views.remarks, name="moderation_remarks"),
        path("log/", log_views.log_of_decisions, name="moderation_log"),
        path("log/decisions.csv", log_views.export_log, name="moderation_log_csv"),
        path("public/", views.public_pages, name="moderation_public_pages"),
        path("public/had-a-look/<int:work_id>/", views.had_a_look, name="moderation_had_a_look"),
        path("public/leavers/<int:look_id>/", leaver_views.decide_about_leaver, name="moderation_leaver"),
        path("public/leavers/<int:look_id>/words/", leaver_views.words, name="moderation_leaver_words"),
        path("tell/<int:task_id>/told/", telling_views.told, name="moderation_told"),
        path("works/proofs/<int:ok_id>/answer/", proofs.answer_proof, name="moderation_answer_proof"),
        path("pages/<int:page_id>/pause/", pause_views.pause_page, name="moderation_pause"),
        path("pages/<int:page_id>/flag/", flag_views.raise_about_page, name="moderation_raise_flag"),
        path("paused/", pause_views.paused, name="moderation_paused"),
        path("paused/<int:pause_id>/words/", pause_views.paused_words, name="moderation_paused_words"),
        path("paused/<int:pause_id>/answer/", pause_views.appeal_answer, name="moderation_appeal_answer"),
        path("paused/<int:pause_id>/lift/", pause_views.lift_pause, name="moderation_lift_pause"),
        path("paused/<int:pause_id>/stays/", pause_views.stays_down, name="moderation_stays_down"),
        path("flags/", flag_views.flags, name="moderation_flags"),
        path("flags/<int:flag_id>/", flag_views.flag, name="moderation_flag"),
        path("flags/<int:flag_id>/words/", flag_views.flagged_words, name="moderation_flagged_words"),
        path("complaints/", complaint_views.complaints, name="moderation_complaints"),
        path("complaints/<int:complaint_id>/", complaint_views.complaint, name="moderation_complaint"),
    ]


@hooks.register("insert_global_admin_css")
def our_colours() -> str:
    """The colours of the house."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_editor_js")
def one_save_at_a_time() -> str:
    """A save by hand waits for the editor's own."""
    return format_html('<script src="{}"></script>', static("js/one-save-at-a-time.js"))


@hooks.register("register_admin_menu_item")
def my_stories_in_the_menu() -> MenuItem:
    """Lead back to one's own works and OKs, which stand in the studio."""
    return MenuItem(_("My stories"), reverse("studio:home"), name="my-stories", icon_name="home", order=1)


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


class LogMenuItem(MenuItem):
    """The log of decisions."""

    def is_shown(self, request: Any) -> bool:
        """Whoever may read some of it."""
        return may_read_log(request.user)


@hooks.register("register_admin_menu_item")
def log_in_the_menu() -> MenuItem:
    """Add the log of decisions."""
    return LogMenuItem(_("Log of decisions"), reverse("moderation_log"), icon_name="history", order=140)


class PublicPagesMenuItem(MenuItem):
    """What the public can read, and what is paused, for those who may pause it."""

    def is_shown(self, request: Any) -> bool:
        """Moderators and administrators."""
        return pauses_pages(request.user)


@hooks.register("register_admin_menu_item")
def public_pages_in_the_menu() -> MenuItem:
    """Add the list of what is public."""
    address = reverse("moderation_public_pages")
    return PublicPagesMenuItem(_("What is public"), address, icon_name="globe", order=110)


@hooks.register("register_admin_menu_item")
def paused_in_the_menu() -> MenuItem:
    """Add the list of what is paused."""
    return PublicPagesMenuItem(_("Paused"), reverse("moderation_paused"), name="paused", icon_name="no-view", order=115)


class FlagsMenuItem(MenuItem):
    """What somebody is worried about."""

    def is_shown(self, request: Any) -> bool:
        """Safeguarding leads."""
        return has_role(request.user, "safeguarding")


@hooks.register("register_admin_menu_item")
def flags_in_the_menu() -> MenuItem:
    """Add the list of safeguarding flags."""
    return FlagsMenuItem(_("Safeguarding"), reverse("moderation_flags"), icon_name="warning", order=85)


class ComplaintsMenuItem(MenuItem):
    """Complaints about how we use personal data."""

    def is_shown(self, request: Any) -> bool:
        """Administrators and safeguarding leads."""
        return may_read_complaints(request.user)


@hooks.register("register_admin_menu_item")
def complaints_in_the_menu() -> MenuItem:
    """Add the list of complaints."""
    address = reverse("moderation_complaints")
    return ComplaintsMenuItem(_("Data complaints"), address, name="complaints", icon_name="mail", order=125)


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
    if has_role(user, "safeguarding"):
        panels.append(FlagsPanel())
    if user.has_perm("moderation.view_concern"):
        panels.append(ConcernsPanel())
    if has_role(user, "moderator"):
        panels.append(WaitingPanel())
        panels.append(proofs.ProofsPanel())
    if works_for(user).exists():
        panels.append(MyWorksPanel())
    panels.append(AlsoWaitingPanel())
    panels.append(telling_views.TellPanel())


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counting(request: Any, items: list) -> None:
    """Understanding, not counting: the first screen shows no numbers of pages and pictures."""
    items.clear()


class SendInMenuItem(SubmitForModerationMenuItem):
    """Sends the page in."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Say it in our words, also where it was sent in before."""
        return {**super().get_context_data(parent_context), "label": _("Send in to be checked")}


class GetBackMenuItem(CancelWorkflowMenuItem):
    """Makes a page that was sent in a draft again. Never “take back”, which is what somebody does with their voice."""

    label = _("Get it back to change it")


class PauseMenuItem(ActionMenuItem):
    """Pauses a public page, locked or not."""

    name = "action-pause"
    label = _("Pause")
    icon_name = "no-view"

    def is_shown(self, context: Any) -> bool:
        """For whoever may pause this page, where it is public."""
        page = context.get("page")
        return context["view"] == "edit" and page is not None and page.live and may_pause(context["request"].user, page)

    def get_url(self, parent_context: Any) -> str:
        """The address that asks why."""
        return reverse("moderation_pause", args=[parent_context["page"].pk])


OURS = {SubmitForModerationMenuItem: SendInMenuItem, CancelWorkflowMenuItem: GetBackMenuItem}
NEVER = (PublishMenuItem, UnpublishMenuItem, RestartWorkflowMenuItem)


@hooks.register("construct_page_action_menu")
def page_actions(items: list, request: Any, context: dict[str, Any]) -> None:
    """No Publish, no Unpublish: save, send in, approve, ask for changes, pause."""
    items[:] = [
        OURS[type(item)](order=item.order) if type(item) in OURS else item
        for item in items
        if not isinstance(item, NEVER)
    ]
    # Whoever opens it to check it finds that first, and not behind the arrow beside “Save draft”.
    items.sort(key=lambda item: not (isinstance(item, WorkflowMenuItem) and item.name == "approve"))
    item = PauseMenuItem(order=200)
    if item.is_shown(context):
        items.append(item)


class PauseButton(Button):
    """In a page's header."""

    label = _("Pause")
    icon_name = "no-view"


def _buttons(page: Any, user: Any, *, asks_each: bool) -> Any:
    if page.live and (may_pause(user, page) if asks_each else pauses_pages(user)):
        yield PauseButton(_("Pause"), url=reverse("moderation_pause", args=[page.pk]), icon_name="no-view", priority=60)
    if not page.is_root():
        address = reverse("moderation_raise_flag", args=[page.pk])
        yield Button(_("Somebody’s safety"), url=address, icon_name="warning", priority=70)


@hooks.register("register_page_header_buttons")
def our_buttons_in_the_header(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """Add pausing, and saying that somebody may not be safe, to a page's header."""
    yield from _buttons(page, user, asks_each=True)


@hooks.register("register_page_listing_more_buttons")
def our_buttons_in_lists(page: Any, user: Any, next_url: str | None = None) -> Any:
    """Add the same to the list of pages; whether this page is one's own is asked where it leads."""
    yield from _buttons(page, user, asks_each=False)


@hooks.register("register_log_actions")
def log_of_pausing(actions: Any) -> None:
    """Name our own line in a page's history."""
    actions.register_action(LOG_ACTION, _("Pause"), _("Paused"))
