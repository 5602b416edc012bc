"""Writing training: by those who make it, in the admin and by code."""

from typing import Any

from django.urls import reverse

from authorship.selectors import contributors_of
from authorship.services import choose_credit
from consent.services import agrees_to_everything
from learning.adapting import adapt
from learning.models import ModulePage, ProgrammePage
from tests.machine.table import NothingToDo, Step, action, is_draft, is_live, is_story, makers, staff
from tests.machine.writing import say
from tests.matrix import admin_address
from tests.moderation.editor import form_of


def is_training(story: Any) -> bool:
    """A source page of training that nobody is checking."""
    return is_draft(story) and not story.is_told


def is_public_training(story: Any) -> bool:
    """Training that everybody can read."""
    return is_live(story) and not story.is_told


def trainers(step: Step) -> list[Any]:
    """Return those who make training."""
    return [step.people.trainer, step.people.trainer2]


def _form(step: Step) -> dict[str, Any]:
    draft = step.page.get_latest_revision_as_object()
    say(draft, step.words())
    return form_of(draft)


@action("write", "admin", fits=is_training, who=makers)
def write_in_the_admin(step: Step) -> Any:
    """Save by the admin's form: trainers get in."""
    return step.client.post(admin_address("edit", step.story.pk), _form(step))


@action("write", "model call", fits=is_training, who=makers)
def write_by_code(step: Step) -> None:
    """Write one more line of it, in one's own name."""
    draft = step.page.get_latest_revision_as_object()
    setattr(draft, step.draw(["title", "promise", "audience"]), step.words())
    draft.save_revision(user=step.who)


@action("write", "admin, forged", fits=lambda story: is_story(story) and not story.is_told, who=makers, never=True)
def publish_training_in_the_editor(step: Step) -> Any:
    """The editor's Publish, with other words."""
    return step.client.post(admin_address("edit", step.story.pk), _form(step) | {"action-publish": "action-publish"})


# Making a module from another one


def _made_from(step: Step) -> ModulePage:
    module = step.page
    if not isinstance(module, ModulePage) or not isinstance(module.get_parent().specific, ProgrammePage):
        raise NothingToDo
    return module


def _ready(title: str, user: Any) -> None:
    """Let what was just made have what it needs to be sent in."""
    made = ModulePage.objects.filter(title=title).first()
    if made is None:
        return
    draft = made.get_latest_revision_as_object()
    draft.no_lived_experience = "A trainer adapted it."
    draft.save_revision(user=user)
    for contributor in contributors_of(made):
        choose_credit(contributor=contributor, credit="first_name")
        agrees_to_everything(contributor=contributor)


@action("adapt", "service", fits=is_public_training, who=lambda step: trainers(step) * 3 + staff(step))
def adapt_by_service(step: Step) -> None:
    """Make a module of one's own from a public one."""
    module, title = _made_from(step), step.words()
    adapt(module=module, programme=module.get_parent().specific, title=title, user=step.who)
    _ready(title, step.who)


@action("adapt", "admin", fits=is_public_training, who=lambda step: trainers(step) * 3 + staff(step))
def adapt_in_the_admin(step: Step) -> Any:
    """The same by the form."""
    module, title = _made_from(step), step.words()
    fields = {"title": title, "programme": module.get_parent().pk}
    answer = step.client.post(reverse("adapt", args=[module.pk]), fields)
    _ready(title, step.who)
    return answer
