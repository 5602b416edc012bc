"""Writing training: by those who make it, in the admin and by code."""

from typing import Any

from tests.machine.table import Step, action, is_draft, is_story, makers
from tests.machine.writing import say
from tests.matrix import admin_address
from tests.moderation.editor import form_of


def is_training(story: Any) -> bool:
    """A source page of training that nobody is checking."""
    return is_draft(story) and not story.is_told


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
