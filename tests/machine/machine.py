"""The random machine: anybody does anything to any story, by any road, and the promises hold after every step."""

from copy import copy
from itertools import islice
from typing import Any

from django.core import mail
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from wagtail.models import Page, Revision

from authorship.models import Contributor
from publishing.models import Release
from tests.machine import (  # noqa: F401
    checking,
    flagging,
    forging,
    journey,
    leaving,
    papers,
    pausing,
    together,
    training,
    translating,
    tree,
    voices,
    writing,
)
from tests.machine.counts import REFUSALS, Report, errors_noted, is_refusal, writes_counted
from tests.machine.house import House
from tests.machine.invariants import Invariants, hold
from tests.machine.snapshots import Snapshots
from tests.machine.standing import Story, stand
from tests.machine.table import ACTIONS, Action, NothingToDo, Step, is_story

KINDS = ("storypage", "programmepage", "modulepage")
FORWARD = ("send in", "approve", "say yes", "look at the proof", "it is fine", "show again")
"""What leads to the public: some steps go on with one story, or nothing would ever get there."""
RAREST = 10
"""How many of the rarest cells a step chooses from."""
LED = 10
"""How many steps one story is led before another has its turn."""
A_HOLE = 12
"""How many missing steps weigh as much as never having succeeded."""
WHAT = ("something rare",) * 6 + ("go on", "go on", "anything")


class Enough(BaseException):
    """There were enough steps. No failure, so Hypothesis lets it through and does not look for the reason."""


class World:
    """What all runs share: the house, the way back to it, and the counts."""

    def __init__(self, house: House, snapshots: Snapshots, vendor: str) -> None:
        self.house, self.snapshots = house, snapshots
        self.actions = [action for action in ACTIONS if action.only_on in ("", vendor)]
        self.report = Report()
        self.turns: dict[tuple[int, int], list[Action]] = {}
        self.wanted = self.each = self.each_cell = 0
        self.seconds = 0.0

    @property
    def is_done(self) -> bool:
        """Whether there were as many steps as were asked for, of each verb, road and cell too."""
        return self.report.total >= self.wanted and not self.missing() and not self.holes()

    def missing(self) -> list[tuple[str, str]]:
        """Return the cells that were not tried often enough, they themselves, or their verb or road."""
        return [action.name for action in self.actions if self._steps_missing(action)]

    def _steps_missing(self, action: Action) -> int:
        """Return how many steps of its cell, its verb and its road are missing."""
        report, (verb, road) = self.report, action.name
        cell = self.each_cell - report.effective(action.name)
        return max(0, cell) + max(0, self.each - report.verbs[verb]) + max(0, self.each - report.roads[road])

    def holes(self) -> list[tuple[str, str]]:
        """Return the cells that never succeeded, though somebody has a right to them."""
        return [action.name for action in self.actions if self._is_hole(action)]

    def _is_hole(self, action: Action) -> bool:
        return not action.never and not self.report.changed[action.name]

    def _need(self, action: Action) -> tuple[int, int, tuple[str, str]]:
        """Return what the cells are ordered by: how much is missing, and less of it for each try that did nothing."""
        missing = self._steps_missing(action) + A_HOLE * self._is_hole(action)
        idle = min(self.report.idle[action.name], missing - 1) if missing else 0
        return idle - missing, self.report.effective(action.name), action.name

    def by_need(self, turn: tuple[int, int]) -> list[Action]:
        """Return the cells that need steps, those first that need most; the same when a turn is taken once more."""
        if turn not in self.turns:
            needy = [action for action in self.actions if self._need(action)[0] < 0]
            self.turns[turn] = sorted(needy or self.actions, key=self._need)
        return self.turns[turn]


class RandomMachine(RuleBasedStateMachine):
    """One run in the house."""

    world: World
    is_over = True
    """Whether there is nothing more to do, or something has gone wrong."""
    turn = steps = 0

    @initialize(turn=st.integers(0, 2**31))
    def move_in(self, turn: int) -> None:
        """Begin where every run begins."""
        # A turn that was taken before is taken again in full, or a failure could not be shown twice.
        if self.world.is_done and (turn, 0) not in self.world.turns:
            raise Enough
        self.turn, self.steps = turn, 0
        self.world.by_need((turn, 0))
        mail.outbox.clear()
        self.world.snapshots.back_to("house")
        self.beliefs = self.world.house.move_in()
        house = self.world.house
        self.promises = Invariants(self.beliefs, house.public, house.client(house.people.translator))
        self.led = self.led_for = 0
        self.is_over = False

    @rule(data=st.data(), what=st.sampled_from(WHAT))
    def somebody_does_something(self, data: st.DataObject, what: str) -> None:
        """One step of one person: something rare, anything, or one more towards the public with one story."""
        if self.is_over:
            return
        if what == "go on":
            stories = self._led(data)
            self._one_step(
                data, stories, [action for action in self.world.actions if action.verb in FORWARD and not action.never]
            )
        else:
            stories = sorted(self.beliefs.stories.values(), key=lambda story: story.pk)
            self._one_step(data, stories, self._rare(stories) if what == "something rare" else self.world.actions)

    def _led(self, data: st.DataObject) -> list[Story]:
        """Return the one story that is on its way to the public in this run; another one once it is there."""
        stories = self.beliefs.stories
        if self.led not in stories or stories[self.led].live or self.led_for == LED:
            private = [pk for pk, story in sorted(stories.items()) if is_story(story) and not story.live]
            if not private:
                return []
            self.led, self.led_for = data.draw(st.sampled_from(private), label="lead"), 0
        self.led_for += 1
        return [stories[self.led]]

    def _rare(self, stories: list[Story]) -> list[Action]:
        """Return the rarest cells among those that make sense now."""
        fitting = (action for action in self.world.by_need((self.turn, self.steps)) if any(map(action.fits, stories)))
        return list(islice(fitting, RAREST))

    def _one_step(self, data: st.DataObject, stories: list[Story], actions: list[Action]) -> None:
        fitting = [action for action in actions if any(map(action.fits, stories))]
        if not fitting:
            return
        action = data.draw(st.sampled_from(fitting), label="what")
        stories = [story for story in stories if action.fits(story)]
        story = data.draw(st.sampled_from(stories), label="which")
        step = Step(self.world.house, self.beliefs, story, lambda found: data.draw(st.sampled_from(found)))
        step.who = as_now(data.draw(st.sampled_from(action.who(step)), label="who"))
        self.steps += 1
        self.is_over = True
        self.world.report.count(action.name, self._take(action, step))
        self.is_over = False

    def _take(self, action: Action, step: Step) -> str:
        with writes_counted() as writes, errors_noted() as errors:
            try:
                answers = action.act(step)
                refused = any(is_refusal(answer) for answer in _listed(answers))
            except NothingToDo:
                refused = False
            except REFUSALS:
                refused = True
            for error in errors:
                hold(isinstance(error, REFUSALS), f"a screen broke: {type(error).__name__}: {error}")
        if writes.rows:
            self.learn(step, refused)
            return "refused" if refused else "changed"
        return "refused" if refused else "nothing"

    def learn(self, step: Step, refused: bool) -> None:
        """Bring what we believe in line with the step, and check that it was right."""
        beliefs = self.beliefs
        before = beliefs.stories[step.story.pk]
        if step.approves and not refused and before.revision_id:
            hold(
                step.who.pk not in self._writers(before), f"{step.who.email} approved page {before.pk}, and wrote in it"
            )
            beliefs.approvals[before.revision_id].add(step.who.pk)
            if step.serious:
                beliefs.serious.setdefault(before.revision_id, max(beliefs.releases, default=0))
        self.promises.nobody_did_without_a_right(step)
        self._note_revisions(step)
        if step.of_all and not refused:
            self.promises.all_of_it_is_gone(step, before)
        if not refused:
            self._note_leavers(step, before)
        self.promises.after(self._look_again(step))

    def _writers(self, story: Story) -> set[int | None]:
        """Return who takes part in a story, and who saved a version of it since its last release."""
        released = [revision for page, revision in self.beliefs.releases.values() if page == story.pk]
        mine = self.beliefs.revisions[story.pk].items()
        return story.user_ids | {user for number, user in mine if number > max(released, default=0)}

    def _note_revisions(self, step: Step) -> None:
        nobody = step.by_nobody or step.who is None or step.reason == "erase"
        for revision in Revision.objects.filter(pk__gt=self.beliefs.newest_revision).order_by("pk"):
            self.beliefs.revisions[int(revision.object_id)][revision.pk] = (
                None if nobody else (step.writer or step.who).pk
            )
            self.beliefs.newest_revision = revision.pk
        newest = max(self.beliefs.releases, default=0)
        for release in Release.objects.filter(pk__gt=newest).order_by("pk"):
            self.beliefs.releases[release.pk] = (int(release.object_id), release.revision_id)

    def _note_leavers(self, step: Step, before: Story) -> None:
        """Believe whoever took something back, without asking what became of it."""
        if not step.for_good:
            return
        newest = max(self.beliefs.releases, default=0)
        for part in step.by_parts:
            whole = before.holds_the_whole(part)
            if len(before.parts) > 1:
                self.beliefs.left.append((self.beliefs.key(before), part.person_id, whole or not before.is_told))
            if whole:
                self._end(before.pk, newest)
        if step.reason == "command":
            self._end(before.pk, newest)

    def _end(self, pk: int, newest: int) -> None:
        self.beliefs.ended |= dict.fromkeys(self.beliefs.family(pk), newest)

    def _look_again(self, step: Step) -> set[int]:
        """Read anew where the stories stand that this step can have touched; return them."""
        beliefs = self.beliefs
        made = Page.objects.filter(pk__gt=beliefs.newest_page, content_type__model__in=KINDS)
        fresh = set(made.values_list("pk", flat=True))
        beliefs.newest_page = max(fresh | {beliefs.newest_page})
        everything = step.reason in ("clock", "erase")
        touched = fresh | (set(beliefs.stories) if everything else beliefs.family(step.story.pk))
        for pk in touched:
            beliefs.stories.pop(pk, None)
        beliefs.stories |= stand(touched)
        back = set(Contributor.objects.filter(work_id=step.story.work_id).values_list("person_id", flat=True))
        key = beliefs.key(step.story)
        beliefs.left = [row for row in beliefs.left if row[0] != key or row[1] not in back]
        # Whoever is erased goes from all that they took part in, whichever story the step was about.
        seen = touched if step.reason == "erase" else beliefs.family(step.story.pk)
        return (seen & set(beliefs.stories)) | fresh

    def teardown(self) -> None:
        """Look everywhere once more."""
        if not self.is_over:
            self.promises.everywhere()


def as_now(user: Any) -> Any:
    """Return an account as a request finds it: read anew, with the roles that it has now. Perhaps it was erased."""
    if user is None:
        return None
    found = copy(user)
    for name in [name for name in vars(found) if name.endswith(("_cache", "_roles"))]:
        delattr(found, name)
    found.refresh_from_db()
    return found


def _listed(answers: Any) -> list[Any]:
    if answers is None:
        return []
    return answers if isinstance(answers, list) else [answers]
