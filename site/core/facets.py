"""What a story touches on, chosen by those who tell it; a label of the story, and never of a person.

The public never sees a combination that fewer works than `smallest_group()` have: neither by one filter, nor by laying
the answers of several beside each other. `visible_facets` says what of each combination may be seen.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

PARAMETER = "touches"
"""What filters of pages, search, feed and API call it."""
MOST_CHARACTERS = 200


class Facet(models.TextChoices):
    """The list that authors choose from. A key stays what it is, since released versions hold it."""

    PLACE = "place", _("Where people live")
    WORK = "work", _("Work and jobs")
    EDUCATION = "education", _("School and learning")
    CLASS = "class", _("Social class")
    MONEY = "money", _("Getting by on little money")
    HOUSING = "housing", _("Housing")
    FOOD = "food", _("Food")
    TRAVEL = "travel", _("Getting around")
    CARING = "caring", _("Caring for somebody")
    DISABILITY = "disability", _("Disability")
    HEALTH = "health", _("Health")
    MIGRATION = "migration", _("Coming from another country")


ORDER = {facet: place for place, facet in enumerate(Facet)}
Facets = tuple[Facet, ...]
"""Some of them, in the order of the list."""


def facets_in(text: str) -> Facets:
    """Return the facets that a stored text names; what is no key is left out."""
    chosen = set(text.split(","))
    return tuple(facet for facet in Facet if facet.value in chosen)


def as_text(keys: Iterable[str]) -> str:
    """Return facets as they are stored, in one spelling for each combination."""
    return ",".join(facets_in(",".join(keys)))


def labels_of_facets(text: str) -> list[str]:
    """Return what these facets are called."""
    return [str(facet.label) for facet in facets_in(text)]


def asked_for(query: QueryDict) -> Facets:
    """Return the facets that somebody filters by."""
    return facets_in(",".join(query.getlist(PARAMETER)))


def smallest_group() -> int:
    """Return how many works a combination has at least, so that the public may see it."""
    return int(settings.SMALLEST_GROUP_SHOWN)


def is_enough(pages: Any) -> bool:
    """Say whether these pages are so many works that a filter may show them.

    Translations of one work count once, and what follows another page counts as that one.
    """
    work = Coalesce("alias_of__translation_key", "translation_key")
    few = pages.order_by().annotate(facets_work=work).values("facets_work").distinct()[: smallest_group()]
    return len(few) >= smallest_group()


def visible_facets(works: Mapping[str, int], *, smallest: int) -> dict[str, Facets]:
    """Return what the public may see of each stored combination, given how many works have it.

    What is seen of one is seen of at least `smallest` works, and so is each smaller combination out of it; nothing can
    be told by comparing lists. From a combination that too few have, its rarest facet is left out until enough do.
    """
    seen = {text: _bits(facets_in(text)) for text in works}
    # From the largest down: leaving a facet out of one takes works only from smaller combinations.
    for size in range(max((bits.bit_count() for bits in seen.values()), default=0), 0, -1):
        having = _works_having(works, seen)
        too_few = {bits for bits in seen.values() if bits.bit_count() == size and having[bits] < smallest}
        less = {bits: bits & ~_rarest_in(bits, having) for bits in too_few}
        seen = {text: less.get(bits, bits) for text, bits in seen.items()}
    return {text: tuple(facet for facet in Facet if bits & _bits([facet])) for text, bits in seen.items()}


def _bits(facets: Iterable[Facet]) -> int:
    """Return a combination as one number, with one bit for each facet."""
    return sum(1 << ORDER[facet] for facet in facets)


def _works_having(works: Mapping[str, int], seen: Mapping[str, int]) -> list[int]:
    """Return for each combination how many works have all of it, and perhaps more."""
    having = [0] * (1 << len(Facet))
    for text, number in works.items():
        having[seen[text]] += number
    for bit in (1 << place for place in range(len(Facet))):
        for bits in range(len(having)):
            if not bits & bit:
                having[bits] += having[bits | bit]
    return having


def _rarest_in(bits: int, having: list[int]) -> int:
    """Return the bit of the facet that fewest works have, of those in a combination; of equals the first."""
    return min((1 << place for place in range(len(Facet)) if bits & 1 << place), key=lambda bit: having[bit])


class FacetsFormField(forms.MultipleChoiceField):
    """A box to tick for each facet; its value is what is stored."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Facet.choices, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Return the boxes that are ticked."""
        return list(facets_in(value)) if isinstance(value, str) else value

    def clean(self, value: Any) -> Any:
        """Return the ticked facets as they are stored."""
        return as_text(super().clean(value))


class FacetsField(models.Field):
    """Facets, stored as text in one spelling. It holds keys and no words of anybody, so it is no CharField."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = MOST_CHARACTERS
        kwargs.setdefault("default", "")
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        """Return how databases store it."""
        return "CharField"

    def to_python(self, value: Any) -> str:
        """Return the stored text in its one spelling."""
        return as_text(str(value or "").split(","))

    def get_prep_value(self, value: Any) -> Any:
        """Return what a database stores or compares."""
        return super().get_prep_value(value) if value is None else str(value)
