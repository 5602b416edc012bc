"""Agreeing, being named, hiding, showing again, taking back, taking down, erasing, and the clock."""

from datetime import datetime, timedelta
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from accounts.models import Person
from authorship.models import Contributor
from authorship.services import add_contributor, choose_credit, invite
from consent.audiences import choose_audience
from consent.services import hide, record_consent, show_again, take_back
from consent.wording import Use
from publishing.due import run_due
from publishing.models import PublicAddress
from tests.machine.standing import Part
from tests.machine.table import (
    Step,
    action,
    administrators,
    has_no_account,
    is_draft,
    is_hidden,
    is_live,
    is_shown,
    is_story,
    makers,
    operators,
    takers_down,
)
from tests.machine.writing import work_of

ALL_YES = {use: use != Use.OPEN_LICENCE for use in Use.values}
READERS = ["project", "project", "public"]


def mine(step: Step) -> Contributor:
    """Return the part of whoever does this, or of somebody who has left; somebody else gets the first part to forge."""
    parts = Contributor.everyone.filter(work_id=step.story.work_id)
    return parts.filter(person__user=step.who).first() or parts.get(pk=step.story.parts[0].pk)


def has_people(story: Any) -> bool:
    """A source page in which somebody takes part."""
    return is_story(story) and bool(story.parts)


def has_people_and_is_live(story: Any) -> bool:
    """The same, public."""
    return is_live(story) and bool(story.parts)


def _form(answers: dict[str, bool]) -> dict[str, str]:
    return {"adult": "yes"} | {use: "yes" if yes else "no" for use, yes in answers.items()}


def _a_no(step: Step) -> dict[str, bool]:
    return ALL_YES | {step.draw([Use.PUBLIC_PAGE, Use.SHARED, Use.NAME, Use.VOICE, Use.PHOTO]): False}


@action("agree", "studio", fits=has_people)
def agree_in_the_studio(step: Step) -> Any:
    """Say yes to every use, perhaps once more."""
    return step.client.post(f"{step.studio}agree/", _form(ALL_YES))


@action("agree", "service", fits=has_people)
def agree_for_a_month(step: Step) -> Any:
    """Say yes, where a yes holds for a month."""
    with override_settings(CONSENT_REVIEW_MONTHS=1):
        record_consent(contributor=mine(step), answers=ALL_YES, is_adult=step.draw([True] * 5 + [False]), language="en")


@action("agree", "link", fits=lambda story: is_story(story) and has_no_account(story))
def agree_by_link(step: Step) -> Any:
    """The same by a link of one's own."""
    return _linked(step, "agree/", _form(ALL_YES))


@action("say no", "studio", fits=has_people)
def say_no_in_the_studio(step: Step) -> Any:
    """Say no to one use, which counts at once."""
    step.for_a_voice(step.part())
    return step.client.post(f"{step.studio}agree/", _form(_a_no(step)))


@action("say no", "service", fits=has_people_and_is_live)
def say_no_by_service(step: Step) -> Any:
    """The same by the service, for somebody who is asked in person."""
    contributor = mine(step)
    step.for_a_voice(*[part for part in step.story.parts if part.pk == contributor.pk])
    record_consent(contributor=contributor, answers=_a_no(step), is_adult=True, language="en")


@action("be named", "studio", fits=has_people)
def be_named_in_the_studio(step: Step) -> Any:
    """Choose another name, or none."""
    credit = step.draw(["made_up_name", "made_up_name", "none"])
    return step.client.post(f"{step.studio}name/", {"credit": credit, "credit_name": step.words(private=True)})


@action("be named", "service", fits=has_people)
def be_named_by_service(step: Step) -> Any:
    """The same by the service."""
    contributor = mine(step)
    name = step.beliefs.token(contributor.person_id, private=True)
    choose_credit(contributor=contributor, credit=step.draw(["made_up_name", "none"]), credit_name=name)


@action("join", "service", fits=is_draft)
def join(step: Step) -> Any:
    """Somebody is invited and takes part from then on."""
    other = step.draw([step.people.reporter, step.people.reporter2, step.people.reporter3, step.people.moderator3])
    invite(work=work_of(step), invited_by=step.who, email=other.email, role="co_author", base_url="http://x")
    role = step.draw(["co_author", "supporter", "photographer", "shown"])
    add_contributor(work=work_of(step), person=Person.objects.get(user=other), role=role)


# Hiding and taking back


def _linked(step: Step, address: str, fields: dict[str, Any]) -> Any:
    part = next((part for part in step.story.parts if part.pk in step.house.links), None)
    if part is None:
        return step.house.client(None).post(f"/ok/here/{address}", fields)
    step.for_a_voice(part)
    return step.house.linked(part.pk).post(f"/ok/here/{address}", fields)


@action("choose readers", "studio", fits=has_people, only_told=True)
def choose_readers_in_the_studio(step: Step) -> Any:
    """Say who should read it: fewer people can no longer read it at once, more only once everybody said yes."""
    step.for_a_voice(step.part())
    return step.client.post(f"{step.studio}audience/", {"audience": step.draw(READERS)})


@action("choose readers", "service", fits=lambda story: is_draft(story) and bool(story.parts), only_told=True)
def choose_readers_by_service(step: Step) -> Any:
    """The same by the service, also for somebody who left or may not."""
    contributor = mine(step)
    step.for_a_voice(*[part for part in step.story.parts if part.pk == contributor.pk])
    choose_audience(contributor=contributor, audience=step.draw(READERS), by=step.who)


@action("hide", "studio", fits=is_shown)
def hide_in_the_studio(step: Step) -> Any:
    """Hide it at once."""
    step.of_all = True
    step.for_a_voice(step.part())
    return step.client.post(f"{step.studio}hide/")


def whoever_helped(step: Step) -> list[Any]:
    """Those who may not end the whole story, where there are any, and those who make it."""
    helpers = {part.user_id for part in step.story.parts if not step.story.holds_the_whole(part)}
    return [user for user in step.house.users if user.pk in helpers] * 4 + list(makers(step))


@action("hide", "service", fits=lambda story: is_shown(story) and bool(story.parts), who=whoever_helped)
def hide_by_service(step: Step) -> Any:
    """The same by the service, also for somebody who left or who only helped."""
    contributor = mine(step)
    step.for_a_voice(*[part for part in step.story.parts if part.pk == contributor.pk])
    step.of_all = True
    hide(contributor=contributor, by=step.who)


@action("hide", "link", fits=lambda story: is_story(story) and has_no_account(story))
def hide_by_link(step: Step) -> Any:
    """The same by a link of one's own."""
    return _linked(step, "hide/", {})


@action("show again", "studio", fits=is_hidden)
def show_again_in_the_studio(step: Step) -> Any:
    """Say yes anew, and show it."""
    return step.client.post(f"{step.studio}show-again/")


@action("show again", "service", fits=is_hidden)
def show_again_by_service(step: Step) -> Any:
    """The same by the service, also where there is nothing to show again."""
    show_again(contributor=mine(step), user=step.who)


@action("have a look", "admin", fits=has_people, who=takers_down)
def have_a_look(step: Step) -> Any:
    """A moderator lets what was hidden several times be shown again."""
    return step.client.post(f"/admin/public/had-a-look/{step.story.work_id}/")


@action("take back", "studio", fits=has_people)
def take_back_in_the_studio(step: Step) -> Any:
    """Take one's voice back for good."""
    step.for_good = step.of_all = True
    step.for_a_voice(step.part())
    return step.client.post(f"{step.studio}take-back/", {"sure": step.draw(["yes", "yes", "yes", ""])})


@action("take back", "service", fits=has_people_and_is_live)
def take_back_by_service(step: Step) -> Any:
    """The same by the service."""
    contributor = mine(step)
    step.for_a_voice(*[part for part in step.story.parts if part.pk == contributor.pk])
    step.for_good = step.of_all = True
    take_back(contributor=contributor, by=step.who)


@action("take back", "link", fits=lambda story: is_story(story) and has_no_account(story))
def take_back_by_link(step: Step) -> Any:
    """The same by a link of one's own."""
    step.for_good = step.of_all = True
    return _linked(step, "take-back/", {"sure": "yes"})


@action("take back", "command", fits=lambda story: story.was_released, who=operators)
def withdraw(step: Step) -> Any:
    """Take back by the command, at an address where it was public."""
    address = PublicAddress.objects.filter(object_id=str(step.story.pk)).last()
    step.reason, step.for_good, step.of_all = "command", True, True
    call_command("withdraw", address.path if address else "/stories/never/", stdout=StringIO())


# Erasing


def _erased(step: Step) -> Part:
    """Return whom to erase; all that they hold the whole of goes with them."""
    part = step.draw(list(step.story.parts))
    step.reason, step.by_parts, step.for_good = "erase", [part], True
    return part


@action("erase", "command", fits=has_people, who=operators)
def erase_by_command(step: Step) -> Any:
    """Erase somebody by the command."""
    call_command("erase_person", str(_erased(step).person_id), stdout=StringIO())


@action("erase", "admin", fits=has_people, who=administrators)
def erase_in_the_admin(step: Step) -> Any:
    """Erase somebody by the administrators' screen."""
    person = _erased(step).person_id
    return step.client.post(f"/admin/people/{person}/erase/", {"number": person})


# The clock


def _clock(step: Step, now: datetime) -> None:
    step.reason, step.day = "clock", timezone.localdate(now)


@action("time passes", "clock", who=operators)
def five_weeks_later(step: Step) -> Any:
    """What the clock does in five weeks: whoever agreed for a month is asked, and then it is hidden."""
    _clock(step, timezone.now() + timedelta(days=37))
    run_due(timezone.now() + timedelta(days=37))


@action("the hour comes", "clock", who=operators)
def the_hour_comes(step: Step) -> Any:
    """What the clock does now."""
    _clock(step, timezone.now())
    run_due(timezone.now())


@action("the hour comes", "command", fits=lambda story: story.is_due, who=operators)
def publish_scheduled(step: Step) -> Any:
    """The command that publishes what is due."""
    _clock(step, timezone.now())
    call_command("publish_scheduled", stdout=StringIO(), stderr=StringIO())
