"""The table of verbs: what somebody does, by which road, as a function. A room adds its own by `@action`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.test import Client

from tests.machine.beliefs import Beliefs
from tests.machine.house import House
from tests.machine.standing import Part, Story

Fits = Callable[[Story], bool]
Who = Callable[["Step"], Iterable[Any]]


class NothingToDo(Exception):
    """There is nothing in this story that this verb is about."""


@dataclass
class Step:
    """One thing that one person does to one story; `draw` chooses whatever else it needs."""

    house: House
    beliefs: Beliefs
    story: Story
    draw: Callable[[list[Any]], Any]
    who: Any = None
    writer: Any = None
    """Who writes in this step, where it is not whoever does the rest."""
    serious: bool = False
    reason: str = ""
    """Why something may stop being public: `voice`, `pause`, `danger`, `lead`, `command`, `erase`, `clock`.

    Or why what was paused may be public again: `lift`, `answer`, `lead`. Empty where nothing may.
    """
    by_parts: list[Part] = field(default_factory=list)
    """Whose voice it is, where `reason` is `voice`."""
    day: date | None = None
    """The day that the clock was told, where `reason` is `clock`."""
    for_good: bool = False
    """Whether this takes something back for good."""
    of_all: bool = False
    """Whether this takes down the whole work, in every language, where it is not refused."""
    by_nobody: bool = False
    approves: bool = False

    @property
    def people(self) -> SimpleNamespace:
        """Everybody by the name of their role."""
        return self.house.people

    @property
    def moderators(self) -> list[Any]:
        """All who moderate."""
        return _users(self, "moderator", "moderator2", "moderator3")

    @property
    def client(self) -> Client:
        """The browser in which whoever does this is signed in."""
        return self.house.client(self.who)

    @property
    def page(self) -> Any:
        """The page as the database has it now."""
        return self.house.page(self.story.pk)

    @property
    def studio(self) -> str:
        """Where the studio keeps this work."""
        return f"/my/works/{self.story.work_id}/"

    def part(self) -> Part | None:
        """Return the part of whoever does this; None where they take none."""
        return next((part for part in self.story.parts if part.user_id == self.who.pk), None)

    def words(self, *, private: bool = False) -> str:
        """Return new words by whoever does this."""
        writer = self.writer or self.who
        person = None if self.by_nobody or writer is None else writer.person_id_in_house
        return self.beliefs.token(person, private=private)

    def for_a_voice(self, *parts: Part | None) -> None:
        """Note that this is somebody's no, which may take down what they hold the whole of."""
        self.reason = "voice"
        self.by_parts = [part for part in parts if part is not None]


@dataclass(frozen=True)
class Action:
    """One cell of the table."""

    verb: str
    road: str
    act: Callable[[Step], Any]
    fits: Fits
    who: Who
    only_on: str = ""
    never: bool = False
    """Whether nobody has a right to this by this road, so that it need not ever succeed."""

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(f"{self.verb} ({self.road})")

    @property
    def name(self) -> tuple[str, str]:
        """What it is counted under."""
        return self.verb, self.road


ACTIONS: list[Action] = []


def anything(story: Story) -> bool:
    """Every story."""
    return True


def action(
    verb: str,
    road: str,
    *,
    fits: Fits = anything,
    who: Who | None = None,
    only_on: str = "",
    never: bool = False,
    only_told: bool = False,
) -> Callable[[Callable[[Step], Any]], Callable[[Step], Any]]:
    """Put a function into the table. `fits` says of which stories it makes sense, `who` yields who tries it.

    Several tries have to succeed, but where nobody has a right to it (`never`). Of training it makes sense too, but for
    what is about the parts of a story (`only_told`).
    """
    of_its_kind = (lambda story: story.is_told and fits(story)) if only_told else fits

    def put(act: Callable[[Step], Any]) -> Callable[[Step], Any]:
        ACTIONS.append(Action(verb, road, act, of_its_kind, who or makers, only_on, never))
        return act

    return put


def _users(step: Step, *keys: str) -> list[Any]:
    return [getattr(step.people, key) for key in keys]


def makers(step: Step) -> list[Any]:
    """Those who take part, several times each, and sometimes somebody else."""
    mine = [user for user in step.house.users if user.pk in step.story.user_ids]
    return mine * 4 + _users(step, "reporter3", "trainer2", "moderator") if mine else _users(step, "reporter")


def checkers(step: Step) -> list[Any]:
    """Moderators, and sometimes somebody who has no business to check it."""
    return _users(step, "moderator", "moderator2", "moderator3") * 3 + makers(step)[:1] + _users(step, "superuser")


def takers_down(step: Step) -> list[Any]:
    """Those who may pause on a ground, and sometimes somebody who may not."""
    mine = makers(step)[:1] if step.story.user_ids else []
    return _users(step, "moderator", "moderator2", "moderator3", "trainer", "admin") + mine


def leads(step: Step) -> list[Any]:
    """Safeguarding leads, one of whom tells stories too, and sometimes somebody who is none."""
    return _users(step, "safeguarding") * 3 + _users(step, "lead2", "moderator") + makers(step)[:1]


def anybody(step: Step) -> list[Any]:
    """Whoever has an account, those who take part and those who do not."""
    return makers(step)[:1] + _users(step, "reporter3") + _users(step, "trainer", "moderator", "safeguarding") * 2


def staff(step: Step) -> list[Any]:
    """Those who get into the admin with all their rights, and those who do not."""
    keys = ("superuser", "admin", "trainer", "moderator", "translator")
    mine = [user for user in step.house.users if user.pk in step.story.user_ids]
    return _users(step, *keys) + mine


def operators(step: Step) -> list[Any]:
    """Whoever runs commands on the server: nobody in particular."""
    return [None]


def administrators(step: Step) -> list[Any]:
    """Administrators, and sometimes somebody who is none."""
    return _users(step, "admin") * 3 + _users(step, "moderator", "trainer")


# What stories make sense for a verb.


def is_story(story: Story) -> bool:
    """A source page."""
    return story.alias_of is None


def is_draft(story: Story) -> bool:
    """Nobody is checking it, so those who make it may change it."""
    return is_story(story) and not story.step


def is_checked(story: Story) -> bool:
    """A moderator is reading it."""
    return story.step == "check"


def waits(story: Story) -> bool:
    """Its people are asked for their OK."""
    return story.step == "ok"


def is_live(story: Story) -> bool:
    """It is public."""
    return is_story(story) and story.live


def is_shown(story: Story) -> bool:
    """Somebody besides its makers reads it."""
    return is_story(story) and (story.live or story.shared)


def is_hidden(story: Story) -> bool:
    """It was public and can come back."""
    return is_story(story) and story.hidden and not story.live


def is_paused(story: Story) -> bool:
    """It was paused, and that stands."""
    return is_story(story) and story.pause_id is not None


def is_not_appealed(story: Story) -> bool:
    """It was paused, and nobody has said that they do not agree, or that was answered."""
    return is_paused(story) and not story.appealed


def is_appealed(story: Story) -> bool:
    """Somebody does not agree that it is paused, and nobody has answered."""
    return is_paused(story) and story.appealed


def is_flagged(story: Story) -> bool:
    """Somebody is worried about it, and nobody has closed that."""
    return is_story(story) and bool(story.flags)


def is_looked_at(story: Story) -> bool:
    """It waits, and somebody who left is asked to look at it."""
    return is_story(story) and bool(story.looks)


def is_alias(story: Story) -> bool:
    """It follows another page."""
    return story.alias_of is not None


def has_no_account(story: Story) -> bool:
    """Somebody without an account takes part."""
    return any(part.user_id is None for part in story.parts)
