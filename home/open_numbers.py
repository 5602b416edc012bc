"""The pages on which everybody reads the numbers of a year."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from home.figures import BY_CODE, OTHERS, Figure, Measure
from languages.addresses import in_every_language
from moderation.models.pauses import ground_label
from publishing.decisions import rule_parts
from publishing.places import Place

OUTCOMES = {"lifted": gettext_lazy("It was shown again"), "stays": gettext_lazy("It stayed down")}


@dataclass(frozen=True)
class Part:
    """One part of a number, in words. `number` is None where it is too small to show."""

    label: str
    edition: date | None
    number: int | None


@dataclass
class Number:
    """One number of a year with its parts. `is_kept` says that it is left out so that a small part stays hidden."""

    measure: Measure
    number: int | None
    parts: list[Part] = field(default_factory=list)

    @property
    def is_kept(self) -> bool:
        """Whether the number itself is large enough, and not shown since it would give a part away."""
        return self.number is None and any(part.number is not None for part in self.parts)


def years() -> list[int]:
    """Return the years that have numbers, newest first."""
    return list(Figure.objects.order_by("-year").values_list("year", flat=True).distinct())


def numbers_of(year: int) -> list[Number]:
    """Return what is known of a year, in order; one query."""
    numbers: dict[str, Number] = {}
    for figure in Figure.objects.filter(year=year, measure__in=BY_CODE):
        if not figure.part:
            numbers[figure.measure] = Number(BY_CODE[figure.measure], figure.number)
        elif figure.measure in numbers:
            numbers[figure.measure].parts.append(Part(_label(figure), figure.edition, figure.number))
    for number in numbers.values():
        # Which edition a rule is of is worth saying only where there was more than one.
        if len({part.edition for part in number.parts if part.edition}) == 1:
            number.parts = [replace(part, edition=None) for part in number.parts]
    return list(numbers.values())


def _label(figure: Figure) -> str:
    rule = rule_parts(figure.part)
    if rule:
        return _("Rule %(number)s") % {"number": rule[0]}
    if figure.part == OTHERS:
        return _("All others together")
    return str(OUTCOMES.get(figure.part) or ground_label(figure.part) or _("No rule named"))


@require_safe
def open_numbers(request: HttpRequest) -> HttpResponse:
    """List the years."""
    return render(request, "home/open_numbers.html", {"years": years()})


@require_safe
def numbers_of_a_year(request: HttpRequest, year: int) -> HttpResponse:
    """Show the numbers of one year. Raises Http404 where there are none."""
    numbers = numbers_of(year)
    if not numbers:
        raise Http404
    return render(request, "home/numbers_of_a_year.html", {"year": year, "numbers": numbers})


def _screens() -> list[tuple[Any, ...]]:
    """Return the list of years and each year, by the name of its address and what the address holds."""
    return [("open_numbers",), *(("numbers_of_a_year", year) for year in years())]


def places() -> list[Place]:
    """Return where the numbers stand, in every language."""
    return [Place(path) for screen in _screens() for path in in_every_language(*screen)]


class OpenNumbersSitemap(Sitemap):
    """The list of years, and each year."""

    def items(self) -> list[str]:
        """Return the paths."""
        return [reverse(name, args=args) for name, *args in _screens()]

    def location(self, item: Any) -> str:
        """A path is its own place."""
        return str(item)

    def get_urls(self, page: Any = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Return them all on the first page of the map. The others hold what is too much for one: the pages."""
        urls: list[dict[str, Any]] = super().get_urls(1, site, protocol) if str(page) == "1" else []
        return urls
