"""The places in a work that a moderator can point at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from core.listing import listed

WHOLE = ""
OPENING = 40


@dataclass(frozen=True)
class Place:
    """A field or block of a work. `label` holds no word of it; `opening`, its first words, is for its readers only."""

    key: str
    label: str
    opening: str = ""


def places_in(obj: Any) -> list[Place]:
    """Return the whole work, its title, its summary and each of its blocks, as `obj` has them."""
    return [Place(WHOLE, _("The whole work")), *_texts(obj), *_blocks(obj)]


def _texts(obj: Any) -> Iterator[Place]:
    yield Place("title", _("The title"), _opening(obj.title))
    name = getattr(obj, "summary_field", "")
    if name and hasattr(obj, name):
        yield Place(name, str(obj._meta.get_field(name).verbose_name).capitalize(), _opening(getattr(obj, name)))


def _blocks(obj: Any) -> Iterator[Place]:
    streams = [field for field in obj._meta.get_fields() if isinstance(field, StreamField)]
    for field in streams:
        for number, block in enumerate(getattr(obj, field.name), start=1):
            label = _("Part %(number)s: %(kind)s") % {"number": number, "kind": block.block.label}
            if len(streams) > 1:
                label = listed([str(field.verbose_name).capitalize(), label])
            if block.id:
                yield Place(block.id, label, _opening(block.value))


def _opening(value: Any) -> str:
    if isinstance(value, dict):
        value = next((text for text in value.values() if isinstance(text, str) and text), "")
    words = " ".join(value.split()) if isinstance(value, str) else ""
    return words if len(words) <= OPENING else f"{words[:OPENING].rstrip()}…"
