"""Pausing on a stated ground, lifting it, letting it stay, not agreeing, and answering that."""

from typing import Any

from authorship.models import Contributor
from consent.cascade import family
from moderation import appeals
from moderation.models import Pause
from moderation.pausing import decline, lift, pause
from tests.machine.table import (
    Step,
    action,
    has_no_account,
    is_appealed,
    is_live,
    is_not_appealed,
    is_paused,
    takers_down,
)

REASONS = ("It names an employer.", "It names a child.")


@action("pause", "admin", fits=is_live, who=takers_down)
def pause_in_the_admin(step: Step) -> Any:
    """Stop showing it on a stated ground; without one, or without a reason, nothing happens."""
    step.reason, step.of_all = "pause", True
    fields = {"ground": step.draw(["safeguarding", "law", "law", ""]), "comment": step.draw([*REASONS, ""])}
    return step.client.post(f"/admin/pages/{step.story.pk}/pause/", fields)


@action("pause", "service", fits=is_live, who=takers_down)
def pause_by_service(step: Step) -> Any:
    """The same by the service."""
    step.reason, step.of_all = "pause", True
    pause(page=step.page, by=step.who, ground=step.draw(["safeguarding", "law"]), reason=step.draw(list(REASONS)))


def _pause(step: Step) -> Pause:
    return Pause.objects.get(pk=step.story.pause_id)


@action("lift", "admin", fits=is_paused, who=takers_down)
def lift_in_the_admin(step: Step) -> Any:
    """End a pause."""
    step.reason = "lift"
    return step.client.post(f"/admin/paused/{step.story.pause_id}/lift/")


@action("lift", "service", fits=is_paused, who=takers_down)
def lift_by_service(step: Step) -> Any:
    """The same by the service."""
    step.reason = "lift"
    lift(pause=_pause(step), by=step.who)


@action("it stays down", "admin", fits=is_paused, who=takers_down)
def stays_down_in_the_admin(step: Step) -> Any:
    """Say that it stays down as it is."""
    return step.client.post(f"/admin/paused/{step.story.pause_id}/stays/")


@action("it stays down", "service", fits=is_not_appealed, who=takers_down)
def stays_down_by_service(step: Step) -> Any:
    """The same by the service."""
    decline(pause=_pause(step), by=step.who)


@action("do not agree", "studio", fits=is_not_appealed)
def appeal_in_the_studio(step: Step) -> Any:
    """Say that one does not agree that it is paused."""
    return step.client.post(f"{step.studio}appeal/")


@action("do not agree", "link", fits=lambda story: is_paused(story) and has_no_account(story))
def appeal_by_link(step: Step) -> Any:
    """The same by a link of one's own."""
    part = next((part for part in step.story.parts if part.pk in step.house.links), None)
    client = step.house.linked(part.pk) if part else step.house.client(None)
    return client.post("/ok/here/appeal/")


@action("do not agree", "service", fits=is_paused)
def appeal_by_service(step: Step) -> Any:
    """The same by the service, perhaps with somebody else's part."""
    kin = [page.pk for page in family(step.page)]
    mine = Contributor.everyone.filter(work__page__in=kin, person__user=step.who).first()
    appeals.appeal(pause=_pause(step), contributor=mine or Contributor.objects.order_by("pk").last())


def answerers(step: Step) -> list[Any]:
    """Moderators who had no part in it, and those who had one."""
    apart = [user for user in step.moderators if user.pk not in step.story.paused_by | step.story.user_ids]
    return apart * 3 + list(takers_down(step))


@action("answer an appeal", "admin", fits=is_appealed, who=answerers)
def answer_in_the_admin(step: Step) -> Any:
    """Answer whoever does not agree, as somebody who neither paused it nor takes part."""
    step.reason = "answer"
    fields = {"outcome": step.draw(["lifted", "lifted", "stays"]), "comment": step.draw(["We talked."] * 3 + [""])}
    return step.client.post(f"/admin/paused/{step.story.pause_id}/answer/", fields)


@action("answer an appeal", "service", fits=is_appealed, who=answerers)
def answer_by_service(step: Step) -> Any:
    """The same by the service."""
    step.reason = "answer"
    appeals.answer(pause=_pause(step), by=step.who, lifted=step.draw([True, False]), words="We talked.")
