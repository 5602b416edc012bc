"""What waits for a moderator, oldest first. The cost does not grow with the list."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, TaskState

from accounts.audiences import words_of_audiences
from authorship.audiences import audiences_of_pages
from authorship.models import Contributor
from core.content_notes import labels_of
from moderation.claims import standing_claims
from moderation.dates import due_at, how_long
from moderation.models import CheckState, Claim, InternalRemark, Pause, Reading
from moderation.pausing import standing_pauses
from moderation.somebody_else import pages_asked_away_from
from publishing.digests import revision_digest
from publishing.models import Release


@dataclass(frozen=True)
class Row:
    """One work in the queue, as one moderator sees it. Without `may_check` it has no title."""

    check_id: int
    page_id: int
    title: str
    language: str
    language_code: str
    waits: str
    due: datetime
    is_late: bool
    sent_in_by: str
    claim: Claim | None
    is_mine: bool
    is_serious: bool
    has_approved: bool
    approvals: int
    remarks: int
    may_check: bool
    content_notes: tuple[str, ...] = ()
    pause: Pause | None = None
    readers: str = ""
    """Who would read it, where that is not everybody."""

    @property
    def looked_at_by(self) -> str:
        """The first name of whoever has claimed it."""
        return self.claim.moderator.get_short_name() if self.claim is not None else ""

    @property
    def next_step(self) -> str:
        """What this moderator may do with it."""
        if not self.may_check:
            return _("You wrote in this one, so somebody else approves it.")
        if self.has_approved:
            return _("You have approved it. One more moderator has to read this.")
        if self.approvals:
            return _("One more moderator has to read this. Open it, read it, then approve it or ask for changes.")
        return _("Open it, read it, then approve it or ask for changes.")


def queue_for(user: Any, now: datetime | None = None) -> list[Row]:
    """Return what waits, oldest first, as `user` (a moderator) sees it.

    Left out is what somebody would rather have another moderator read. Whether `user` wrote in a work is told
    here from its contributors and revisions; the step itself asks every registered source.
    """
    now = now or timezone.now()
    checks = _checks_of_pages()
    steps = list(checks.select_related("workflow_state__requested_by", "revision").order_by("started_at", "pk"))
    hidden = pages_asked_away_from(user)
    steps = [step for step in steps if int(step.workflow_state.object_id) not in hidden]
    ids = [int(step.workflow_state.object_id) for step in steps]
    pages = {page.pk: page for page in Page.objects.filter(pk__in=ids).select_related("locale", "content_type")}
    wrote = _pages_written_in(user, pages.values())
    claims = standing_claims([step.pk for step in steps], now)
    readings = defaultdict(list)
    for reading in Reading.objects.filter(page_id__in=ids):
        readings[reading.page_id].append(reading)
    pauses = standing_pauses(pages.values())
    fewer = audiences_of_pages(ids)
    words = words_of_audiences(set(fewer.values()))
    remarks = Counter(InternalRemark.objects.filter(page__in=ids).values_list("page_id", flat=True))
    return [
        replace(
            _row(step, page, user, now, claims.get(step.pk), readings[page.pk], remarks[page.pk], page.pk not in wrote),
            pause=pauses.get(page.pk),
            readers=words[fewer[page.pk]] if page.pk in fewer else "",
        )
        for step in steps
        if (page := pages.get(int(step.workflow_state.object_id))) is not None
    ]


def _checks_of_pages() -> Any:
    kind = ContentType.objects.get_for_model(Page)
    return CheckState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, workflow_state__base_content_type=kind)


def how_many_wait(user: Any) -> int:
    """Return how many works are being checked, without those that `user` is not to see."""
    hidden = [str(page_id) for page_id in pages_asked_away_from(user)]
    return _checks_of_pages().exclude(workflow_state__object_id__in=hidden).count()


def _row(
    step: CheckState,
    page: Page,
    user: Any,
    now: datetime,
    claim: Claim | None,
    readings: list[Reading],
    remarks: int,
    may_check: bool,
) -> Row:
    words = revision_digest(step.revision)
    of_this = [reading for reading in readings if words == reading.digest or reading.run == step.workflow_state_id]
    approved = {
        reading.moderator_id for reading in of_this if reading.digest == words and reading.run == step.workflow_state_id
    }
    due = due_at(step.started_at)
    sender = step.workflow_state.requested_by
    return Row(
        check_id=step.pk,
        page_id=page.pk,
        title=str(step.revision.content.get("title", page.draft_title)) if may_check else "",
        language=str(page.locale),
        language_code=page.locale.language_code,
        waits=how_long(step.started_at, now),
        due=due,
        is_late=due <= now,
        sent_in_by=sender.get_short_name() if sender is not None and may_check else "",
        claim=claim,
        is_mine=claim is not None and claim.moderator_id == user.pk,
        is_serious=any(reading.is_serious for reading in of_this),
        has_approved=user.pk in approved,
        approvals=len(approved),
        remarks=remarks if may_check else 0,
        may_check=may_check,
        content_notes=tuple(labels_of(step.revision.content.get("content_notes") or ())) if may_check else (),
    )


def _pages_written_in(user: Any, pages: Iterable[Page]) -> set[int]:
    """Return the ids of those pages in which `user` takes part or has saved something since their last release."""
    pages = list(pages)
    wholes = _keys_of_the_wholes(pages)
    parts = Contributor.objects.filter(person__user=user, work__page__translation_key__in=set(wholes.values()))
    mine = set(parts.values_list("work__page__translation_key", flat=True))
    kind = ContentType.objects.get_for_model(Page)
    keys = [str(page.pk) for page in pages]
    released = dict(
        Release.objects.filter(content_type=kind, object_id__in=keys)
        .values_list("object_id")
        .annotate(last=Max("created_at"))
    )
    saved = (
        Revision.objects.filter(base_content_type=kind, object_id__in=keys, user=user)
        .values_list("object_id")
        .annotate(last=Max("created_at"))
    )
    written = {int(key) for key, last in saved if key not in released or last > released[key]}
    return written | {pk for pk, key in wholes.items() if key in mine}


def _keys_of_the_wholes(pages: Iterable[Page]) -> dict[int, Any]:
    """Return the translation key of what each of these pages is, or is part of, by the page's id. One query."""
    pages = list(pages)
    above = {page.pk: page.path[: -Page.steplen] for page in pages if hasattr(page.specific_class, "part_of_work")}
    wholes = dict(Page.objects.filter(path__in=set(above.values())).values_list("path", "translation_key"))
    return {page.pk: wholes.get(above.get(page.pk), page.translation_key) for page in pages}
