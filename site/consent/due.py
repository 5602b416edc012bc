"""What the clock does about consent: it reminds, and hides what nobody confirmed. Nothing is deleted."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from authorship.models import Contributor
from consent import emails
from consent.cascade import family, take_down_all
from consent.models import ConsentEntry, Reminder, VoiceDecision
from consent.selectors import answer_to, answers_of
from consent.wording import SHOWING, use_of_showing
from publishing.decisions import log_decision
from publishing.selectors import shown_release

A_MONTH = timedelta(days=30)


def _standing_yes() -> QuerySet[ConsentEntry]:
    """Return each yes that nothing newer by the same person about the same use of the same work has replaced."""
    newer = ConsentEntry.objects.filter(
        person=OuterRef("person"), work=OuterRef("work"), use=OuterRef("use"), pk__gt=OuterRef("pk")
    )
    return ConsentEntry.objects.filter(agreed=True).exclude(Exists(newer)).select_related("work__page")


def _lets_it_be_shown(entry: ConsentEntry, pages: Iterable[Any]) -> bool:
    """Say whether somebody besides its makers can read one of these pages, and this yes is one that it rests on."""
    releases = [release for page in pages if (release := shown_release(page)) is not None]
    if entry.use not in SHOWING:
        return bool(releases)
    person = Contributor(work_id=entry.work_id, person_id=entry.person_id)
    given = answers_of(person)
    return any(answer_to(use_of_showing(release.audience), given) == entry for release in releases)


def _contributor(entry: ConsentEntry) -> Contributor | None:
    return Contributor.objects.filter(work_id=entry.work_id, person_id=entry.person_id).first()


def remind(now: datetime) -> None:
    """Ask everybody whose yes ends within a month, once for each work."""
    today = timezone.localdate(now)
    due = _standing_yes().filter(review_on__gt=today, review_on__lte=today + A_MONTH, reminder=None)
    asked: dict[tuple[int, int], list[ConsentEntry]] = {}
    for entry in due.order_by("pk"):
        asked.setdefault((entry.work_id, entry.person_id), []).append(entry)
    for entries in asked.values():
        contributor = _contributor(entries[0])
        # All of one letter are noted together, so that a process killed in between does not ask twice.
        with transaction.atomic():
            made = [Reminder.objects.get_or_create(entry=entry)[1] for entry in entries]
            if any(made) and contributor:
                emails.remind(contributor, until=entries[0].review_on)


def hide_what_nobody_confirmed(now: datetime) -> None:
    """Hide each work that others can read, in which somebody's yes is past its date."""
    today = timezone.localdate(now)
    seen = set()
    for entry in _standing_yes().filter(review_on__lte=today).order_by("pk"):
        page = entry.work.page
        if entry.work_id in seen or page is None or _contributor(entry) is None:
            continue
        if _lets_it_be_shown(entry, family(page)):
            seen.add(entry.work_id)
            with transaction.atomic():
                take_down_all(page)
                VoiceDecision.objects.create(
                    work=entry.work, kind=VoiceDecision.Kind.REVIEW_PASSED, road=VoiceDecision.Road.CLOCK
                )
                log_decision(VoiceDecision.Kind.REVIEW_PASSED, entry.work, detail=VoiceDecision.Road.CLOCK)
                emails.tell_review_passed(entry.work.contributors.select_related("person__user"))
