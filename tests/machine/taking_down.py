"""Nobody takes anything down, or shows it again, but by a right that DESIGN.md gives."""

from datetime import date
from typing import Any

from accounts.models import User
from authorship.models import Contributor
from consent.models import ConsentEntry, LeaverLook
from tests.machine.beliefs import Beliefs
from tests.machine.standing import Part, Story
from tests.machine.table import Step


def may_have_taken_down(step: Step, story: Story, beliefs: Beliefs) -> bool:
    """Say whether whoever took this step had a right to end what the public read of a story."""
    kin = beliefs.family(step.story.pk)
    match step.reason:
        case "erase":
            return _holds_the_whole(story, step.by_parts, beliefs)
        case "clock":
            return story.pk in _due(step, beliefs)
        case _ if story.pk not in kin:
            return False
        case "voice":
            return any(step.story.holds_the_whole(part) for part in step.by_parts)
        case "translator":
            return story.pk == step.story.pk or story.alias_of == step.story.pk
        case "pause":
            return _moderates(step.who, kin, beliefs)
        case "danger":
            return step.who is not None
        case "lead":
            return _leads(step.who, step.story, beliefs)
        case "objection":
            return _objects(step.who, kin) or _moderates(step.who, kin, beliefs)
        case reason:
            return reason == "command"


def may_have_shown_again(step: Step, before: Story, beliefs: Beliefs) -> bool:
    """Say whether whoever took this step had a right to show what was paused before it."""
    kin = beliefs.family(step.story.pk)
    return before.pk in kin and {
        "lift": _moderates(step.who, kin, beliefs),
        "answer": _moderates(step.who, kin, beliefs) and step.who.pk not in step.story.paused_by,
        "lead": _leads(step.who, step.story, beliefs),
    }.get(step.reason, False)


def _objects(who: Any, kin: set[int]) -> bool:
    """Say whether somebody has left, and said of words that wait that people can still tell who they are."""
    looks = LeaverLook.objects.filter(page_id__in=kin, contributor__left_at__isnull=False, answers__recognisable=True)
    return who is not None and looks.filter(contributor__person__user=who).exists()


def _moderates(who: Any, kin: set[int], beliefs: Beliefs) -> bool:
    """Say whether somebody is a moderator who takes no part in any language of it."""
    stories = [beliefs.stories[pk] for pk in kin if pk in beliefs.stories]
    return _is_a(who, "Moderator") and not any(who.pk in story.user_ids for story in stories)


def _leads(who: Any, story: Story, beliefs: Beliefs) -> bool:
    """Say whether somebody is a safeguarding lead who takes no part in it, and never did."""
    took_part = Contributor.everyone.filter(work__page__translation_key=beliefs.key(story), person__user=who)
    return _is_a(who, "Safeguarding lead") and not took_part.exists()


def _is_a(who: User | None, role: str) -> bool:
    return who is not None and who.is_active and who.groups.filter(name=role).exists()


def _holds_the_whole(story: Story, erased: list[Part], beliefs: Beliefs) -> bool:
    source = beliefs.stories.get(story.alias_of or 0, story)
    kin = [beliefs.stories[pk] for pk in beliefs.family(source.pk) if pk in beliefs.stories]
    gone = {part.person_id for part in erased}
    return any(one.holds_the_whole(part) for one in kin for part in one.parts if part.person_id in gone)


def _due(step: Step, beliefs: Beliefs) -> set[int]:
    """Return the pages of works in which somebody's time is over on the day that the clock was told."""
    due: set[int] = set()
    for story in list(beliefs.stories.values()):
        if any(_is_over(story, part, step.day) for part in story.parts):
            due |= beliefs.family(story.pk)
    return due


def _is_over(story: Story, part: Part, day: date | None) -> bool:
    """Say whether the time that this person agreed to is over on a day."""
    newest: dict[str, ConsentEntry] = {}
    for entry in ConsentEntry.objects.filter(work_id=story.work_id, person_id=part.person_id).order_by("pk"):
        newest[entry.use] = entry
    return any(entry.agreed and entry.review_on and day and entry.review_on <= day for entry in newest.values())
