"""Moving a work along: send in, pull back, give an OK, say not yet, take down."""

from contextlib import suppress
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState, WorkflowState

from authorship import recording
from authorship.models import Contributor, VoiceLink, YourOK
from authorship.selectors import contributors_of, makes, still_to_ask
from authorship.services import record_ok
from moderation import four_eyes
from moderation.emails import tell_of_proof
from moderation.models import YourOKTask
from publishing.decisions import log_decision
from publishing.errors import PublishBlocked
from publishing.holding import hold
from publishing.selectors import is_shown


@transaction.atomic
def send_in(*, page: Any, user: Any) -> WorkflowState:
    """Send the latest draft in to be checked. Raises PermissionDenied, or PublishBlocked with what is missing."""
    if not makes(user, page):
        raise PermissionDenied
    hold(page)
    if page.workflow_in_progress:
        raise PublishBlocked([_("This is already being checked.")])
    # One that came back for changes starts anew, so that it is read and OKed from the first step on.
    pull_back(page=page, user=user)
    return page.get_workflow().start(page, user)


@transaction.atomic
def pull_back(*, page: Any, user: Any) -> None:
    """Take a work that was sent in back to being a draft. Raises PermissionDenied."""
    if not makes(user, page):
        raise PermissionDenied
    hold(page)
    state = page.current_workflow_state
    if state:
        is_running = state.status == WorkflowState.STATUS_IN_PROGRESS
        state.cancel(user=user)
        if is_running:
            log_decision("pulled_back", page, by=user)


def step_of(page: Any) -> TaskState | None:
    """Return the step that `page` is at in its workflow, or None where it is in none."""
    state = page.current_workflow_state
    task_state = state.current_task_state if state else None
    return task_state.specific if task_state else None


def waiting_ok_step(page: Any) -> TaskState | None:
    """Return the step in which `page` waits for OKs, or None where it does not."""
    step = step_of(page)
    waits = step is not None and step.status == TaskState.STATUS_IN_PROGRESS and getattr(step, "is_your_ok", False)
    return step if waits else None


def waits_for_another_moderator(page: Any) -> bool:
    """Say whether somebody has approved the newest words of `page`, and one more moderator has to read them."""
    step = step_of(Page.objects.get(pk=page.pk))
    if step is None or step.status != TaskState.STATUS_IN_PROGRESS or not getattr(step, "is_moderation", False):
        return False
    return bool(four_eyes.readings_of(step.workflow_state_id, step.revision))


def _part(page: Any, user: Any, named: Contributor | None, link: VoiceLink | None) -> Contributor:
    """Return the part of whoever answers: of an account, or of somebody without one who opened their link."""
    if user is not None:
        found = contributors_of(page).filter(person__user=user)
    else:
        if named is None or link is None or link.contributor_id != named.pk:
            raise PermissionDenied
        found = contributors_of(page).filter(pk=named.pk, person__user=None)
    contributor = found.first()
    if contributor is None:
        raise PermissionDenied
    return contributor


def give_ok(
    *,
    page: Any,
    user: Any = None,
    seen: str = "",
    contributor: Contributor | None = None,
    link: VoiceLink | None = None,
) -> bool:
    """Record "Yes, publish this" of `user`; publish when it is the last one. Return whether others can read it now.

    Somebody without an account is named by `contributor` and the `link` that they opened. The OK is kept even
    where something else still stands in the way; PublishBlocked then says what. `seen` is the fingerprint that
    the person's screen showed. Raises PermissionDenied.
    """
    step = waiting_ok_step(page)
    if step is None:
        raise PublishBlocked([_("This is not waiting for an OK any more. Please look at where it is now.")])
    me = _part(page, user, contributor, link)
    record_ok(contributor=me, revision=step.revision, answer=YourOK.Answer.YES, seen=seen, link=link)
    return finish_if_all_said_yes(page, user)


def finish_if_all_said_yes(page: Any, user: Any = None) -> bool:
    """Let the workflow go on where no OK is missing. Raises PublishBlocked where the gate says no."""
    with transaction.atomic():
        # The last two may say yes at once, and whoever comes second finds it done.
        hold(page)
        step = waiting_ok_step(page)
        if step is not None:
            if still_to_ask(step.candidate):
                return False
            step.task.specific.on_action(step, user, "approve")
    page.refresh_from_db()
    return is_shown(page)


def finish_again(obj: Any) -> None:
    """Publish what everybody said yes to and could not be shown then. Raises PublishBlocked, TryAgainLater."""
    if isinstance(obj, Page) and waiting_ok_step(obj) is not None:
        finish_if_all_said_yes(obj)


@transaction.atomic
def say_not_yet(
    *,
    page: Any,
    user: Any = None,
    reason: str = "",
    seen: str = "",
    contributor: Contributor | None = None,
    link: VoiceLink | None = None,
) -> None:
    """Record "Not yet" of `user`: the work goes back to its authors. Raises PermissionDenied, PublishBlocked.

    Somebody without an account is named by `contributor` and the `link` that they opened.
    """
    hold(page)
    step = waiting_ok_step(page)
    if step is None:
        raise PublishBlocked([_("This is not waiting for an OK any more. Please look at where it is now.")])
    me = _part(page, user, contributor, link)
    record_ok(contributor=me, revision=step.revision, answer=YourOK.Answer.NOT_YET, seen=seen, link=link)
    task: YourOKTask = step.task.specific
    task.on_action(step, user, "reject", comment=reason, contributor=me)


def record_yes(*, page: Any, contributor: Contributor, recorded_by: Any, kind: str, file: Any, seen: str) -> YourOK:
    """Write down that somebody said yes on paper or aloud; the moderator who approved it is asked to look.

    Raises PermissionDenied, PublishBlocked, or ValidationError where the file is no proof.
    """
    step = waiting_ok_step(page)
    if step is None:
        raise PublishBlocked([_("This is not waiting for an OK any more. Please look at where it is now.")])
    ok = recording.record_yes(
        step=step, contributor=contributor, recorded_by=recorded_by, kind=kind, file=file, seen=seen
    )
    tell_of_proof(step)
    with suppress(PublishBlocked):
        finish_if_all_said_yes(page, recorded_by)
    return ok


@transaction.atomic
def check_the_newest(sender: type, instance: Revision, created: bool, **kwargs: Any) -> None:
    """When a moderator mends a word, the running check is about the mended version from then on.

    Without this the check would stay with words that nobody may approve any more.
    """
    page = instance.content_object if created else None
    if not isinstance(page, Page):
        return
    hold(page)
    step = step_of(page)
    if step is not None and step.status == TaskState.STATUS_IN_PROGRESS and getattr(step, "is_moderation", False):
        TaskState.objects.filter(pk=step.pk).update(revision=instance)
