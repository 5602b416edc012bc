"""The two steps of the workflow, and concerns that readers report."""

import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Task, TaskState

from authorship.models import YourOK
from authorship.selectors import still_to_ask, valid_oks
from moderation.forms import AskForChangesForm
from moderation.readiness import make_ready
from publishing.candidates import Candidate, writers_of
from publishing.digests import revision_digest
from publishing.errors import PublishBlocked

WROTE_IN_IT = _("You wrote in this work, so somebody else has to check it.")


class CheckState(TaskState):
    """One check of one revision. Its approval names the exact words that the moderator saw."""

    digest = models.CharField(max_length=64, blank=True)

    is_moderation = True
    exclude_fields_in_copy = ["digest"]

    class Meta:
        verbose_name = _("check")

    @property
    def still_stands(self) -> bool:
        """Whether the words are still those that were checked."""
        return self.digest == revision_digest(self.revision)


class BeingCheckedTask(AbstractGroupApprovalTask):
    """A moderator who did not write in the work reads it, and approves it or asks for changes."""

    task_state_class = CheckState

    class Meta:
        verbose_name = _("being checked")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin a check. Raises PublishBlocked where the work is not ready to be read."""
        make_ready(workflow_state.content_object.specific, user)
        return super().start(workflow_state, user=user)

    def _may_check(self, obj: Any, user: Any) -> bool:
        return user.is_active and self._user_in_groups(user)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Moderators, and not even a superuser otherwise."""
        return self._may_check(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """While it is being checked only moderators may touch it."""
        return not self._may_check(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Nobody needs a second lock here."""
        return False

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """What this person may do: approving is not offered to anybody who wrote in the work."""
        if not self._may_check(obj, user):
            return []
        actions = [("reject", _("Ask for changes"), True)]
        if user.pk not in writers_of(obj.specific):
            actions.append(("approve", _("Approve these words"), False))
        return actions

    def get_form_for_action(self, action: str) -> type:
        """Asking for changes needs a reason."""
        return AskForChangesForm if action == "reject" else super().get_form_for_action(action)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Approve or ask for changes. Raises PermissionDenied or PublishBlocked.

        Wagtail's address for this checks one page and acts on another, so the right is asked again
        here, against the page that the step really belongs to.
        """
        obj = task_state.workflow_state.content_object.specific
        if action_name not in {action for action, _label, _form in self.get_actions(obj, user)}:
            raise PermissionDenied(WROTE_IN_IT)
        if task_state.status != TaskState.STATUS_IN_PROGRESS:
            raise PublishBlocked([_("Somebody else has just dealt with this one.")])
        if action_name == "reject":
            form = AskForChangesForm({"comment": kwargs.get("comment", "")}, instance=None, page=obj)
            if not form.is_valid():
                raise PublishBlocked([str(message) for errors in form.errors.values() for message in errors])
        if action_name == "approve":
            self._approve_exactly(task_state, obj)
        super().on_action(task_state, user, action_name, **kwargs)

    def _approve_exactly(self, task_state: TaskState, obj: Any) -> None:
        if task_state.revision_id != obj.latest_revision_id:
            raise PublishBlocked([_("The words changed while you were reading. Please read the newest version.")])
        check = task_state.specific
        check.digest = revision_digest(task_state.revision)
        check.save(update_fields=["digest"])

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet:
        """The works that wait for a moderator."""
        if self._user_in_groups(user):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()

    @classmethod
    def get_description(cls) -> Any:
        """Shown where tasks are listed."""
        return _("A moderator who did not write in it reads it.")


class OKState(TaskState):
    """The wait for every contributor's OK to one revision."""

    is_your_ok = True

    class Meta:
        verbose_name = _("wait for OKs")

    def ok_ids(self) -> list[int]:
        """Return the ids of the OKs that this step rests on."""
        return sorted(ok.pk for ok in valid_oks(Candidate(self.revision)).values())


class YourOKTask(Task):
    """Every contributor says yes to the exact final words. Nobody edits meanwhile."""

    task_state_class = OKState

    class Meta:
        verbose_name = _("waiting for your OK")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin to wait; a page that belongs to nobody but the site needs no OK and goes on at once."""
        task_state = super().start(workflow_state, user=user)
        if not still_to_ask(Candidate(task_state.revision)):
            task_state.specific.approve(user=user, update=False)
            task_state.refresh_from_db()
        return task_state

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """Nobody edits what people are being asked about."""
        return True

    def get_actions(self, obj: Any, user: Any) -> list:
        """OKs are given in the studio, by each person for themselves."""
        return []

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Go on only when every OK is there. Raises PublishBlocked."""
        if action_name == "approve":
            missing = still_to_ask(Candidate(task_state.revision))
            if missing:
                raise PublishBlocked([_("Not everybody has given their OK yet.")])
        elif action_name == "reject":
            contributor = kwargs.pop("contributor", None)
            who = {"contributor": contributor} if contributor else {"contributor__person__user": user}
            said_not_yet = YourOK.objects.filter(
                revision_id=task_state.revision_id, answer=YourOK.Answer.NOT_YET, **who
            )
            if not said_not_yet.exists():
                raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> Any:
        """Shown where tasks are listed."""
        return _("Everybody who made it says yes to the exact final words.")


def new_reference() -> str:
    """Return a reference number that is easy to read aloud."""
    return "TT-" + "".join(secrets.choice("ABCDEFGHJKMNPQRSTUVWXYZ23456789") for _ in range(7))


class Concern(models.Model):
    """What a reader is worried about. No address of theirs is needed or kept unless they give one."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        READ = "read", _("Being looked at")
        ANSWERED = "answered", _("Answered")

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    about = models.CharField(_("the page it is about"), max_length=500, blank=True)
    words = models.TextField(_("what is the matter"))
    contact = models.EmailField(_("email address, if an answer is wanted"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.NEW)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.reference
