"""Moving along: sending in, checking, asking for changes, and everybody's OK."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import TaskState

from authorship.models import Contributor, EvidenceOpened, YourOK
from authorship.services import what_is_seen
from consent.selectors import must_answer
from consent.services import agrees_to_everything
from moderation import proofs
from moderation.services import give_ok, pull_back, record_yes, say_not_yet, send_in, waiting_ok_step
from publishing.candidates import Candidate
from tests.builders import picture_bytes
from tests.machine.table import (
    Step,
    action,
    checkers,
    has_no_account,
    is_checked,
    is_draft,
    makers,
    waits,
)
from tests.matrix import admin_address, story_form
from tests.moderation.editor import form_of


def ready(step: Step) -> None:
    """Let everybody without a name or an answer give one, as they would before it is sent in."""
    for contributor in Contributor.objects.filter(work_id=step.story.work_id):
        if not contributor.has_chosen_credit:
            step.house.name(contributor, step.beliefs)
        if must_answer(contributor):
            agrees_to_everything(contributor=contributor)


@action("send in", "studio", fits=is_draft)
def send_in_by_the_studio(step: Step) -> Any:
    """Send in."""
    ready(step)
    return step.client.post(f"{step.studio}send-in/")


@action("send in", "service", fits=is_draft)
def send_in_by_service(step: Step) -> Any:
    """The same by the service."""
    ready(step)
    send_in(page=step.page, user=step.who)


def senders(step: Step) -> list[Any]:
    """Those who make it and get into the admin, and some who do not."""
    p = step.people
    inside = [user for user in (p.trainer, p.trainer2, p.moderator3) if user.pk in step.story.user_ids]
    return inside * 4 + makers(step)[:1] + [p.moderator]


@action("send in", "admin", fits=is_draft, who=senders, never=True)
def send_in_by_the_admin(step: Step) -> Any:
    """The same by the admin's form."""
    form = {**form_of(step.page.get_latest_revision_as_object()), "action-submit": "action-submit"}
    return step.client.post(admin_address("edit", step.story.pk), form)


def is_sent_in(story: Any) -> bool:
    """It is on its way."""
    return bool(story.step)


@action("pull back", "studio", fits=is_sent_in)
def pull_back_by_the_studio(step: Step) -> Any:
    """Turn it back into a draft."""
    return step.client.post(f"{step.studio}pull-back/")


@action("pull back", "service", fits=is_sent_in)
def pull_back_by_service(step: Step) -> Any:
    """The same by the service."""
    pull_back(page=step.page, user=step.who)


@action("claim", "admin", fits=is_checked, who=checkers)
def claim_in_the_admin(step: Step) -> Any:
    """Say that one looks at it."""
    return step.client.post(f"/admin/checking/{step.story.step_id}/claim/")


def _rating(step: Step) -> dict[str, Any]:
    step.approves = True
    step.serious = step.draw([False, False, False, True])
    return {"ticks": ["crime"] if step.serious else ["none"]}


@action("approve", "task", fits=is_checked, who=checkers)
def approve_by_the_task(step: Step) -> Any:
    """Approve by calling the step."""
    state = TaskState.objects.get(pk=step.story.step_id).specific
    state.task.specific.on_action(state, step.who, "approve", **_rating(step))


@action("approve", "admin, editor", fits=is_checked, who=checkers)
def approve_in_the_editor(step: Step) -> Any:
    """Approve in the editor, with nothing typed."""
    return _act_in_the_editor(step, "approve", _rating(step))


@action("approve", "admin, list", fits=is_checked, who=checkers)
def approve_in_the_list(step: Step) -> Any:
    """Approve by the address that the list uses."""
    return step.client.post(_address(step, "approve"), _rating(step))


@action("approve", "admin, forged", fits=is_checked, who=checkers, never=True, only_told=True)
def approve_with_words(step: Step) -> Any:
    """Approve in the editor a form in which other words were slipped in."""
    form = story_form(step.page, title=step.words(), **{"body-0-value": step.words()})
    return step.client.post(admin_address("edit", step.story.pk), form | _workflow("approve", _rating(step)))


@action("ask for changes", "task", fits=is_checked, who=checkers)
def ask_by_the_task(step: Step) -> Any:
    """Ask for changes by calling the step."""
    state = TaskState.objects.get(pk=step.story.step_id).specific
    state.task.specific.on_action(state, step.who, "reject", comment=step.draw(["Please say more.", ""]))


@action("ask for changes", "admin", fits=is_checked, who=checkers)
def ask_in_the_list(step: Step) -> Any:
    """Ask for changes by the address that the list uses."""
    return step.client.post(_address(step, "reject"), {"comment": "Please say more."})


def _address(step: Step, verb: str) -> str:
    return admin_address("workflow_action", step.story.pk, verb, step.story.step_id)


def _workflow(verb: str, extra: dict[str, Any]) -> dict[str, str]:
    return {
        "action-workflow-action": "1",
        "workflow-action-name": verb,
        "workflow-action-extra-data": json.dumps(extra),
    }


def _act_in_the_editor(step: Step, verb: str, extra: dict[str, Any]) -> Any:
    form = form_of(step.page.get_latest_revision_as_object())
    return step.client.post(admin_address("edit", step.story.pk), {**form, **_workflow(verb, extra)})


@action("somebody else", "studio", fits=is_checked)
def somebody_else_please(step: Step) -> Any:
    """A moderator looks at it, and one of those who made it asks that they leave it to another."""
    moderator = step.draw([*step.moderators, step.people.reporter3])
    step.house.client(moderator).post(f"/admin/checking/{step.story.step_id}/claim/")
    return step.client.post(f"{step.studio}somebody-else/", {"moderator": moderator.pk})


# Everybody's OK


def _answer(step: Step, answer: str) -> dict[str, Any]:
    waiting = waiting_ok_step(step.page)
    part = step.part()
    return {"seen": what_is_seen(Candidate(waiting.revision)), "reader": part.pk if part else 0, "answer": answer}


@action("say yes", "studio", fits=waits)
def say_yes_in_the_studio(step: Step) -> Any:
    """Say yes to the exact final words."""
    return step.client.post(f"{step.studio}ok/", _answer(step, "yes"))


@action("say yes", "service", fits=is_sent_in)
def say_yes_by_service(step: Step) -> Any:
    """The same by the service, also where nobody is asked yet."""
    give_ok(page=step.page, user=step.who)


@action("say yes", "link", fits=lambda story: waits(story) and has_no_account(story))
def say_yes_by_link(step: Step) -> Any:
    """The same by a link of one's own."""
    return _by_link(step, "yes")


def _by_link(step: Step, answer: str) -> Any:
    part = next((part for part in step.story.parts if part.pk in step.house.links), None)
    if part is None:
        return step.house.client(None).post(f"/ok/here/pages/{step.story.pk}/", {"answer": answer})
    fields = _answer(step, answer) | {"reader": part.pk}
    return step.house.linked(part.pk).post(f"/ok/here/pages/{step.story.pk}/", fields)


def _trainers(step: Step) -> list[Any]:
    return [step.people.trainer2] * 3 + [step.people.trainer, step.people.reporter]


@action("say yes", "paper", fits=lambda story: waits(story) and has_no_account(story), who=_trainers)
def say_yes_on_paper(step: Step) -> Any:
    """A trainer writes down what somebody without an account said."""
    contributor = Contributor.objects.filter(work_id=step.story.work_id, person__user=None).first()
    seen = what_is_seen(Candidate(waiting_ok_step(step.page).revision))
    proof = SimpleUploadedFile("yes.jpg", picture_bytes(size=(16, 12)), "image/jpeg")
    record_yes(page=step.page, contributor=contributor, recorded_by=step.who, kind="paper", file=proof, seen=seen)


@action("look at the proof", "admin", fits=lambda story: waits(story) and story.has_proof, who=checkers)
def look_at_the_proof(step: Step) -> Any:
    """A moderator opens a proof and says what it shows."""
    ok = YourOK.objects.filter(page_id=step.story.pk, recorded_by_id__isnull=False).last()
    if ok is None or ok.evidence_id is None:
        return step.client.post("/admin/works/proofs/0/answer/", {"answer": "yes"})
    if proofs.checks_the_work(step.who, ok.evidence):
        EvidenceOpened.objects.create(evidence=ok.evidence, opened_by_id=step.who.pk)
    answer = step.draw(["yes", "yes", "none"])
    return step.client.post(f"/admin/works/proofs/{ok.pk}/answer/", {"answer": answer})


@action("say not yet", "studio", fits=waits)
def say_not_yet_in_the_studio(step: Step) -> Any:
    """Send it back to its authors."""
    return step.client.post(f"{step.studio}ok/", _answer(step, "not_yet") | {"reason": "Later"})


@action("say not yet", "service", fits=is_sent_in)
def say_not_yet_by_service(step: Step) -> Any:
    """The same by the service."""
    say_not_yet(page=step.page, user=step.who)


@action("say not yet", "link", fits=lambda story: waits(story) and has_no_account(story))
def say_not_yet_by_link(step: Step) -> Any:
    """The same by a link of one's own."""
    return _by_link(step, "not_yet")


@action("finish by hand", "model call", fits=is_sent_in, never=True)
def finish_by_hand(step: Step) -> Any:
    """Finish the run without its steps, as somebody with every right."""
    step.page.current_workflow_state.finish(user=step.people.superuser)


@action("approve by hand", "model call", fits=is_sent_in, never=True)
def approve_by_hand(step: Step) -> Any:
    """Approve a step by the model's own method, as one of the authors."""
    TaskState.objects.get(pk=step.story.step_id).specific.approve(user=step.who)
