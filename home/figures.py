"""Numbers of a year: what is counted in the log of decisions, and what of it the public may know."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorship.models import Work
from publishing import registry
from publishing.decisions import rule_parts
from publishing.errors import NotReleased
from publishing.models import Decision, Release

FEWEST = 5
OTHERS = "others"


class Figure(models.Model):
    """One number of one year, as everybody may know it: written once, when the year is over.

    `number` is empty where it is from one to four. `part` is empty for the number itself, else what it was about: a
    rule, an outcome, or `others` for all that are too small to stand by themselves. `edition` is the day of the guide
    that has the rule.
    """

    year = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=40)
    part = models.CharField(max_length=40, blank=True)
    edition = models.DateField(null=True)
    number = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("open number")
        verbose_name_plural = _("open numbers")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["year", "measure", "part"], name="one_number_of_a_year")]

    def __str__(self) -> str:
        return f"{self.measure} {self.year}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once. Raises NotReleased where somebody tries to change it."""
        if self.pk:
            raise NotReleased("A number of a year that is over stays as it is.")
        super().save(*args, **kwargs)


class Counts(Enum):
    """What is counted: each work once, or each time."""

    WORKS = "works"
    TIMES = "times"


@dataclass(frozen=True)
class Measure:
    """One number: which decisions it counts, how it is called and explained, and what its parts are."""

    code: str
    kinds: tuple[str, ...]
    counts: Counts
    label: Any
    meaning: Any
    part: str = ""
    """The field of a decision by which it is parted: `rule` or `detail`. Empty where it has no parts."""


MEASURES = (
    Measure(
        "received",
        ("sent_in",),
        Counts.WORKS,
        _("Works that people sent in"),
        _("Stories and training that somebody asked us to check. Each counts once, however often it came back."),
    ),
    Measure(
        "published",
        ("released",),
        Counts.WORKS,
        _("Works that went public"),
        _("Approved by a moderator and by everybody who made them. Each counts once in a year."),
    ),
    Measure(
        "changes_asked",
        ("changes_asked",),
        Counts.TIMES,
        _("Times a moderator asked for changes"),
        _("A moderator names the rule of our guide that it is about. Many works are sent in again and go public."),
        part="rule",
    ),
    Measure(
        "paused",
        ("paused",),
        Counts.TIMES,
        _("Times a public work was paused"),
        _("A moderator took it down for a while, by a rule, and told the people who made it why."),
        part="rule",
    ),
    Measure(
        "stays_down",
        ("stays_down",),
        Counts.TIMES,
        _("Times we declined to show a work again"),
        _("After a pause it stayed down, by a rule. The people who made it could ask somebody else to decide."),
        part="rule",
    ),
    Measure(
        "taken_back",
        ("take_back", "part"),
        Counts.WORKS,
        _("Works in which somebody took their voice back"),
        _("Everybody may, at any time, for no reason. It says nothing about how good a work was."),
    ),
    # Answered ones only: beside all that were asked for, a small number of one outcome would show as the difference.
    Measure(
        "appeals",
        ("appeal_answered",),
        Counts.TIMES,
        _("Times somebody asked for another decision"),
        _("They thought that a pause was wrong, and somebody else decided anew. We count it when it is decided."),
        part="detail",
    ),
    Measure(
        "oks_recorded",
        ("ok_recorded",),
        Counts.TIMES,
        _("Times a yes was written down for somebody"),
        _("Somebody without an account said yes on paper or aloud. A trainer wrote it down, and a moderator checked."),
    ),
)
BY_CODE = {measure.code: measure for measure in MEASURES}


def _decisions(measure: Measure, year: int) -> QuerySet[Decision]:
    found = Decision.objects.filter(kind__in=measure.kinds, created_at__year=year)
    if measure.counts is Counts.WORKS:
        found = found.filter(content_type=ContentType.objects.get_for_model(Work))
    return found.order_by()


def _count(measure: Measure, year: int) -> int:
    found = _decisions(measure, year)
    if measure.counts is Counts.WORKS:
        return found.aggregate(works=Count("object_id", distinct=True))["works"]
    return found.count()


def shown(number: int) -> int | None:
    """Return a number as everybody may know it: None from one to four."""
    return None if 0 < number < FEWEST else number


def parted(counts: dict[str, int]) -> tuple[dict[str, int | None], bool]:
    """Return the parts as everybody may know them, and whether their sum may be known.

    Parts below five stand together as `others`. Where that is fewer than five too, or where it could only come about
    in one way (each of them one, or each of them four), it is not shown, and neither is the sum, which would tell it.
    """
    parts: dict[str, int | None] = {part: number for part, number in counts.items() if number >= FEWEST}
    small = [number for number in counts.values() if 0 < number < FEWEST]
    rest = sum(small)
    if small:
        in_one_way = rest in (len(small), len(small) * (FEWEST - 1))
        parts[OTHERS] = None if in_one_way else shown(rest)
    return parts, parts.get(OTHERS, 0) is not None


def figures_of(year: int) -> list[Figure]:
    """Count a year in the log, and return what of it everybody may know. Writes nothing."""
    figures = []
    for measure in MEASURES:
        if not set(measure.kinds) & registry.decision_kinds.keys():
            continue
        whole = shown(_count(measure, year))
        if measure.part:
            parts, may_sum = parted(Counter(_decisions(measure, year).values_list(measure.part, flat=True)))
            whole = whole if may_sum else None
            figures.append(Figure(year=year, measure=measure.code, number=whole))
            figures += [_part(year, measure, part, number) for part, number in sorted(parts.items(), key=_others_last)]
        else:
            figures.append(Figure(year=year, measure=measure.code, number=whole))
    return figures


def _others_last(part: tuple[str, int | None]) -> tuple[bool, int, str]:
    name, _number = part
    rule = rule_parts(name)
    return name == OTHERS, rule[0] if rule else 0, name


def _part(year: int, measure: Measure, part: str, number: int | None) -> Figure:
    rule = rule_parts(part)
    release = Release.objects.filter(pk=rule[1]).first() if rule else None
    edition = timezone.localdate(release.approved_at) if release else None
    return Figure(year=year, measure=measure.code, part=part or "none", edition=edition, number=number)


def write_down_each_year(now: datetime) -> int:
    """Write the figures of each year that is over and has none yet, from the first in the log on; return how many."""
    first = Decision.objects.order_by("created_at").values_list("created_at", flat=True).first()
    if first is None:
        return 0
    years = range(timezone.localtime(first).year, timezone.localtime(now).year)
    missing = sorted(set(years) - set(Figure.objects.values_list("year", flat=True)))
    for year in missing:
        with transaction.atomic():
            Figure.objects.bulk_create(figures_of(year))
    return len(missing)
