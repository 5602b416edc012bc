"""What an activity is for and what it asks, in words."""

from collections.abc import Sequence
from typing import Any

from django import template

from learning.blocks import NEEDS, needed_for, thing_in_words

register = template.Library()
register.simple_tag(needed_for)


@register.simple_tag
def outcomes_of(value: Any, outcomes: Sequence[str]) -> list[str]:
    """Return the outcomes, out of those of the session, that an activity works towards."""
    numbers = [int(number) for number in value.get("outcomes") or ()]
    return [outcomes[number - 1] for number in numbers if outcomes and number <= len(outcomes)]


@register.simple_tag
def needs_of(value: Any) -> list[Any]:
    """Return what an activity asks of people, in words."""
    labels = dict(NEEDS)
    return [labels[need] for need in value.get("needs") or () if need in labels]


@register.filter
def in_words(thing: Any) -> str:
    """Return something that is needed as one line."""
    return str(thing_in_words(thing))
