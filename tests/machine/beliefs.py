"""What we believe: who wrote which words, who approved what, what is public, and who has taken what back.

Nothing here asks the gate. It follows from the steps that were taken, and from rows that are only read.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page, TaskState, WorkflowState

from authorship.models import Contributor, Work, work_page
from publishing.models import Release

TOKEN = re.compile(r"zq\d+x")
"""Each piece of words, each name and each description is one of these, written once and by one person."""
HOLD_THE_WHOLE = ("teller", "co_author")
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
    """Where a page stands, as its rows say."""

    pk: int
    work_id: int | None
    live: bool = False
    step: str = ""
    step_id: int | None = None
    hidden: bool = False
    scheduled: bool = False
    was_released: bool = False
    alias_of: int | None = None
    key: str = ""
    revision_id: int | None = None
    parts: tuple[Part, ...] = ()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        where = "live" if self.live else "hidden" if self.hidden else "not public"
        printer.text(f"page {self.pk} ({where}{', ' + self.step if self.step else ''})")

    @property
    def user_ids(self) -> set[int]:
        """The accounts of those who take part."""
        return {part.user_id for part in self.parts if part.user_id}

    def holds_the_whole(self, part: Part) -> bool:
        """Say whether this person's no ends the whole story."""
        return len(self.parts) == 1 or part.role in HOLD_THE_WHOLE


def stand(pk: int) -> Story | None:
    """Return where a page stands now; None where it is gone."""
    page = Page.objects.filter(pk=pk).select_related("alias_of").first()
    if page is None:
        return None
    work = Work.objects.filter(page_id=work_page(page).pk).first()
    flow = WorkflowState.objects.filter(object_id=str(pk)).order_by("pk").last()
    step, step_id = "", None
    if flow is not None and flow.status in (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES):
        task = flow.current_task_state
        running = task is not None and task.status == TaskState.STATUS_IN_PROGRESS
        if running:
            step = "check" if hasattr(task.specific, "is_moderation") else "ok"
            step_id = task.pk
    releases = list(Release.objects.filter(object_id=str(page.alias_of_id or pk)).order_by("pk"))
    parts = Contributor.objects.filter(work=work).select_related("person") if work else ()
    return Story(
        pk=pk,
        work_id=work.pk if work else None,
        live=page.live,
        step=step,
        step_id=step_id,
        hidden=any(release.state == "hidden" for release in releases),
        scheduled=any(release.state == "waiting" for release in releases),
        was_released=bool(releases),
        alias_of=page.alias_of_id,
        key=str(page.translation_key),
        revision_id=page.latest_revision_id,
        parts=tuple(Part(part.pk, part.person_id, part.person.user_id, part.role) for part in parts),
    )


def live_pages() -> frozenset[int]:
    """Return the ids of what is live, the root of the tree left out."""
    return frozenset(Page.objects.filter(live=True, depth__gt=1).values_list("pk", flat=True))


@dataclass
class Beliefs:
    """All that we believe at one moment."""

    stories: dict[int, Story] = field(default_factory=dict)
    number: int = 0
    wrote: dict[str, int | None] = field(default_factory=dict)
    """Token → the id of the person who wrote it."""
    private: set[str] = field(default_factory=set)
    """Tokens that are a name, or belong to a file: a person's own, whatever their part is."""
    revisions: dict[int, dict[int, int | None]] = field(default_factory=lambda: defaultdict(dict))
    """Page → revision → the account that made it; None where it was nobody in particular."""
    newest_revision: int = 0
    approvals: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Revision → the accounts that approved it at the check."""
    serious: dict[int, int] = field(default_factory=dict)
    """Revision in which somebody found something serious → the newest release that there was by then."""
    seals: dict[int, str] = field(default_factory=dict)
    """Release → fingerprint of its revision's words when it was first seen."""
    live: frozenset[int] = frozenset()
    addresses: dict[str, int] = field(default_factory=dict)
    """Where a page was public → the page."""
    files: dict[str, int] = field(default_factory=dict)
    """Where a file was public → the page."""
    ended: dict[int, int] = field(default_factory=dict)
    """Page → the newest release that had been made when it was taken back."""
    left: list[tuple[str, int, bool]] = field(default_factory=list)
    """Translation key of a work, person, and whether they held the whole of it: their parts are nowhere."""
    releases: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Release → the page and the revision that it was made for, in the order in which they were made."""
    newest_page: int = 0
    meddled: bool = False
    """Whether a file's row was changed behind the code's back: the public does not see it, and the audit does."""

    def token(self, person_id: int | None, *, private: bool = False) -> str:
        """Return new words of a person."""
        self.number += 1
        token = f"zq{self.number}x"
        self.wrote[token] = person_id
        if private:
            self.private.add(token)
        return token

    def key(self, story: Story) -> str:
        """Return what a story, its languages and what follows them have in common."""
        return self.stories[story.alias_of].key if story.alias_of in self.stories else story.key

    def family(self, pk: int) -> set[int]:
        """Return the pages that go with a page: its languages, and what follows any of them."""
        story = self.stories.get(pk)
        if story is None:
            return {pk}
        key = self.key(story)
        kin = {story.pk for story in self.stories.values() if story.key == key}
        return kin | {pk} | {story.pk for story in self.stories.values() if story.alias_of in kin}
