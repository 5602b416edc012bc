"""Looking first as somebody who left a joint work, and deciding in their place."""

from typing import Any

from django.test import override_settings

from consent.models import LeaverLook
from moderation.leavers import decide, say_it_is_fine, say_recognisable
from tests.machine.table import Step, action, is_looked_at, operators, takers_down


def _look(step: Step) -> LeaverLook:
    """Return a question that whoever does this may answer, or one to forge."""
    mine = [pk for pk, user_id in step.story.looks if user_id == getattr(step.who, "pk", None)]
    return LeaverLook.objects.get(pk=step.draw(mine or [pk for pk, _user_id in step.story.looks]))


def leavers(step: Step) -> list[Any]:
    """Those who left and have an account, and sometimes somebody else."""
    asked = {user_id for _pk, user_id in step.story.looks}
    mine = [user for user in step.house.users if user.pk in asked]
    return mine * 4 + [step.people.reporter3, step.people.moderator]


def asks_an_account(story: Any) -> bool:
    """Somebody with an account is asked."""
    return is_looked_at(story) and any(user_id for _pk, user_id in story.looks)


def asks_by_link(story: Any) -> bool:
    """Somebody without an account is asked."""
    return is_looked_at(story) and any(user_id is None for _pk, user_id in story.looks)


@action("it is fine", "studio", fits=asks_an_account, who=leavers)
def fine_in_the_studio(step: Step) -> Any:
    """Say that one has nothing against it."""
    return _answer(step, "fine")


@action("it is fine", "service", fits=asks_an_account, who=leavers)
def fine_by_service(step: Step) -> Any:
    """The same by the service."""
    say_it_is_fine(look=_look(step), road="account", user=step.who)


@action("it is fine", "link", fits=asks_by_link, who=operators)
def fine_by_link(step: Step) -> Any:
    """The same by a link of one's own; whoever was erased has none any more, and another's opens nothing."""
    look = _look(step)
    links = step.house.links
    mine = look.contributor_id if look.contributor_id in links else step.draw(sorted(links))
    return step.house.linked(mine).post("/ok/here/look/", {"look": look.pk, "answer": "fine"})


@action("people can tell", "studio", fits=asks_an_account, who=leavers)
def recognisable_in_the_studio(step: Step) -> Any:
    """Say that people can still tell who one is."""
    step.reason = "objection"
    return _answer(step, "recognisable")


@action("people can tell", "service", fits=asks_an_account, who=leavers)
def recognisable_by_service(step: Step) -> Any:
    """The same by the service."""
    step.reason = "objection"
    say_recognisable(look=_look(step), road="account", user=step.who)


def _answer(step: Step, answer: str) -> Any:
    look = _look(step)
    return step.client.post(f"/my/look/{look.pk}/", {"look": look.pk, "answer": answer})


@action("decide about a leaver", "admin", fits=is_looked_at, who=takers_down)
def decide_in_the_admin(step: Step) -> Any:
    """A moderator decides, where somebody objects or has said nothing in all the days."""
    step.reason = "objection"
    look = _look(step)
    finding = step.draw(["not_recognisable", "not_recognisable", "recognisable"])
    with override_settings(LEAVER_LOOKS_DAYS=step.draw([0, 0, 7])):
        return step.client.post(f"/admin/public/leavers/{look.pk}/", {"finding": finding})


@action("decide about a leaver", "service", fits=is_looked_at, who=takers_down)
def decide_by_service(step: Step) -> Any:
    """The same by the service."""
    step.reason = "objection"
    with override_settings(LEAVER_LOOKS_DAYS=step.draw([0, 7])):
        decide(look=_look(step), by=step.who, recognisable=step.draw([True, False]))
