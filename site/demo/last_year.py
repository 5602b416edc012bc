"""What the demo's log says of last year, so that there are numbers to look at. Invented, like all of the demo."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Any

from django.utils import timezone

from accounts.models import User
from authorship.models import Work
from home.figures import write_down_each_year
from moderation.guides import newest_guide
from publishing import registry
from publishing.candidates import object_key
from publishing.decisions import rule_code
from publishing.models import Decision

# Kind, how often, the number of a rule or a code, and the role of whoever decided.
DECISIONS = (
    ("sent_in", 40, None, "", "reporter"),
    ("approved", 31, None, "", "moderator"),
    ("ok_yes", 30, None, "", "reporter"),
    ("ok_recorded", 7, None, "", "trainer"),
    ("released", 18, None, "", "reporter"),
    ("changes_asked", 9, 4, "", "moderator"),
    ("changes_asked", 6, 2, "", "moderator"),
    ("changes_asked", 4, 1, "", "moderator2"),
    ("changes_asked", 3, 5, "", "moderator2"),
    ("take_back", 3, None, "account", "reporter2"),
    ("paused", 6, 1, "", "moderator"),
    ("stays_down", 2, 1, "", "moderator"),
    ("appeal_answered", 3, 1, "lifted", "moderator2"),
)


def make_last_year(people: Mapping[str, User]) -> None:
    """Write the lines of last year about the demo's works, and the numbers of it, where there are none yet."""
    year = timezone.localdate().year - 1
    works = list(Work.objects.order_by("pk"))
    if not works or Decision.objects.filter(created_at__year__lte=year).exists():
        return
    guide = newest_guide()
    edition = guide.version.pk if guide is not None else None
    lines: list[Decision] = []
    for kind, times, number, detail, role in DECISIONS:
        if kind in registry.decision_kinds:
            about = islice(cycle(works), times)
            by, rule = people[role].pk, rule_code(number, edition)
            lines += [_line(year, len(lines), work, kind=kind, by_id=by, rule=rule, detail=detail) for work in about]
    Decision.objects.bulk_create(lines)
    write_down_each_year(timezone.now())


def _line(year: int, place: int, work: Work, **fields: Any) -> Decision:
    when = datetime(year, 3, 2, 10, tzinfo=UTC) + timedelta(hours=29 * place)
    return Decision(created_at=when, **object_key(work), **fields)
