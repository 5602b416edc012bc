"""The step in which somebody who knows the language compares a translation with its source."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from moderation.models.steps import WORDS_CHANGED, OfExactWords, held, valid_data
from moderation.readiness import make_ready
from publishing.decisions import log_decision
from publishing.errors import PublishBlocked

NOT_YOURS = _("Somebody else checks the language of this one.")


class LanguageCheckState(OfExactWords):
    """One check of the language."""

    is_language_check = True

    class Meta:
        verbose_name = _("check of the language")


class LanguageCheckTask(Task):
    """The person who was asked to check it says that the translation says what the source says. Nobody edits it."""

    task_state_class = LanguageCheckState

    class Meta:
        verbose_name = _("checking the language")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """Begin a check. Raises PublishBlocked where the translation is not ready to be read."""
        make_ready(workflow_state.content_object.specific, workflow_state.requested_by or user)
        return super().start(workflow_state, user=user)

    def may_check(self, obj: Any, user: Any) -> bool:
        """Say whether `user` may say what they think of this translation."""
        from translation.selectors import may_check_language

        return may_check_language(user, obj)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """Nobody: it is read on a screen of its own, side by side with its source."""
        return False

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """While it is being checked nobody touches it."""
        return True

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """Nobody needs a second lock here."""
        return False

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """What this person may do."""
        if not self.may_check(obj, user):
            return []
        return [("reject", _("Ask for changes"), True), ("approve", _("It says the same"), False)]

    def get_form_for_action(self, action: str) -> type:
        """Asking for changes needs a reason."""
        from translation.forms import AskTranslatorForm, SaysTheSameForm

        return AskTranslatorForm if action == "reject" else SaysTheSameForm

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Say that it says the same, or ask for changes. Raises PermissionDenied or PublishBlocked."""
        seen = task_state.revision_id
        task_state, obj = held(task_state)
        if action_name not in {action for action, _label, _form in self.get_actions(obj, user)}:
            raise PermissionDenied(NOT_YOURS)
        if task_state.revision_id != seen or task_state.revision_id != obj.latest_revision_id:
            raise PublishBlocked([WORDS_CHANGED])
        if action_name == "approve" and not self._has_chosen_a_name(obj, user):
            raise PublishBlocked([_("First choose how you want to be named beside it, under “My translations”.")])
        said = valid_data(self.get_form_for_action(action_name)(kwargs, page=obj))
        if action_name == "approve":
            self._keep(task_state, obj, user)
        log_decision("translation_checked" if action_name == "approve" else "translation_changes", obj, by=user)
        super().on_action(task_state, user, action_name, comment=said.get("comment", ""))

    def _has_chosen_a_name(self, obj: Any, user: Any) -> bool:
        from translation.selectors import assignments_of

        return all(one.has_chosen_credit for one in assignments_of(obj).filter(account=user))

    def _keep(self, task_state: Any, obj: Any, user: Any) -> None:
        from translation.models.assignments import Assignment
        from translation.selectors import assignments_of

        task_state.keep_words()
        mine = assignments_of(obj).filter(account=user, part=Assignment.Part.REVIEWER)
        Assignment.everybody.filter(pk__in=mine.values("pk")).update(done_at=timezone.now())

    @classmethod
    def get_description(cls) -> Any:
        """Shown where tasks are listed."""
        return _("Somebody who knows both languages, and did not translate it, compares it with its source.")
