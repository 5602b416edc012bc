"""Every block that an author can choose explains itself: a template, a preview and a description."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.template.loader import get_template
from wagtail.blocks import Block, StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from tests.architecture.house import ROOM_NAMES


def choices(block: Block, path: str) -> Iterator[tuple[str, Block]]:
    """Yield what an author can choose in a stream, and in the streams inside it."""
    for name, child in getattr(block, "child_blocks", {}).items():
        if isinstance(block, StreamBlock):
            yield f"{path}.{name}", child
        yield from choices(child, f"{path}.{name}")
    if hasattr(block, "child_block"):
        yield from choices(block.child_block, path)


def all_choices() -> list[tuple[str, Block]]:
    found = []
    for model in apps.get_models():
        if issubclass(model, Page) and model._meta.app_label in ROOM_NAMES:
            for field in model._meta.get_fields():
                if isinstance(field, StreamField):
                    found += choices(field.stream_block, f"{model.__name__}.{field.name}")
    return found


CHOICES = all_choices()
each_choice = pytest.mark.parametrize("block", [block for _, block in CHOICES], ids=[name for name, _ in CHOICES])


def test_there_are_blocks() -> None:
    assert CHOICES


@each_choice
def test_block_has_a_template_of_its_own(block: Block) -> None:
    name = block.meta.template
    assert name, "give it meta.template"
    get_template(name)


@each_choice
def test_block_says_what_it_is_for(block: Block) -> None:
    assert block.get_description(), "give it a description"


@each_choice
def test_block_shows_an_example(block: Block) -> None:
    assert getattr(block.meta, "preview_value", None), "give it a preview_value"


@each_choice
@pytest.mark.django_db
def test_block_example_can_be_drawn(block: Block, rf) -> None:
    assert str(block.render(block.get_preview_value(), context={"request": rf.get("/")})).strip()
