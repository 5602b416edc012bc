"""The parts of a module or session that can be written on a phone: plain words, short lists, numbers and choices."""

import copy
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import RichTextField

from consent.whose import facts_of, streams_of
from core.listing import listed
from stories.studio.forms import LongText, short_text

# Shown to nobody who reads the page.
UNSEEN = {"seo_title", "search_description"}
WHOLE = "text"
"""The name of the field of a part that is one text or one list."""


class Lines(LongText):
    """A short list: one line for each."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Return the lines that say something."""
        return [line.strip() for line in super().to_python(value).split("\n") if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        """Return the list as it is written in the form."""
        return "\n".join(value) if isinstance(value, list) else value


@dataclass(frozen=True)
class PlainPart:
    """A part that can be written here: its label, and its fields with what they hold now, by their names.

    `place` is a block's id or the name of a field of the page.
    """

    place: str
    label: str
    fields: dict[str, forms.Field]
    values: dict[str, Any]


def words_alone(content: dict[str, Any], model: Any) -> Any:
    """Return a page in memory with the words of a revision and nothing else: it costs no query, and is never saved."""
    names = [*facts_of(model), *(field.name for field in streams_of(model))]
    return model(**{name: content.get(name) or "" for name in names})


def plain_parts_of(page: Any) -> list[PlainPart]:
    """Return the parts of a page, as it is in memory, that can be written here."""
    return [*_facts(page), *_blocks(page)]


def plain_part(page: Any, place: str) -> PlainPart | None:
    """Return the part at a place, or None where there is none that can be written here."""
    return next((part for part in plain_parts_of(page) if part.place == place), None)


def write_plain_part(page: Any, place: str, values: Mapping[str, Any]) -> None:
    """Put what a form brought in its place in a page that is in memory."""
    if place in facts_of(type(page)):
        setattr(page, place, values[WHOLE])
        return
    for field in streams_of(type(page)):
        stream = getattr(page, field.name)
        raw = [dict(part) for part in stream.get_prep_value()]
        for part in raw:
            if part["id"] == place:
                block = stream.stream_block.child_blocks[part["type"]]
                part["value"] = _written(block, part["value"], values)
                setattr(page, field.name, StreamValue(stream.stream_block, raw, is_lazy=True))
                return


def _facts(page: Any) -> Iterator[PlainPart]:
    for name in facts_of(type(page)):
        field = page._meta.get_field(name)
        if name in UNSEEN or isinstance(field, RichTextField):
            continue
        label, required = str(field.verbose_name).capitalize(), not field.blank
        is_long = isinstance(field, models.TextField)
        made = (
            LongText(label=label, required=required)
            if is_long
            else short_text(label=label, required=required, max_length=field.max_length)
        )
        yield PlainPart(name, label, {WHOLE: made}, {WHOLE: getattr(page, name)})


def _blocks(page: Any) -> Iterator[PlainPart]:
    for field in streams_of(type(page)):
        stream = getattr(page, field.name)
        for number, part in enumerate(stream.get_prep_value(), start=1):
            block = stream.stream_block.child_blocks.get(part["type"])
            values = _values_of(block, part["value"])
            fields = {name: field for name, field in _fields_of(block).items() if _fits(field, values[name])}
            if not fields:
                continue
            label = str(field.verbose_name)
            if stream.stream_block.meta.max_num != 1:
                label = _("Part %(number)s: %(kind)s") % {"number": number, "kind": block.label}
                title = part["value"].get("title") if isinstance(part["value"], dict) else ""
                label = listed([label, title]) if title else label
            yield PlainPart(part["id"], label, fields, values)


def _fields_of(block: Any) -> dict[str, forms.Field]:
    if isinstance(block, blocks.StructBlock):
        found = {name: _field_of(child) for name, child in block.child_blocks.items()}
        return {name: field for name, field in found.items() if field is not None}
    field = _field_of(block)
    return {} if field is None else {WHOLE: field}


def _field_of(block: Any) -> forms.Field | None:
    """Return a field for a block of plain words, a list of them, a number, a choice or a tick; None for others."""
    label = str(block.label) if block is not None else ""
    if isinstance(block, blocks.ListBlock) and isinstance(block.child_block, blocks.CharBlock | blocks.TextBlock):
        return Lines(label=label, required=False, help_text=_("One line for each."))
    if isinstance(block, blocks.TextBlock):
        return LongText(label=label, required=block.required)
    if isinstance(block, blocks.CharBlock):
        return short_text(label=label, required=block.required, max_length=block.field.max_length)
    if isinstance(block, blocks.IntegerBlock | blocks.ChoiceBlock | blocks.BooleanBlock):
        field: forms.Field = copy.deepcopy(block.field)
        field.label = label
        return field
    return None


def _fits(field: forms.Field, value: Any) -> bool:
    """Say whether a field can hold a value: a list of which one text has several lines would fall apart in it."""
    return not isinstance(field, Lines) or not any("\n" in text for text in value or [])


def _values_of(block: Any, raw: Any) -> dict[str, Any]:
    if isinstance(block, blocks.StructBlock):
        plain = {name: child for name, child in block.child_blocks.items() if _field_of(child) is not None}
        return {name: _plain(raw.get(name, child.get_default())) for name, child in plain.items()}
    return {WHOLE: _plain(raw)}


def _plain(raw: Any) -> Any:
    """Return a list's texts without their ids; anything else as it is stored."""
    return [_text(item) for item in raw] if isinstance(raw, list) else raw


def _text(item: Any) -> Any:
    return item["value"] if isinstance(item, dict) and "value" in item else item


def _written(block: Any, raw: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(block, blocks.StructBlock):
        return raw | {name: _stored(raw.get(name), value) for name, value in values.items()}
    return _stored(raw, values[WHOLE])


def _stored(before: Any, value: Any) -> Any:
    """Return a value as a revision holds it; of a list each line keeps the id that it, or what stood there, had."""
    if not isinstance(value, list):
        return value
    items = [item for item in before or [] if isinstance(item, dict) and "id" in item]
    ids = {place: item["id"] for place, line in enumerate(value) if (item := _take(items, line)) is not None}
    left = iter(items)
    return [
        {"type": "item", "value": line, "id": ids.get(place) or next(left, {"id": str(uuid.uuid4())})["id"]}
        for place, line in enumerate(value)
    ]


def _take(items: list[Any], line: str) -> Any:
    """Take the first item that says this line out of `items`, and return it; None where none does."""
    found = next((item for item in items if item["value"] == line), None)
    if found is not None:
        items.remove(found)
    return found
