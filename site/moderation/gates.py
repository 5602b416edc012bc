"""What moderation asks at the gate."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from accounts.roles import has_role
from moderation import four_eyes
from moderation.models import CheckState
from publishing.candidates import Candidate, writers_of
from publishing.models import Release


def check_gate(candidate: Candidate) -> Iterator[str]:
    """As many moderators as it needs approved exactly these words, and none of them wrote in it."""
    release = candidate.release
    if release is None or release.kind == Release.Kind.SYSTEM:
        return
    moderator = release.approved_by
    checks = CheckState.objects.filter(
        workflow_state_id=release.workflow_run,
        revision_id=release.revision_id,
        status=CheckState.STATUS_APPROVED,
        finished_by=moderator,
    )
    if moderator is None or not any(check.still_stands for check in checks):
        yield _("A moderator has not approved these exact words yet.")
        return
    if not has_role(moderator, "moderator"):
        yield _("Whoever approved this is no longer a moderator. Please have it checked again.")
    elif moderator.pk in writers_of(candidate.obj, release):
        yield _("Whoever approved this also wrote in it. Somebody else has to check it.")
    elif four_eyes.still_needed(candidate.obj, release.workflow_run, candidate.revision, release):
        yield _("This is serious, so two moderators have to approve these exact words. Please have it checked again.")
