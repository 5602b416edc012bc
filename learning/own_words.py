"""The words of a page of training as plain texts, and how plain they are."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import strip_tags

from learning.lists import items_of
from learning.reading_age import reading_age

SHORT_LISTS = ("questions", "outcomes", "room_and_materials", "key_points", "evaluation")
LINES = ("promise", "audience", "prerequisites", "group_size")
TEXTS = ("access_notes", "safety_notes", "language_notes", "facilitator_notes", "version_notes")
OF_AN_ACTIVITY = ("purpose", "steps", "materials", "output", "facilitator_notes", "access_note")


def own_words(page: Any) -> Iterator[str]:
    """Yield every text of a programme, module or session that we wrote ourselves; none of a linked page or file."""
    introduction = getattr(page, "introduction", "")
    if introduction:
        yield strip_tags(introduction.replace("</p>", "\n").replace("</li>", "\n"))
    for name in (*LINES, *TEXTS):
        text = getattr(page, name, "")
        if text:
            yield text
    for name in SHORT_LISTS:
        yield from items_of(getattr(page, name, None) or ())
    for block in getattr(page, "running_order", None) or ():
        yield from _of_a_block(block)


def _of_a_block(block: Any) -> Iterator[str]:
    if block.block_type == "words":
        yield str(block.value)
    elif block.block_type == "activity":
        for name in OF_AN_ACTIVITY:
            value = block.value.get(name) or ()
            yield from [value] if isinstance(value, str) else value
        for thing in block.value.get("things") or ():
            yield from filter(None, (thing["thing"], thing["instead"]))


def reading_age_of(page: Any) -> int | None:
    """Return the reading age of our own words on a page; None for another language than English, or few words."""
    return reading_age(own_words(page)) if page.locale.language_code == "en" else None
