"""Wagtail's views of a page, with our rules where stock ones would lose words or tell too much."""

import json
import re
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.workflow import CollectWorkflowActionDataView, WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, Revision, WorkflowState
from wagtail.permissions import policy_registry

from core.addresses import free_slug
from moderation.forms import ApproveForm, AskForChangesForm
from moderation.services import waits_for_another_moderator
from publishing.comparing import words_of
from publishing.decisions import log_decision
from publishing.errors import PublishBlocked
from publishing.registry import Registry

other_screens = Registry("address(user, page) -> where this person works on this page; None: in the editor")


def tell(request: HttpRequest, blocked: PublishBlocked) -> None:
    """Show each sentence of the gate as a message."""
    for sentence in blocked.sentences:
        messages.error(request, sentence)


def _what_it_says(page: Any) -> dict[str, Any]:
    """Return the words of `page` without the marks that the rich text editor adds when nobody has typed."""
    words = words_of(page)
    for name, value in words.items():
        if isinstance(value, str):
            text = re.sub(r' data-block-key=\\?"[^"\\]*\\?"', "", value)
            words[name] = "" if text in ("<p></p>", "<p/>") else text
    return words


class PlainLineEnds:
    """Browsers send other line ends than we keep; without this, a form that nobody touched looks changed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Turn the line ends of every posted text into ours, then go on."""
        if request.method == "POST":
            fields = request.POST.copy()
            for name, texts in list(fields.lists()):
                fields.setlist(name, [text.replace("\r\n", "\n") for text in texts])
            request.POST = fields
        return super().dispatch(request, *args, **kwargs)


class PageCreateView(PlainLineEnds, CreateView):
    """Starting a page. Where the script that makes an address from the title came too late, we make one."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the page, with an address that is free where none was sent."""
        title = request.POST.get("title", "")
        if title and not request.POST.get("slug"):
            fields = request.POST.copy()
            fields["slug"] = free_slug(title, self.parent_page)
            request.POST = fields
        return super().post(request)


class PageEditView(PlainLineEnds, EditView):
    """Editing. A form that is behind a newer version never replaces it in silence."""

    typed_something = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the screen on which somebody works on this page, where that is another one."""
        page = Page.objects.filter(pk=kwargs["page_id"]).specific().first()
        for screen in other_screens if page is not None else ():
            address = screen(request.user, page)
            if address is not None:
                return redirect(address)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, send in or act; where the gate says no, say why and stay."""
        try:
            if self._is_behind():
                return self._save_beside(request, *args, **kwargs)
            return super().post(request, *args, **kwargs)
        except PublishBlocked as blocked:
            tell(request, blocked)
            return self.redirect_and_remain()

    def _is_behind(self) -> bool:
        may_save = not self.locked_for_user and not self.page.alias_of_id
        return may_save and not self.expects_json_response and bool(self.is_out_of_date)

    def _save_beside(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what somebody wrote beside what was saved meanwhile, and show them both."""
        newer = self.latest_revision
        mine = self._version_on_screen()
        if mine is not None and not self._changed_since(mine):
            messages.warning(request, self._meanwhile(newer), buttons=[self._compare(mine, newer)])
            return self.redirect_and_remain()
        # Saved as a draft and nothing more: nobody sends in or approves words that they have not seen.
        fields = request.POST.copy()
        for name in [name for name in fields if name.startswith(("action-", "workflow-action-"))]:
            del fields[name]
        fields.pop("overwrite_revision_id", None)
        request.POST = fields
        response = super().post(request, *args, **kwargs)
        saved = self.page.get_latest_revision()
        if saved.pk != newer.pk:
            messages.warning(
                request,
                _("%(meanwhile)s Both versions are kept; yours is the newest now. Please look at both.")
                % {"meanwhile": self._meanwhile(newer)},
                buttons=[self._compare(newer, saved)],
            )
        return response

    def _version_on_screen(self) -> Revision | None:
        """Return the revision that the form began from; None where it has been written over since."""
        posted = self.request.POST
        own = posted.get("overwrite_revision_id")
        number = own or posted.get("loaded_revision_id", "")
        version = self.page.revisions.filter(pk=number).first() if str(number).isdigit() else None
        if version is None or own:
            return version
        same = version.created_at.isoformat() == posted.get("loaded_revision_created_at", "")
        return version if same else None

    def _changed_since(self, version: Revision) -> bool:
        form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=version.as_object(),
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )
        form.defer_required_fields()
        return not form.is_valid() or self._says_something_else(form, version)

    def _says_something_else(self, form: Any, version: Revision) -> bool:
        return _what_it_says(form.save(commit=False)) != _what_it_says(version.as_object())

    def _meanwhile(self, newer: Revision) -> str:
        if newer.user is None or newer.user == self.request.user:
            return _("This was saved in another window while you had it open here.")
        return _("%(name)s saved this while you had it open.") % {"name": newer.user.get_short_name()}

    def _compare(self, older: Revision, newer: Revision) -> Any:
        address = reverse("wagtailadmin_pages:revisions_compare", args=[self.page.pk, older.pk, newer.pk])
        return messages.button(address, _("Look at both"))

    def workflow_action_is_valid(self) -> bool:
        """Leave it to the step to say no: stock Wagtail saves instead, and whoever saves has written in it."""
        asked = super().workflow_action_is_valid()
        return asked or (self.page.current_workflow_task is not None and self.workflow_action in ("approve", "reject"))

    def perform_workflow_action(self) -> HttpResponse:
        """Approve or ask about the stored version. Whoever typed something in the form has written, not approved."""
        if self._says_something_else(self.form, self.latest_revision):
            self.typed_something = True
            response = self.save_action()
            sentence = _("You changed something here, so it was saved, and somebody else has to check it.")
            messages.warning(self.request, sentence)
            return response
        extra = json.loads(self.request.POST.get("workflow-action-extra-data", "{}"))
        step = self.page.current_workflow_task_state
        try:
            self.page.current_workflow_task.on_action(step, self.request.user, self.workflow_action, **extra)
        except PermissionDenied as denied:
            raise PublishBlocked([denied]) from denied
        self.add_save_confirmation_message()
        return self.redirect_away()

    def submit_action(self) -> HttpResponse:
        """Send in. One that came back starts anew, so that it is read and OKed from the first step on."""
        if self.workflow_state and self.workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            self.workflow_state.cancel(user=self.request.user)
            self.workflow_state = None
        return super().submit_action()

    @transaction.atomic
    def cancel_workflow_action(self) -> HttpResponse:
        """Make it a draft again, and log that."""
        log_decision("pulled_back", self.page, by=self.request.user)
        return super().cancel_workflow_action()

    def add_save_confirmation_message(self) -> None:
        """Say what has happened, in a sentence."""
        if self.typed_something:
            return
        if self.action_name != "perform_workflow_action":
            super().add_save_confirmation_message()
        else:
            messages.success(self.request, done_words(self.workflow_action, self.page))

    def redirect_away(self) -> HttpResponse:
        """Go back to the list of pages, or home for those who have no such list."""
        if not self.next_url and policy_registry.get_by_type(Page).explorable_root_instance(self.request.user) is None:
            return redirect("wagtailadmin_home")
        return super().redirect_away()


def done_words(action: str, page: Any) -> str:
    """Return what a moderator is told after acting on `page`."""
    if action == "approve":
        if waits_for_another_moderator(page):
            return _("You approved these words. It is serious, so one more moderator has to read them.")
        return _("You approved these words. Now everybody who made this is asked for their OK.")
    return _("Thank you. Everybody who made this has been told what you asked for.")


class KnowsItsPage:
    """Tells the forms of a step which page they are about, so that they can refuse copied words."""

    def get_form_class(self) -> Any:
        """Return the form's class with the page filled in."""
        form_class = super().get_form_class()
        if isinstance(form_class, type) and issubclass(form_class, AskForChangesForm | ApproveForm):
            return partial(form_class, page=self.object.specific)
        return form_class


class AskOrApproveView(KnowsItsPage, WorkflowActionView):
    """Approving or asking for changes from the dashboard."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Act; where it cannot be done, say why."""
        in_a_window = request.headers.get("x-requested-with") == "XMLHttpRequest"
        form = self.form_class(request.POST) if self.form_class else None
        if form is not None and not form.is_valid() and not in_a_window:
            for errors in form.errors.values():
                for error in errors:
                    messages.error(request, error)
            return redirect(reverse("wagtailadmin_pages:edit", args=[self.object.pk]))
        try:
            response = super().post(request, *args, **kwargs)
        except PublishBlocked as blocked:
            tell(request, blocked)
            if in_a_window:
                return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
            return redirect(self.redirect_url)
        if form is None or form.is_valid():
            messages.success(request, done_words(self.action_name, self.object))
        return response


class AskInEditorView(KnowsItsPage, CollectWorkflowActionDataView):
    """The little window in the editor that takes a moderator's reason."""


class OurPageViewSet(PageViewSet):
    """Every page type's views in the admin."""

    model = Page
    add_view_class = PageCreateView
    edit_view_class = PageEditView
    workflow_action_view_class = AskOrApproveView
    collect_workflow_action_data_view_class = AskInEditorView
