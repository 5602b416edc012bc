"""The two steps of the workflow."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Task, TaskState

from authorship.models import YourOK
from authorship.selectors import still_to_ask, valid_oks
from moderation import four_eyes, notes
from moderation.forms import ApproveForm, AskForChangesForm
from moderation.models.claims import Claim
from moderation.readiness import make_ready
from moderation.somebody_else import is_asked_away, pages_asked_away_from
from publishing.candidates import Candidate, writers_of
from publishing.decisions import log_decision, rule_code
from publishing.digests import revision_digest
from publishing.errors import PublishBlocked
from publishing.holding import hold

WROTE_IN_IT = _("You wrote in this work, so somebody else has to check it.")
SOMEBODY_ELSE = _("Somebody else checks this one.")
WORDS_CHANGED = _("The words changed while you were reading. Please read the newest version.")
ONE_MORE = _("You have approved these words. One more moderator has to read them.")


def valid_data(form: Any) -> dict[str, Any]:
    """Return what a form holds. Raises PublishBlocked with what is to be put right."""
    if not form.is_valid():
        raise PublishBlocked([message for errors in form.errors.values() for message in errors])
    return form.cleaned_data


class OfExactWords(TaskState):
    """A check of one revision. Its approval names the exact words that were seen."""

    digest = models.CharField(max_length=64, blank=True)

    exclude_fields_in_copy = ["digest"]

    class Meta:
        abstract = True

    @property
    def still_stands(self) -> bool:
        """Whether the words are still those that were checked."""
        return self.digest == revision_digest(self.revision)

    def keep_words(self) -> None:
        """Note that these exact words are approved."""
        self.digest = revision_digest(self.revision)
        self.save(update_fields=["digest"])


class CheckState(OfExactWords):
    """One check of a moderator."""

    is_moderation = True

    class Meta:
        verbose_name = _("check")


def held(step: TaskState) -> tuple[Any, Any]:
    """Return a step as it is now and its page, held until the transaction ends. Raises PublishBlocked once it is over.

    Two people may press at once, or somebody may take it back: each has to see what the other did.
    """
    hold(step.workflow_state.content_object)
    now = TaskState.objects.select_for_update().get(pk=step.pk).specific
    if now.status != TaskState.STATUS_IN_PROGRESS:
        raise PublishBlocked([_("Somebody else has just dealt with this one.")])
    return now, now.workflow_state.content_object.specific


class BeingCheckedTask(AbstractGroupApprovalTask):
    """Moderators who did not write in the work read it: one, or two where it is serious."""

    task_state_class = CheckState

    class Meta:
        verbose_name = _("being checked")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin a check. Raises PublishBlocked where the work is not ready to be read."""
        # Asked of who sent it in, also where it comes back here by somebody else's yes.
        make_ready(workflow_state.content_object.specific, workflow_state.requested_by or user)
        log_decision("sent_in", workflow_state.content_object, by=user)
        return super().start(workflow_state, user=user)

    def may_check(self, obj: Any, user: Any) -> bool:
        """Say whether `user` may open this check: a moderator whom nobody in the work has asked away."""
        return user.is_active and self._user_in_groups(user) and not is_asked_away(user, obj)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Moderators, and not even a superuser otherwise."""
        return self.may_check(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """While it is being checked only moderators may touch it."""
        return not self.may_check(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Nobody needs a second lock here."""
        return False

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """What this person may do. Approving is offered once, and to nobody who wrote in the work."""
        if not self.may_check(obj, user):
            return []
        actions = [("reject", _("Ask for changes"), True)]
        step = obj.current_workflow_task_state
        has_read = step is not None and four_eyes.has_approved(user, step)
        if not has_read and user.pk not in writers_of(obj.specific):
            actions.append(("approve", _("Approve these words"), True))
        return actions

    def get_form_for_action(self, action: str) -> type:
        """Asking for changes needs a reason; approving, a look at how serious it is."""
        return AskForChangesForm if action == "reject" else ApproveForm

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Approve or ask for changes. Raises PermissionDenied or PublishBlocked.

        Wagtail's address for this checks one page and acts on another, so the right is asked again
        here, against the page that the step really belongs to.
        """
        seen = task_state.revision_id
        task_state, obj = held(task_state)
        if action_name not in {action for action, _label, _form in self.get_actions(obj, user)}:
            raise PermissionDenied(self._why_not(task_state, obj, user))
        if task_state.revision_id != seen:
            raise PublishBlocked([WORDS_CHANGED])
        if action_name == "reject":
            asked = valid_data(AskForChangesForm(kwargs, page=obj))
            note = notes.keep_note(check=task_state, by=user, page=obj, words=asked.pop("comment"), **asked)
            log_decision("changes_asked", obj, by=user, rule=rule_code(note.rule_number, note.guide_id))
        elif not self._approve_exactly(task_state, obj, user, valid_data(ApproveForm(kwargs))):
            return
        super().on_action(task_state, user, action_name, comment=kwargs.get("comment", ""))

    def _why_not(self, task_state: TaskState, obj: Any, user: Any) -> Any:
        if not self.may_check(obj, user):
            return SOMEBODY_ELSE
        return ONE_MORE if four_eyes.has_approved(user, task_state) else WROTE_IN_IT

    def _approve_exactly(self, task_state: Any, obj: Any, user: Any, rating: dict[str, Any]) -> bool:
        """Keep what this moderator ticked, and return whether that was the last approval that is needed."""
        if task_state.revision_id != obj.latest_revision_id:
            raise PublishBlocked([WORDS_CHANGED])
        reading = four_eyes.keep_reading(check=task_state, moderator=user, **rating)
        log_decision("approved", obj, by=user, detail="serious" if reading.is_serious else "")
        if four_eyes.still_needed(obj, task_state.workflow_state_id, task_state.revision):
            Claim.objects.filter(check_state=task_state, moderator=user, released_at=None).update(
                released_at=timezone.now()
            )
            return False
        task_state.keep_words()
        return True

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet:
        """The works that wait for a moderator."""
        if self._user_in_groups(user):
            hidden = [str(page_id) for page_id in pages_asked_away_from(user)]
            waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
            return waiting.exclude(workflow_state__object_id__in=hidden)
        return TaskState.objects.none()

    @classmethod
    def get_description(cls) -> Any:
        """Shown where tasks are listed."""
        return _("A moderator who did not write in it reads it; two where it is serious.")


class OKState(TaskState):
    """The wait for every contributor's OK to one revision."""

    is_your_ok = True

    class Meta:
        verbose_name = _("wait for OKs")

    @cached_property
    def candidate(self) -> Candidate:
        """What is waited for, as it was when this step was read."""
        return Candidate(self.revision)

    def ok_ids(self, candidate: Candidate) -> list[int]:
        """Return the ids of the OKs to exactly this candidate that the step rests on."""
        return sorted(ok.pk for ok in valid_oks(candidate).values())


class YourOKTask(Task):
    """Every contributor says yes to the exact final words. Nobody edits meanwhile."""

    task_state_class = OKState

    class Meta:
        verbose_name = _("waiting for your OK")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin to wait; a page that belongs to nobody but the site needs no OK and goes on at once."""
        task_state = super().start(workflow_state, user=user)
        if not still_to_ask(task_state.specific.candidate):
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
            if still_to_ask(task_state.specific.candidate):
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
