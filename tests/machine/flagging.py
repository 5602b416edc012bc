"""Being worried about somebody: signed in and by the public form, *danger now*, and what safeguarding leads do."""

from typing import Any

from django.core.cache import cache

from moderation.flags import Act, act_on, raise_flag
from moderation.models import Flag
from tests.machine.public import address_of
from tests.machine.table import Step, action, anybody, is_flagged, is_live, is_story, leads, operators

WORRIED = "I am worried about somebody."


def may_hide(story: Any) -> bool:
    """A source page that is public, or waits for its hour."""
    return is_story(story) and (story.live or story.scheduled)


@action("flag", "admin", fits=is_live, who=anybody)
def flag_in_the_admin(step: Step) -> Any:
    """Tell the leads from the admin."""
    cache.clear()
    return step.client.post(f"/admin/pages/{step.story.pk}/flag/", {"words": WORRIED})


@action("flag", "studio", fits=is_story)
def flag_in_the_studio(step: Step) -> Any:
    """Tell the leads from one's own work."""
    cache.clear()
    return step.client.post(f"{step.studio}safety/", {"words": WORRIED})


@action("flag", "public form", fits=is_story, who=operators)
def flag_by_the_public_form(step: Step) -> Any:
    """Tell the leads without signing in: nothing that is public goes."""
    return _by_form(step, {})


@action("danger now", "public form", fits=may_hide, who=operators)
def danger_by_the_public_form(step: Step) -> Any:
    """The same, of somebody in danger: it only calls the leads."""
    return _by_form(step, {"danger_now": "on"})


def _by_form(step: Step, more: dict[str, str]) -> Any:
    # A reader from somewhere else each time.
    cache.clear()
    fields = {"kind": "safety", "about": address_of(step.story.pk), "words": WORRIED} | more
    return step.client.post("/report-a-concern/", fields)


@action("danger now", "admin", fits=may_hide, who=anybody)
def danger_in_the_admin(step: Step) -> Any:
    """Say that somebody is in danger: what is public is hidden at once."""
    step.reason, step.of_all = "danger", True
    cache.clear()
    return step.client.post(f"/admin/pages/{step.story.pk}/flag/", {"words": WORRIED, "danger_now": "on"})


@action("danger now", "studio", fits=may_hide)
def danger_in_the_studio(step: Step) -> Any:
    """The same from one's own work."""
    step.reason, step.of_all = "danger", True
    cache.clear()
    return step.client.post(f"{step.studio}safety/", {"words": WORRIED, "danger_now": "on"})


@action("danger now", "service", fits=may_hide, who=lambda step: [*anybody(step), None])
def danger_by_service(step: Step) -> Any:
    """The same by the service, signed in or not."""
    step.reason, step.of_all = "danger", step.who is not None
    raise_flag(page=step.page, words=WORRIED, by=step.who, danger_now=True)


def _flag(step: Step) -> int:
    return step.draw(list(step.story.flags))


@action("look into a flag", "admin", fits=is_flagged, who=leads)
def look_into_a_flag(step: Step) -> Any:
    """A lead keeps it stopped, hides it, or pauses it with a reason."""
    step.reason = "lead"
    fields = {"act": step.draw([Act.KEEP, Act.HIDE, Act.PAUSE]).value, "comment": "Somebody could be hurt."}
    return step.client.post(f"/admin/flags/{_flag(step)}/", fields)


@action("close a flag", "admin", fits=is_flagged, who=leads)
def close_a_flag(step: Step) -> Any:
    """A lead closes it, and what it alone had hidden is public again."""
    step.reason = "lead"
    return step.client.post(f"/admin/flags/{_flag(step)}/", {"act": step.draw([Act.FINE, Act.HELPED]).value})


@action("close a flag", "service", fits=is_flagged, who=leads)
def close_a_flag_by_service(step: Step) -> Any:
    """The same by the service."""
    step.reason = "lead"
    act_on(flag=Flag.objects.get(pk=_flag(step)), by=step.who, act=step.draw([Act.FINE, Act.HELPED]))
