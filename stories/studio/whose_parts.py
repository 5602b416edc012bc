"""Who wrote each part, for the people who make a story together."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from authorship.models import Contributor
from consent.typing import answers_about
from consent.whose import keys_of, who_wrote_what
from core.listing import listed
from stories.studio.parts import Raw

A_DAY = 60 * 60 * 24


Writer = tuple[int | None, int | None]
"""An account that saved something, and the part of whoever they said it is of; None where they were not asked."""


def writers_of_parts(page: Any, parts: Iterable[Raw], people: Iterable[Contributor]) -> dict[str, str]:
    """Return the first names of those who wrote or changed each part, or for whom somebody typed it, by its id.

    Empty where one person makes it alone. Nobody is named who does not make it now: whoever left, or a moderator who
    mended a word.
    """
    makers = [person for person in people if person.makes_it]
    if len(makers) < 2:
        return {}
    wrote = _who_wrote(page)
    found = {part["id"]: _in_words(part, wrote, makers) for part in parts}
    return {part_id: words for part_id, words in found.items() if words}


def _in_words(part: Raw, wrote: Mapping[str, list[Writer]], makers: list[Contributor]) -> str:
    by_account = {person.person.user_id: person for person in makers if person.person.user_id is not None}
    by_part = {person.pk: person for person in makers}
    found: dict[str, None] = {}
    for user_id, holder_id in dict.fromkeys(writer for key in keys_of(part) for writer in wrote.get(key, [])):
        typist = by_account.get(user_id) if user_id is not None else None
        holder = typist if holder_id is None else by_part.get(holder_id)
        if holder is not None:
            found[_name(holder, typist)] = None
    return listed(found)


def _name(holder: Contributor, typist: Contributor | None) -> str:
    if typist is None or typist == holder:
        return _apart(holder)
    return _("%(name)s (typed by %(typist)s)") % {"name": _apart(holder), "typist": _apart(typist)}


def _apart(person: Contributor) -> str:
    """Return a first name that keeps its own direction in a sentence of another one (Unicode's FSI and PDI)."""
    return f"\u2068{person.person.first_name}\u2069"


def _who_wrote(page: Any) -> dict[str, list[Writer]]:
    """Return who wrote what. It holds for one version and what was said of it, of which no word is kept."""
    key = f"studio.who_wrote:{page.pk}:{page.latest_revision_id}:{answers_about(page)}"
    found: dict[str, list[Writer]] | None = cache.get(key)
    if found is None:
        found = who_wrote_what(page)
        cache.set(key, found, timeout=A_DAY)
    return found
