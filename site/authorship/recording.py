"""An OK given on paper or aloud: who may write it down, and what has to be looked at before it counts."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from accounts.roles import has_role
from authorship.evidence import add_evidence
from authorship.models import Contributor, EvidenceOpened, Recorder, YourOK
from authorship.selectors import valid_oks
from authorship.services import record_ok
from publishing.candidates import Candidate, writers_of


def may_read_out(user: Any, contributor: Contributor) -> bool:
    """Say whether `user` is a trainer who was asked to write down what this person says."""
    if not user.is_authenticated or not user.is_active or contributor.person.user_id is not None or contributor.left_at:
        return False
    return has_role(user, "trainer") and contributor.recorders.filter(trainer=user).exists()


def asked_to_help(user: Any) -> list[Recorder]:
    """Return for whom `user` was asked to write down what they say, newest first."""
    if not has_role(user, "trainer"):
        return []
    asked = Recorder.objects.filter(trainer=user, contributor__left_at=None, contributor__person__user=None)
    found = asked.filter(contributor__work__page__isnull=False).select_related("contributor__person")
    return list(found.order_by("-pk"))


def why_not_record(user: Any, contributor: Contributor, page: Any) -> str:
    """Return why `user` may not write down this person's yes to `page`, as a sentence; empty where they may."""
    if not may_read_out(user, contributor):
        return _("Only a trainer who was asked to can write down what somebody says.")
    if user.pk in writers_of(page):
        return _("You wrote in this work, so somebody else has to write down what they say.")
    flow = page.current_workflow_state
    if flow and flow.task_states.filter(status=TaskState.STATUS_APPROVED, finished_by=user).exists():
        return _("You approved this work, so somebody else has to write down what they say.")
    return ""


@transaction.atomic
def record_yes(
    *, step: TaskState, contributor: Contributor, recorded_by: Any, kind: str, file: Any, seen: str
) -> YourOK:
    """Write down that a contributor said yes on paper or aloud to exactly the version that waits at `step`.

    `seen` is the fingerprint of what was read out. Raises PermissionDenied, or cleaning.UnsafeFile.
    """
    page = step.workflow_state.content_object.specific
    sentence = why_not_record(recorded_by, contributor, page)
    if sentence or not seen:
        raise PermissionDenied(sentence)
    evidence = add_evidence(work=contributor.work, kind=kind, file=file, uploaded_by=recorded_by)
    return record_ok(
        contributor=contributor,
        revision=step.revision,
        answer=YourOK.Answer.YES,
        seen=seen,
        recorded_by=recorded_by,
        evidence=evidence,
    )


def proof_gate(candidate: Candidate) -> Iterator[str]:
    """Whoever approved the words has opened the proof of each yes that somebody else wrote down."""
    release = candidate.release
    if release is None or candidate.is_system:
        return
    recorded = [ok for ok in valid_oks(candidate).values() if ok.recorded_by_id is not None]
    if not recorded:
        return
    opened = EvidenceOpened.objects.filter(opened_by_id=release.approved_by_id or 0)
    seen = set(opened.values_list("evidence_id", flat=True))
    writers = writers_of(candidate.obj, release)
    for ok in recorded:
        name = {"name": ok.contributor.person.first_name}
        if ok.evidence_id is None or ok.evidence_id not in seen:
            yield _("The moderator still has to open the proof that %(name)s said yes. They have been told.") % name
        if ok.recorded_by_id == release.approved_by_id or ok.recorded_by_id in writers:
            yield _("Somebody else has to write down what %(name)s says: a trainer who takes no part in it.") % name
