"""Writing a note to those who made a work, and finding it where it belongs."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import WorkflowState

from languages.interface import around
from moderation.guides import newest_guide
from moderation.models.notes import NoteToAuthor
from moderation.places import places_in


def keep_note(
    *, check: Any, by: Any, page: Any, words: str, good: str = "", rule: str = "", place: str = ""
) -> NoteToAuthor:
    """Keep what `by` asks for at a step of `page`. `rule` and `place` have been checked by the form."""
    guide = newest_guide()
    cited = guide.rule(rule) if guide is not None else None
    with around(page.locale.language_code):
        # Those who are asked read it in their own language, as far as we speak it.
        labels = {found.key: str(found.label) for found in places_in(page.get_latest_revision_as_object())}
    return NoteToAuthor.objects.create(
        check_state=check,
        guide=guide.version if guide is not None and cited is not None else None,
        rule_id=cited.id if cited is not None else "",
        rule_number=cited.number if cited is not None else None,
        rule_title=cited.title if cited is not None else "",
        place=place,
        place_label=labels.get(place, ""),
        good=good,
        words=words,
        by=by,
    )


def notes_of_steps(step_ids: Iterable[int]) -> dict[int, NoteToAuthor]:
    """Return the note of each of these steps, by the step's id; one query, none without steps."""
    ids = list(step_ids)
    return {note.check_state_id: note for note in NoteToAuthor.objects.filter(check_state__in=ids)} if ids else {}


def note_at(page: Any, *places: str) -> NoteToAuthor | None:
    """Return what was asked about one of these places of `page`, until it is sent in again; None otherwise."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES or not state.current_task_state_id:
        return None
    return NoteToAuthor.objects.filter(check_state=state.current_task_state_id, place__in=places).last()
