"""Who has a work open just now, so that two people who write in it know of each other. Kept for less than a minute."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from authorship.models import Contributor, Work

SECONDS = 50
"""A little more than two of the times at which a screen says that it is still open."""


@dataclass(frozen=True)
class Here:
    """Somebody else who has it open; `is_same_place` where they have the same form open."""

    name: str
    is_same_place: bool


def _key(work: Work, user_id: int) -> str:
    return f"studio.here:{work.pk}:{user_id}"


def say_here(*, work: Work, user: Any, place: str) -> None:
    """Note that somebody has this work open, at the form that `place` names; empty for all of it."""
    cache.set(_key(work, user.pk), place, timeout=SECONDS)


def others_here(*, work: Work, people: Iterable[Contributor], user: Any, place: str) -> list[Here]:
    """Return the others who make it and have it open now, in their order."""
    others = [person for person in people if person.makes_it and person.person.user_id not in (None, user.pk)]
    keys = {_key(work, person.person.user_id or 0): person for person in others}
    places = cache.get_many(keys) if keys else {}
    return [
        Here(person.person.first_name, is_same_place=bool(place) and places[key] == place)
        for key, person in keys.items()
        if key in places
    ]
