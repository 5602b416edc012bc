"""Where a page stands, as its rows say: public or not, at which step, paused, flagged, waited for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState

from authorship.models import Contributor, Work, YourOK, work_page
from consent.models import LeaverLook
from moderation.models import Flag, Pause
from publishing.models import Release

HOLD_THE_WHOLE = ("teller", "co_author", "shown")
"""Whose no ends a whole story, by DESIGN.md; whoever made one alone holds it too."""


@dataclass(frozen=True)
class Part:
    """One person's part in a story."""

    pk: int
    person_id: int
    user_id: int | None
    role: str


@dataclass(frozen=True)
class Story:
    """Where a page stands."""

    pk: int
    work_id: int | None
    live: bool = False
    step: str = ""
    step_id: int | None = None
    hidden: bool = False
    scheduled: bool = False
    hour: datetime | None = None
    """When a version that is scheduled is to be public."""
    was_released: bool = False
    paused: frozenset[int] = frozenset()
    """The releases that are paused."""
    pause_id: int | None = None
    """The pause that stands."""
    paused_by: frozenset[int] = frozenset()
    """The accounts that paused it or let that stay."""
    appealed: bool = False
    flags: tuple[int, ...] = ()
    """The flags about it that are open, in whichever language."""
    looks: tuple[tuple[int, int | None], ...] = ()
    """The questions to those who left that are open, each with their account."""
    has_proof: bool = False
    """Whether somebody's OK was written down for them, with a proof."""
    is_left: bool = False
    """Whether somebody has left it."""
    is_followed: bool = False
    """Whether another page follows it."""
    alias_of: int | None = None
    key: str = ""
    revision_id: int | None = None
    parts: tuple[Part, ...] = ()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        where = "live" if self.live else "paused" if self.paused else "hidden" if self.hidden else "not public"
        printer.text(f"page {self.pk} ({where}{', ' + self.step if self.step else ''})")

    @property
    def user_ids(self) -> set[int]:
        """The accounts of those who take part."""
        return {part.user_id for part in self.parts if part.user_id}

    @property
    def is_due(self) -> bool:
        """Whether the hour of a version that is scheduled has come."""
        return self.hour is not None and self.hour <= timezone.now()

    def holds_the_whole(self, part: Part) -> bool:
        """Say whether this person's no ends the whole story."""
        return len(self.parts) == 1 or part.role in HOLD_THE_WHOLE


def stand(pk: int) -> Story | None:
    """Return where a page stands now; None where it is gone."""
    page = Page.objects.filter(pk=pk).select_related("alias_of").first()
    if page is None:
        return None
    work = Work.objects.filter(page_id=work_page(page).pk).first()
    step, step_id = _step(pk)
    releases = list(Release.objects.filter(object_id=str(page.alias_of_id or pk)).order_by("pk"))
    parts = Contributor.objects.filter(work=work).select_related("person") if work else ()
    hours = Revision.objects.filter(object_id=str(pk), approved_go_live_at__isnull=False)
    pause = Pause.objects.exclude(state="ended").filter(page=pk).select_related("appeal").last()
    appeal = getattr(pause, "appeal", None)
    return Story(
        pk=pk,
        work_id=work.pk if work else None,
        live=page.live,
        step=step,
        step_id=step_id,
        hidden=any(release.state == "hidden" for release in releases),
        scheduled=any(release.state == "waiting" for release in releases),
        hour=hours.values_list("approved_go_live_at", flat=True).first(),
        was_released=bool(releases),
        paused=frozenset(release.pk for release in releases if release.state == "paused"),
        pause_id=pause.pk if pause else None,
        paused_by=frozenset(filter(None, (pause.by_id, pause.decided_by_id))) if pause else frozenset(),
        appealed=appeal is not None and not appeal.outcome,
        flags=tuple(open_flags((page.alias_of or page).translation_key)),
        looks=_looks(page) if step == "ok" else (),
        has_proof=YourOK.objects.filter(page_id=pk, evidence__isnull=False).exists(),
        is_left=work is not None and Contributor.everyone.filter(work=work, left_at__isnull=False).exists(),
        is_followed=page.aliases.exists(),
        alias_of=page.alias_of_id,
        key=str(page.translation_key),
        revision_id=page.latest_revision_id,
        parts=tuple(Part(part.pk, part.person_id, part.person.user_id, part.role) for part in parts),
    )


def _step(pk: int) -> tuple[str, int | None]:
    flow = WorkflowState.objects.filter(object_id=str(pk)).order_by("pk").last()
    if flow is None or flow.status not in (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES):
        return "", None
    task = flow.current_task_state
    if task is None or task.status != TaskState.STATUS_IN_PROGRESS:
        return "", None
    return ("check" if hasattr(task.specific, "is_moderation") else "ok"), task.pk


def open_flags(key: Any) -> list[int]:
    """Return the flags that are open about the pages with this translation key."""
    flags = Flag.objects.exclude(state="closed").filter(page__translation_key=key)
    return list(flags.order_by("pk").values_list("pk", flat=True))


def _looks(page: Page) -> tuple[tuple[int, int | None], ...]:
    looks = LeaverLook.objects.filter(page_id=page.pk, revision_id=page.latest_revision_id, ruling=None)
    return tuple(looks.order_by("pk").values_list("pk", "contributor__person__user"))


def live_pages() -> frozenset[int]:
    """Return the ids of what is live, the root of the tree left out."""
    return frozenset(Page.objects.filter(live=True, depth__gt=1).values_list("pk", flat=True))
