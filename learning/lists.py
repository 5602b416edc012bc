"""Fields that hold one list of short texts."""

from typing import Any

from wagtail.fields import StreamField

from learning.blocks import short_list, thing_in_words


def text_list(label: Any, thing: Any) -> StreamField:
    """Return a field that holds one list of short texts."""
    return StreamField([("items", short_list(label, thing))], blank=True, max_num=1, verbose_name=label)


def items_of(value: Any) -> list[str]:
    """Return the texts of such a field; of things that are needed, a line for each."""
    lines = ([thing_in_words(block.value)] if block.block_type == "thing" else block.value for block in value)
    return [str(item) for line in lines for item in line]
