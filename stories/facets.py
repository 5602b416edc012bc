"""What the public sees of what stories touch on: counted over all that is released, by works, at every reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet
from wagtail.models import Locale

from authorship.selectors import each_once
from core.facets import Facet, Facets, smallest_group, visible_facets
from publishing.selectors import released, state_of_what_is_public

OTHERS = 4
"""So many other stories stand below one."""


@dataclass(frozen=True)
class Group:
    """The released stories of one language that have the same facets stored: how many, and how many works first so."""

    text: str
    locale_id: int
    stories: int
    firsts: int


@dataclass(frozen=True)
class Seen:
    """What the public sees of each stored combination, and how many works there are of each.

    In English lists stand stories of every language; a work in several of them counts once there, by its first.
    """

    groups: tuple[Group, ...]
    facets: dict[str, Facets]

    def texts(self, facets: Iterable[str]) -> list[str]:
        """Return the stored combinations of which all of `facets` are seen."""
        wanted = set(facets)
        return [text for text, visible in self.facets.items() if wanted <= set(visible)]

    def works(self, facets: Iterable[str], locale: Locale | None = None) -> int:
        """Return how many works touch on all of `facets`, in the list of a language or altogether."""
        texts = set(self.texts(facets))
        groups = [group for group in self.groups if group.text in texts]
        if locale is None or locale.language_code == settings.LANGUAGE_CODE:
            return sum(group.firsts for group in groups)
        return sum(group.stories for group in groups if group.locale_id == locale.pk)


def what_is_seen() -> Seen:
    """Return what the public sees now. One small query; where something has changed since the last time, two."""
    return _seen(state_of_what_is_public(), smallest_group())


@lru_cache(maxsize=2)
def _seen(state: Any, smallest: int) -> Seen:
    stories = _stories()
    earlier = stories.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
    counted = (
        stories.order_by()
        .values_list("facets", "locale")
        .annotate(stories=Count("pk"), firsts=Count("pk", filter=~Exists(earlier)))
    )
    groups = tuple(Group(*row) for row in counted)
    works: dict[str, int] = {}
    for group in groups:
        works[group.text] = works.get(group.text, 0) + group.firsts
    return Seen(groups, visible_facets(works, smallest=smallest))


def _stories() -> QuerySet:
    """Return the released stories that touch on something. What follows another page is no work of its own."""
    from stories.models import StoryPage

    return released(StoryPage.objects.filter(alias_of=None).exclude(facets=""))


def touching(stories: QuerySet, facets: Facets, seen: Seen, locale: Locale | None = None) -> QuerySet:
    """Keep of the `stories` of a list those seen to touch on all of `facets`; none where too few are released."""
    if not facets:
        return stories
    if seen.works(facets, locale) < smallest_group():
        return stories.none()
    return stories.filter(facets__in=seen.texts(facets))


@dataclass(frozen=True)
class Choice:
    """One facet that somebody can filter by, and how many works there would be: one in many languages counts once."""

    facet: Facet
    number: int
    is_chosen: bool


def choices_among(chosen: Facets, seen: Seen, locale: Locale | None = None) -> list[Choice]:
    """Return what a list can be filtered by, beside what is `chosen`: nothing that would show too few."""
    numbers = {facet: seen.works({*chosen, facet}, locale) for facet in Facet}
    shown = {facet: number if number >= smallest_group() else 0 for facet, number in numbers.items()}
    return [Choice(facet, shown[facet], facet in chosen) for facet in Facet if facet in chosen or shown[facet]]


def also_touching(page: Any, seen: Seen) -> QuerySet:
    """Return a few other released works that are seen to touch on the most of what `page` does, newest first.

    Each stands there once, in the language of the page where it is in it.
    """
    mine = set(seen.facets.get(page.facets, ()))
    shared = {text: len(mine & set(visible)) for text, visible in seen.facets.items()}
    most = max(shared.values(), default=0)
    nearest = [text for text, number in shared.items() if number == most and mine]
    others = _stories().filter(facets__in=nearest).exclude(translation_key=page.translation_key)
    others = each_once(others, page.locale)
    return others.select_related("locale").order_by("-first_published_at", "-pk")[:OTHERS]
