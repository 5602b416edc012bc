"""What a workflow run must have seen before its finish counts: a moderator and every OK, on these exact words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from publishing.candidates import Candidate
from publishing.errors import PublishBlocked


@dataclass(frozen=True)
class Approval:
    """Who approved a revision as moderator of record, and the ids of the OKs it rests on."""

    moderator: Any
    ok_ids: tuple[int, ...]


def approval_of(workflow_state: WorkflowState, candidate: Candidate) -> Approval:
    """Return the approval that `workflow_state` holds for exactly this revision. Raises PublishBlocked.

    A finished workflow proves nothing by itself: a disabled task or an empty workflow finishes too.
    """
    approved = list(
        TaskState.objects.filter(
            workflow_state=workflow_state, revision=candidate.revision, status=TaskState.STATUS_APPROVED
        ).order_by("pk")
    )
    specific = [state.specific for state in approved]
    moderators = [state.finished_by for state in specific if getattr(state, "is_moderation", False)]
    oks = [state for state in specific if getattr(state, "is_your_ok", False)]
    if not moderators or moderators[0] is None or not oks:
        raise PublishBlocked([_("Nobody has checked these exact words yet. Send the work in, and a moderator will.")])
    return Approval(moderators[0], tuple(ok for state in oks for ok in state.ok_ids(candidate)))
