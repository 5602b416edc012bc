"""Making it together: comments, what it touches on, one question for many, joining by a link, parts to write."""

from typing import Any

from django.forms import CharField

from authorship.comments import write_comment
from authorship.giving import give_parts, may_be_given_to
from authorship.models import Contributor
from authorship.services import invite
from core.facets import Facet, as_text
from stories.models import SnapshotQuestion
from stories.studio import questions, services
from stories.studio.plain_parts import plain_parts_of, words_alone
from tests.builders import story_index
from tests.machine.table import NothingToDo, Step, action, is_draft, is_story
from tests.machine.training import is_training
from tests.machine.writing import spoken, work_of

ASKED = "What helps you through the week?"
"""A question in no words that could be anybody's."""


@action("comment", "studio", fits=is_story)
def comment_in_the_studio(step: Step) -> Any:
    """Write to the others; nobody else ever reads it."""
    return step.client.post(f"{step.studio}comments/", {"words": step.words(private=True), "place": ""})


@action("comment", "service", fits=is_story)
def comment_by_service(step: Step) -> None:
    """The same by the service."""
    write_comment(page=step.page, by=step.who, place="", words=step.words(private=True))


@action("touch on", "studio", fits=is_draft, only_told=True)
def touch_on_in_the_studio(step: Step) -> Any:
    """Choose what a story touches on."""
    _words, whose = spoken(step)
    chosen = step.draw([["caring"], ["caring", "housing"], ["work"], []])
    return step.client.post(f"{step.studio}touches/", {"facets": chosen, "base": step.page.latest_revision_id} | whose)


@action("touch on", "service", fits=is_draft, only_told=True)
def touch_on_by_service(step: Step) -> None:
    """The same by the service."""
    facts = {"facets": as_text([step.draw(Facet.values), step.draw(Facet.values)])}
    page = step.page
    services.save_facts(page=page, user=step.who, base=page.latest_revision_id, facts=facts)


def _question(step: Step) -> SnapshotQuestion:
    """Return an open question that somebody asked the project; a new one where there is none."""
    found = SnapshotQuestion.objects.filter(closed_at=None, audience="project").first()
    asker = step.people.reporter
    return found or questions.ask(user=asker, question=ASKED, index=story_index(), audience="project")


@action("answer a question", "studio")
def answer_in_the_studio(step: Step) -> Any:
    """Begin a story as an answer, and write it."""
    begun = step.client.post(f"/my/questions/{_question(step).pk}/", {"with": "question"})
    if begun.status_code != 302 or "/parts/add/" not in begun["Location"]:
        return begun
    return step.client.post(begun["Location"], {"question": ASKED, "answer": step.words()})


@action("answer a question", "service")
def answer_by_service(step: Step) -> None:
    """The same by the service; a few are closed and opened again."""
    question = _question(step)
    if step.draw([True] + [False] * 5):
        questions.close(question=question, by=question.asked_by)
    questions.answer(question=question, user=step.who)


@action("join", "link", fits=is_draft)
def join_by_link(step: Step) -> Any:
    """Open a link to take part with its code, and say yes. The link names nobody, so it opens for whoever has both."""
    role = step.draw(["co_author", "supporter", "photographer"])
    _invitation, code, address = invite(
        work=work_of(step), invited_by=step.who, email="", role=role, base_url="http://testserver"
    )
    other = step.draw([step.people.reporter2, step.people.reporter3, step.people.moderator3])
    client = step.house.client(other)
    opened = client.post(address.removeprefix("http://testserver"), {"code": step.draw([code] * 4 + ["WRONG1"])})
    return opened if opened.status_code != 302 else client.post("/my/join/")


def _plain_texts(page: Any) -> list[str]:
    """Return the places of a draft of training where somebody can write plain words."""
    parts = plain_parts_of(words_alone(page.get_latest_revision().content, page.specific_class))
    return [part.place for part in parts if all(isinstance(one, CharField) for one in part.fields.values())]


@action("give parts", "service", fits=is_training)
def give_by_service(step: Step) -> None:
    """Give somebody a part of training to write; only a trainer who makes it may."""
    work, page = work_of(step), step.page
    people = may_be_given_to(step.people.trainer, work) or list(Contributor.makers.filter(work=work))
    places = _plain_texts(page)
    if not people or not places:
        raise NothingToDo
    by = step.draw([step.people.trainer, step.people.trainer, step.who])
    give_parts(contributor=step.draw(people), parts=[(page.pk, step.draw(places))], by=by)


@action("give parts", "studio", fits=is_training)
def write_a_given_part(step: Step) -> Any:
    """Somebody is given a part, and writes it; whoever was given none hears that it is not there."""
    page, places = step.page, _plain_texts(step.page)
    people = may_be_given_to(step.people.trainer, work_of(step))
    if not people or not places:
        raise NothingToDo
    place, somebody = step.draw(places), step.draw(people)
    give_parts(contributor=somebody, parts=[(page.pk, place)], by=step.people.trainer)
    step.writer = next(user for user in step.house.users if user.pk == somebody.person.user_id)
    client = step.draw([step.house.client(step.writer)] * 5 + [step.house.client(step.people.reporter3)])
    address = f"{step.studio}pages/{page.pk}/write/{place}/"
    shown = client.get(address)
    if shown.status_code != 200:
        return client.post(address, {"base": page.latest_revision_id})
    names = [name for name, field in shown.context["form"].fields.items() if isinstance(field, CharField)]
    return client.post(address, {"base": page.latest_revision_id} | {name: step.words() for name in names})
