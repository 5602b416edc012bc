"""All the way from a draft to the public in one step, with everybody doing what is asked of them."""

from typing import Any

from authorship.models import Contributor
from consent.looking import open_looks
from moderation.leavers import say_it_is_fine
from moderation.services import give_ok, send_in
from tests.builders import act, fresh
from tests.machine.checking import ready
from tests.machine.table import NothingToDo, Step, action, checkers, is_draft
from tests.machine.writing import begin_anew


def is_of_accounts(story: Any) -> bool:
    """A draft, in which everybody has an account."""
    return is_draft(story) and bool(story.parts) and all(part.user_id for part in story.parts)


def somebody_left(story: Any) -> bool:
    """The same, after somebody has left."""
    return is_of_accounts(story) and story.is_left


@action("all the way", "service", fits=is_of_accounts, who=checkers)
def all_the_way(step: Step) -> None:
    """It is sent in, a moderator approves it, and everybody says yes."""
    ready(step)
    makers = list(Contributor.makers.filter(work_id=step.story.work_id).select_related("person__user"))
    if not makers:
        raise NothingToDo
    send_in(page=step.page, user=makers[0].person.user)
    step.approves = True
    act(step.page, step.who, "approve")
    for look in open_looks().filter(page_id=step.story.pk):
        say_it_is_fine(look=look, road="account", user=look.contributor.person.user)
    for contributor in Contributor.objects.filter(work_id=step.story.work_id).select_related("person__user"):
        if not fresh(step.page).live or step.story.live:
            give_ok(page=step.page, user=contributor.person.user)


@action("all the way", "after somebody left", fits=somebody_left, who=checkers, only_told=True)
def all_the_way_without_somebody(step: Step) -> None:
    """The same of a story that somebody has left, whose words may still be in it, or have been written anew."""
    if step.draw([True, False]):
        step.writer = next(user for user in step.house.users if user.pk in step.story.user_ids)
        begin_anew(step)
    all_the_way(step)
