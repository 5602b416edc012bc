"""What the templates of translations ask for."""

import json
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import WorkflowState
from wagtail_localize.strings import StringValue

from moderation.notes import notes_of_steps
from translation.models import Assignment
from translation.selectors import assignments_of, may_be_read_by_a_machine
from translation.sentences import what_is_left

register = template.Library()


@register.filter
def only_words(props: str, page: Any) -> str:
    """Return what wagtail-localize's editor shows, with the sentences only, and no way to publish, stop or throw away.

    Pictures, recordings and links are those of the source, which were released with it.
    """
    shown = json.loads(props)
    shown["segments"] = [one for one in shown["segments"] if one["type"] == "string"]
    shown["initialOverrides"] = []
    shown["links"] |= {"convertToAliasUrl": None, "stopTranslationUrl": ""}
    if not may_be_read_by_a_machine(page):
        shown["machineTranslator"] = None
    shown["perms"] = dict.fromkeys(shown.get("perms", {}), False)
    return json.dumps(shown)


@register.filter
def without_a_link(shown: dict[str, Any]) -> dict[str, Any]:
    """Return the page that is translated, as the editor names it, without the way to its own editor."""
    return {name: value for name, value in shown.items() if name != "editUrl"}


@register.simple_tag(takes_context=True)
def sending(context: dict[str, Any]) -> dict[str, Any] | None:
    """Return what stands above the editor: what was asked, what is left to do, and whose it is; None for no page."""
    page, translation = context.get("instance"), context.get("translation")
    if not context.get("is_page") or page is None or translation is None:
        return None
    mine = assignments_of(page).filter(account=context["request"].user, part=Assignment.Part.TRANSLATOR).first()
    left = what_is_left(translation)
    if mine is not None and not mine.has_chosen_credit:
        left.append("Choose how you want to be named.")
    return {"asked": _asked(page), "left": left, "assignment": mine}


def _asked(page: Any) -> str:
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES or state.current_task_state is None:
        return ""
    note = notes_of_steps([state.current_task_state_id]).get(state.current_task_state_id)
    return note.words if note is not None else state.current_task_state.comment


@register.filter
def sentence(html: str) -> SafeString:
    """Return a sentence of a translation as plain words, safe to show; its links stand in brackets."""
    return mark_safe(escape(StringValue(html).render_text()))
