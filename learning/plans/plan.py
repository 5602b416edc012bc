"""What was understood of a plan, and the report about it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.listing import listed
from learning.plans.vocabulary import GROUPINGS, RHYTHMS, first_in, words_in


@dataclass
class Activity:
    """One activity or break as far as it is understood."""

    title: str
    minutes: int | None = None
    is_break: bool = False
    purpose: list[str] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    materials: list[str] = field(default_factory=list)
    facilitator_notes: list[str] = field(default_factory=list)
    output: list[str] = field(default_factory=list)
    access_note: list[str] = field(default_factory=list)
    grouping: str = ""

    @property
    def words(self) -> str:
        """What it says, to guess by."""
        return " ".join([self.title, *self.purpose, *self.steps])

    @property
    def rhythm(self) -> str:
        """Its part of the rhythm."""
        return first_in(RHYTHMS, self.title) or "practise"

    @property
    def works_together(self) -> str:
        """Who works together in it."""
        return first_in(GROUPINGS, f"{self.grouping} {self.words}") or "everyone"


@dataclass
class Plan:
    """What was understood of a plan, and in `left_out` what was not, word for word."""

    title: str = ""
    promise: str = ""
    length_minutes: int | None = None
    group_size: str = ""
    licence: str = ""
    lists: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    activities: list[Activity] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    """The headings that told what a section is about."""
    labels: list[str] = field(default_factory=list)
    """What only told us where something belongs: “Materials:”, the names of columns, minutes in brackets."""
    left_out: list[str] = field(default_factory=list)

    def keep_what_is_lost(self, lines: list[str]) -> None:
        """Leave out, word for word, each of these lines with a word that has found no place."""
        known = words_in(" ".join(self.texts()))
        self.left_out += [line for line in lines if not words_in(line) <= known]

    def texts(self) -> Iterator[str]:
        """Return all that it says, understood or not."""
        yield from (self.title, self.promise, *self.headings, *self.labels, *self.left_out)
        for texts in (*self.lists.values(), *self.notes.values()):
            yield from texts
        for activity in self.activities:
            yield from (activity.words, activity.grouping, *activity.materials, *activity.facilitator_notes)
            yield from (*activity.output, *activity.access_note)


NAMES: dict[str, Any] = {
    "outcomes": gettext_lazy("Outcomes"),
    "questions": gettext_lazy("Questions"),
    "key_points": gettext_lazy("Key points"),
    "evaluation": gettext_lazy("Questions at the end"),
    "room_and_materials": gettext_lazy("Room and materials"),
    "safety_notes": gettext_lazy("Safety and care"),
    "access_notes": gettext_lazy("Access"),
    "language_notes": gettext_lazy("Languages"),
    "facilitator_notes": gettext_lazy("Notes for the facilitator"),
}


def report_of(plan: Plan) -> list[str]:
    """Return what was understood, a line for each kind of thing."""
    return list(_report(plan))


def _report(plan: Plan) -> Iterator[str]:
    yield _("The title: %(title)s") % {"title": plan.title}
    if plan.promise:
        yield _("What it offers, in one line: %(words)s") % {"words": plan.promise}
    if plan.length_minutes:
        yield _("How long it takes, in minutes: %(minutes)s") % {"minutes": plan.length_minutes}
    if plan.group_size:
        yield _("The size of the group: %(size)s") % {"size": plan.group_size}
    for name, items in (plan.lists | plan.notes).items():
        yield f"{NAMES[name]}: {len(items)}"
    parts = sum(not activity.is_break for activity in plan.activities)
    yield _("Activities: %(count)s") % {"count": parts}
    yield _("Breaks: %(count)s") % {"count": len(plan.activities) - parts}
    untimed = [activity.title for activity in plan.activities if activity.minutes is None]
    if untimed:
        yield _("Nobody has said how long these take: %(titles)s") % {"titles": listed(untimed)}
    if plan.licence:
        yield _("The licence")
    if plan.headings:
        yield _("Headings that showed us what is what: %(headings)s") % {"headings": listed(plan.headings)}
