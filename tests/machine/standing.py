"""Where a page stands, as its rows say: public or not, at which step, paused, flagged, waited for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState

from authorship.models import Contributor, Work, YourOK
from consent.models import LeaverLook
from moderation.models import Flag, Pause
from publishing.models import Release
from translation.models import Assignment

STORY = "storypage"
HOLD_THE_WHOLE = ("teller", "co_author", "shown")
"""Whose no ends a whole story, by DESIGN.md; whoever made a story or training alone holds it too."""


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
    kind: str = STORY
    """What its page is: a story, or training, which stays with a gap where somebody took their part back."""
    live: bool = False
    shared: bool = False
    """Whether some people read it, and not everybody."""
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
    is_given: bool = False
    """Whether it is a translation that somebody was given to make."""
    is_followed: bool = False
    """Whether another page follows it."""
    alias_of: int | None = None
    key: str = ""
    revision_id: int | None = None
    parts: tuple[Part, ...] = ()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        marks = {"live": self.live, "shared": self.shared, "paused": bool(self.paused), "hidden": self.hidden}
        where = next((mark for mark, is_so in marks.items() if is_so), "not public")
        printer.text(f"{self.kind} {self.pk} ({where}{', ' + self.step if self.step else ''})")

    @property
    def is_told(self) -> bool:
        """Whether it is a story, and no training."""
        return self.kind == STORY

    @property
    def user_ids(self) -> set[int]:
        """The accounts of those who take part."""
        return {part.user_id for part in self.parts if part.user_id}

    @property
    def is_due(self) -> bool:
        """Whether the hour of a version that is scheduled has come."""
        return self.hour is not None and self.hour <= timezone.now()

    def holds_the_whole(self, part: Part) -> bool:
        """Say whether this person's no ends the whole of it."""
        return len(self.parts) == 1 or (self.is_told and part.role in HOLD_THE_WHOLE)


def stand(pks: Iterable[int]) -> dict[int, Story]:
    """Return where these pages stand now, by page, without those that are gone. Many cost no more queries than one."""
    pages = list(Page.objects.filter(pk__in=pks).select_related("alias_of", "content_type"))
    rows = _Rows(pages)
    return {page.pk: rows.story(page) for page in pages}


def _by(key: str, rows: Iterable[Any]) -> dict[Any, list[Any]]:
    """Return rows by one of their fields, each list in the order of the rows."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def _last(rows: list[Any]) -> Any:
    return rows[-1] if rows else None


class _Rows:
    """What is read of some pages, all of them at once."""

    def __init__(self, pages: list[Page]) -> None:
        numbers = [page.pk for page in pages]
        texts = [str(number) for page in pages for number in {page.pk, page.alias_of_id or page.pk}]
        self.works = {work.page_id: work for work in Work.objects.filter(page__in=[_source(page) for page in pages])}
        flows = WorkflowState.objects.filter(object_id__in=texts).order_by("pk")
        self.flows = _by("object_id", flows.select_related("current_task_state__content_type"))
        self.releases = _by("object_id", Release.objects.filter(object_id__in=texts).order_by("pk"))
        people = Contributor.everyone.filter(work__in=self.works.values())
        self.people = _by("work_id", people.select_related("person"))
        hours = Revision.objects.filter(object_id__in=texts, approved_go_live_at__isnull=False)
        self.hours = dict(hours.order_by("-pk").values_list("object_id", "approved_go_live_at"))
        pauses = Pause.objects.exclude(state="ended").filter(page__in=numbers).order_by("pk")
        self.pauses = _by("page_id", pauses.select_related("appeal"))
        flags = _open_flags(_source(page).translation_key for page in pages)
        self.flags = _by("key", flags.annotate(key=F("page__translation_key")))
        looks = LeaverLook.objects.filter(page_id__in=numbers, ruling=None).order_by("pk")
        self.looks = _by("page_id", looks.select_related("contributor__person"))
        proofs = YourOK.objects.filter(page_id__in=numbers, evidence__isnull=False)
        self.proofs = set(proofs.values_list("page_id", flat=True))
        keys = [page.translation_key for page in pages]
        given = Assignment.objects.filter(page__translation_key__in=keys, part="translator")
        self.given = set(given.values_list("page__translation_key", "locale"))
        self.followed = set(Page.objects.filter(alias_of__in=numbers).values_list("alias_of", flat=True))

    def story(self, page: Page) -> Story:
        """Return where one of the pages stands."""
        work = self.works.get(_source(page).pk)
        step, step_id = self._step(page)
        releases = self.releases[str(_source(page).pk)]
        people = self.people[work.pk] if work else []
        pause = _last(self.pauses[page.pk])
        appeal = getattr(pause, "appeal", None)
        return Story(
            pk=page.pk,
            work_id=work.pk if work else None,
            kind=page.content_type.model,
            live=page.live,
            shared=page.alias_of_id is None
            and any(release.state == "valid" and release.audience != "public" for release in releases),
            step=step,
            step_id=step_id,
            hidden=any(release.state == "hidden" for release in releases),
            scheduled=any(release.state == "waiting" for release in releases),
            hour=self.hours.get(str(page.pk)),
            was_released=bool(releases),
            paused=frozenset(release.pk for release in releases if release.state == "paused"),
            pause_id=pause.pk if pause else None,
            paused_by=frozenset(filter(None, (pause.by_id, pause.decided_by_id))) if pause else frozenset(),
            appealed=appeal is not None and not appeal.outcome,
            flags=tuple(flag.pk for flag in self.flags[_source(page).translation_key]),
            looks=self._looks(page) if step == "ok" else (),
            has_proof=page.pk in self.proofs,
            is_left=any(part.left_at is not None for part in people),
            is_given=(page.translation_key, page.locale_id) in self.given and work is None,
            is_followed=page.pk in self.followed,
            alias_of=page.alias_of_id,
            key=str(page.translation_key),
            revision_id=page.latest_revision_id,
            parts=tuple(
                Part(part.pk, part.person_id, part.person.user_id, part.role) for part in people if part.left_at is None
            ),
        )

    def _step(self, page: Page) -> tuple[str, int | None]:
        flow = _last(self.flows[str(page.pk)])
        if flow is None or flow.status not in (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES):
            return "", None
        task = flow.current_task_state
        if task is None or task.status != TaskState.STATUS_IN_PROGRESS:
            return "", None
        return _kind_of(task.content_type.model_class()), task.pk

    def _looks(self, page: Page) -> tuple[tuple[int, int | None], ...]:
        looks = (look for look in self.looks[page.pk] if look.revision_id == page.latest_revision_id)
        return tuple((look.pk, look.contributor.person.user_id) for look in looks)


def _kind_of(state: Any) -> str:
    """Return which step a kind of step is."""
    marks = {"is_moderation": "check", "is_language_check": "language", "is_your_ok": "ok"}
    return next(step for mark, step in marks.items() if hasattr(state, mark))


def _source(page: Page) -> Page:
    return page.alias_of or page


def open_flags(key: Any) -> list[int]:
    """Return the flags that are open about the pages with this translation key."""
    return list(_open_flags([key]).values_list("pk", flat=True))


def _open_flags(keys: Iterable[Any]) -> QuerySet[Flag]:
    return Flag.objects.exclude(state="closed").filter(page__translation_key__in=list(keys)).order_by("pk")


def shared_pages() -> frozenset[int]:
    """Return the ids of the pages that some people read and not everybody."""
    fewer = Release.objects.filter(state="valid").exclude(audience="public")
    return frozenset(int(pk) for pk in fewer.values_list("object_id", flat=True))


def live_pages() -> frozenset[int]:
    """Return the ids of what is live, the root of the tree left out."""
    return frozenset(Page.objects.filter(live=True, depth__gt=1).values_list("pk", flat=True))
