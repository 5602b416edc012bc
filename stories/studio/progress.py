"""The way from an empty story to sending it in: five steps, in any order, and which of them somebody has done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from authorship.models import Contributor, Work
from consent.selectors import must_answer
from publishing.selectors import shown_release
from stories.studio.drafts import why_closed
from stories.studio.parts import PartView, parts_in, views_of
from stories.studio.selectors import has_title, is_story

TELL, TITLE, NAMED, AGREE, SEND = "tell", "facts", "named", "agree", "send_in"
LABELS: dict[str, Promise] = {
    TELL: gettext_lazy("Tell it"),
    TITLE: gettext_lazy("Give it a title"),
    NAMED: gettext_lazy("Choose how you are named"),
    AGREE: gettext_lazy("Say what we may do with it"),
    SEND: gettext_lazy("Send it in"),
}
ONE_AFTER_ANOTHER = (NAMED, AGREE, SEND)
"""The steps that are one screen each, so that one leads to the next."""


@dataclass(frozen=True)
class Step:
    """One step of the way, and where it is taken."""

    key: str
    number: int
    address: str
    is_done: bool
    is_here: bool

    @property
    def label(self) -> Promise:
        """What is done in it."""
        return LABELS[self.key]

    @property
    def state(self) -> str:
        """How the line shows it."""
        return "done" if self.is_done else "now" if self.is_here else "todo"


@dataclass(frozen=True)
class Way:
    """All the steps, for one person who makes the story."""

    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.is_done for step in self.steps)

    @property
    def here(self) -> Step | None:
        """The step that the screen is about."""
        return next((step for step in self.steps if step.is_here), None)

    @property
    def next(self) -> Step:
        """The first step that is not done; sending in is done last."""
        return next(step for step in self.steps if not step.is_done)


def way_of(
    work: Work, page: Any, me: Contributor, *, here: str = "", parts: Sequence[PartView] | None = None
) -> Way | None:
    """Return how far `me` is with a story on the way to sending it in, on the screen of the step `here`.

    `parts` are those of its newest draft, where they have been read already. None where there is nothing to send in:
    for training, and for a story that nobody may change now or that its readers have as it stands.
    """
    person: Any = me.person
    if not is_story(page) or not me.makes_it or why_closed(page, person.user):
        return None
    if _is_shown_as_it_is(work, page):
        return None
    if parts is None:
        parts = views_of(parts_in(page.get_latest_revision()))
    done = {
        TELL: bool(parts) and not any(part.missing for part in parts),
        TITLE: has_title(page),
        NAMED: me.has_chosen_credit,
        AGREE: not must_answer(me),
        SEND: False,
    }
    addresses = {key: reverse(f"studio:{key}", args=[work.pk]) for key in (TITLE, *ONE_AFTER_ANOTHER)}
    addresses[TELL] = f"{reverse('studio:work', args=[work.pk])}#{'parts' if parts else 'add'}-title"
    steps = enumerate(LABELS, start=1)
    return Way(tuple(Step(key, number, addresses[key], done[key], key == here) for number, key in steps))


def _is_shown_as_it_is(work: Work, page: Any) -> bool:
    """Say whether just the people who should read it can read the newest words of it."""
    if page.live:
        return not page.has_unpublished_changes
    release = shown_release(page)
    return release is not None and release.revision_id == page.latest_revision_id and release.audience == work.audience


def where_next(work: Work, me: Contributor, *, later: bool) -> str:
    """Return where somebody goes on after a step is saved: to the next one, where it is a single screen; home, where
    they finish `later`.

    Whoever was asked along comes to the story first: they may not have read yet what they say yes to.
    """
    if later:
        return reverse("studio:home")
    page: Any = work.page.specific if work.page else None
    has_begun_it = page is not None and page.owner_id == me.person.user_id
    way = way_of(work, page, me) if has_begun_it else None
    if way is not None and way.next.key in ONE_AFTER_ANOTHER:
        return way.next.address
    return reverse("studio:work", args=[work.pk])
