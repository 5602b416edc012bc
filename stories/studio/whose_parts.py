"""Who wrote each part, for the people who make a story together."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.cache import cache

from authorship.models import Contributor
from consent.whose import is_list, who_wrote_what
from stories.studio.parts import Raw

A_DAY = 60 * 60 * 24


def writers_of_parts(page: Any, parts: Iterable[Raw], people: Iterable[Contributor]) -> dict[str, str]:
    """Return the first names of those who wrote or changed each part, by its id. Empty where one person makes it alone.

    Nobody is named who does not make it now: whoever left, or a moderator who mended a word.
    """
    names = {person.person.user_id: person.person.first_name for person in people if person.makes_it}
    if len(names) < 2:
        return {}
    wrote = _who_wrote(page)
    found = {part["id"]: _in_words(part, wrote, names) for part in parts}
    return {part_id: words for part_id, words in found.items() if words}


def _in_words(part: Raw, wrote: Mapping[str, list[int]], names: Mapping[int | None, str]) -> str:
    keys = [item["id"] for item in part["value"]] if is_list(part["value"]) else [part["id"]]
    users = dict.fromkeys(user for key in keys for user in wrote.get(key, []))
    return ", ".join(names[user] for user in users if user in names)


def _who_wrote(page: Any) -> dict[str, list[int]]:
    """Return who wrote what. It holds for one version, of which no word is kept: only numbers."""
    key = f"studio.who_wrote:{page.pk}:{page.latest_revision_id}"
    found: dict[str, list[int]] | None = cache.get(key)
    if found is None:
        found = who_wrote_what(page)
        cache.set(key, found, timeout=A_DAY)
    return found
