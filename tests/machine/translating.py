"""Translations: given to people, written and sent, compared, said yes to, and taken back by who made them."""

from typing import Any

from wagtail.models import Locale, Page

from authorship.selectors import contributors_of
from moderation.services import give_ok, waiting_ok_step
from tests.builders import act
from tests.machine.table import NothingToDo, Step, Story, action, is_live
from tests.translating import write
from translation.models import Assignment
from translation.selectors import may_translate
from translation.services import assign, choose_name, name_languages, send_for_checking, take_translation_back

CODES = ("pl", "ro")


def is_source(story: Story) -> bool:
    """A public story that was told in this language."""
    return is_live(story) and story.is_told and story.work_id is not None and story.alias_of is None


def is_given(story: Story) -> bool:
    """A page that somebody was given to translate."""
    return story.is_told and story.is_given and story.alias_of is None


def is_begun(story: Story) -> bool:
    """The same, which nobody is checking."""
    return is_given(story) and not story.step


def is_translated(story: Story) -> bool:
    """A page in another language than its work was told in, which was public or is on its way."""
    return story.is_told and story.work_id is None and story.alias_of is None and bool(story.was_released or story.step)


def is_compared(story: Story) -> bool:
    """A translation whose language is being checked."""
    return is_given(story) and story.step == "language"


def translators(step: Step) -> list[Any]:
    """Whoever translates, mostly, and some who do not."""
    return [step.people.translator] * 6 + [step.people.reporter, step.people.reviewer, step.people.superuser]


def reviewers(step: Step) -> list[Any]:
    """Whoever checks the language, mostly, and some who do not."""
    return [step.people.reviewer] * 6 + [step.people.translator, step.people.moderator]


def givers(step: Step) -> list[Any]:
    """Administrators, mostly."""
    return [step.people.admin] * 6 + [step.people.trainer, step.people.translator]


@action("give a translation", "service", fits=is_source, who=givers)
def give_a_translation(step: Step) -> Any:
    """Give it to somebody, also anew after its source has changed."""
    step.by_nobody = True
    people, locale = step.people, Locale.objects.get(language_code=step.draw(list(CODES)))
    for account in (people.translator, people.reviewer):
        name_languages(account=account, locales=Locale.objects.filter(language_code__in=CODES), by=people.admin)
    given = assign(page=step.page, locale=locale, translator=people.translator, reviewer=people.reviewer, by=step.who)
    for assignment in given:
        choose_name(assignment=assignment, credit="own_name", by=assignment.account)


@action("send a translation", "service", fits=is_begun, who=translators)
def send_a_translation(step: Step) -> Any:
    """Write each of its sentences, in words of whoever told it, and send it for checking."""
    teller = contributors_of(step.page).first()
    if not may_translate(step.people.translator, step.page) or teller is None:
        raise NothingToDo
    words = step.beliefs.token(teller.person_id)
    write(step.page, step.people.translator, lambda source: f"{words} {len(source)}")
    send_for_checking(page=step.page, user=step.who)


@action("compare a translation", "service", fits=is_compared, who=reviewers)
def compare_a_translation(step: Step) -> Any:
    """Say that it says the same as its source."""
    act(step.page, step.who, "approve")


@action("ask the translator", "service", fits=is_compared, who=reviewers)
def ask_the_translator(step: Step) -> Any:
    """Ask for changes."""
    act(step.page, step.who, "reject", comment="Please look at the second one.")


@action("say yes to a translation", "service", fits=lambda story: is_given(story) and story.step == "ok")
def say_yes_to_a_translation(step: Step) -> Any:
    """The yes of everybody who told it and has an account."""
    for contributor in contributors_of(step.page):
        if contributor.person.user is not None and waiting_ok_step(step.page) is not None:
            give_ok(page=step.page, user=contributor.person.user)


@action("take a translation back", "service", fits=is_translated, who=translators)
def take_a_translation_back(step: Step) -> Any:
    """Take one's own translation back for good; what it was made from stays."""
    source = Page.objects.filter(translation_key=step.page.translation_key, work__isnull=False).first()
    mine = Assignment.everybody.filter(page=source, locale=step.page.locale, part="translator").first()
    if mine is None:
        raise NothingToDo
    step.reason = "translator"
    take_translation_back(assignment=mine, by=step.who)
