"""How many moderators a work needs, and how many have approved its exact words."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import Revision, TaskState

from accounts.roles import has_role
from moderation.models.readings import Reading
from moderation.seriousness import Tick
from publishing.candidates import Writers, writers_of
from publishing.digests import is_same_digest, revision_digest
from publishing.models import Release


def keep_reading(*, check: TaskState, moderator: Any, ticks: Iterable[str], said_serious: bool = False) -> Reading:
    """Keep that `moderator` approved the words of this check, and what they ticked."""
    revision = check.revision
    return Reading.objects.create(
        run=check.workflow_state_id,
        page_id=int(revision.object_id),
        revision_id=revision.pk,
        digest=revision_digest(revision),
        moderator=moderator,
        ticks=sorted(set(ticks) & set(Tick.values)),
        said_serious=said_serious,
    )


def readings_of(run: Any, revision: Revision) -> list[Reading]:
    """Return who approved exactly these words in this run, oldest first."""
    words = revision_digest(revision)
    readings = Reading.objects.filter(run=run, page_id=revision.object_id).select_related("moderator")
    return [reading for reading in readings if is_same_digest(reading.digest, words)]


def has_approved(user: Any, check: TaskState) -> bool:
    """Say whether `user` has approved the words of this check already."""
    return any(reading.moderator_id == user.pk for reading in readings_of(check.workflow_state_id, check.revision))


def moderators_needed(run: Any, revision: Revision) -> int:
    """Return 2 where anybody found something serious in this run or in the same words, else 1.

    Sending the same words in anew does not make them less serious.
    """
    asked = Q(run=run) | Q(digest=revision_digest(revision))
    readings = Reading.objects.filter(asked, page_id=revision.object_id)
    return 2 if any(reading.is_serious for reading in readings) else 1


def may_count(moderator: Any, writers: Writers) -> bool:
    """Say whether an approval of this account counts: a moderator still, who wrote in none of it."""
    return moderator.is_active and has_role(moderator, "moderator") and moderator.pk not in writers


def still_needed(obj: Any, run: Any, revision: Revision, release: Release | None = None) -> int:
    """Return how many more moderators have to approve exactly these words."""
    writers = writers_of(obj, release)
    approved = {reading.moderator_id for reading in readings_of(run, revision) if may_count(reading.moderator, writers)}
    return max(0, moderators_needed(run, revision) - len(approved))
