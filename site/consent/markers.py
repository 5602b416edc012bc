"""Markers outside of the database: who was erased and what was taken back, so that an old backup brings neither back.

A marker holds a kind, ids and dates. It names its subject by id and the moment that row was made: another person who
gets the same id in a database that was brought back is never taken for them. It is a small file of its own, written
right after the decision, and by the clock where that failed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import QuerySet

from accounts.models import Person
from authorship.models import Contributor, Work
from consent.models import ConsentEntry, ErasureMarker, VoiceDecision
from files.errors import StoreAway
from files.storage import marker_storage
from publishing.models import Decision

SUBJECTS: dict[str, Any] = {"person": Person, "contributor": Contributor, "work": Work}
STOPS = {"gone": ("take_back", "part"), "hidden": ("hide",)}
"""What stops showing somebody's voice; `gone` is for good."""
SOON = frozenset({"erased", "take_back", "part", "hide", "paused", "narrowed"})
"""Kinds of decisions whose marker is not left to the clock."""
OF_A_WORK = {"paused": ("paused",), "narrowed": ("narrowed",)}
"""Kinds of decisions about a whole work that stop something, by the kind of their marker."""
LETS_GO_ON = {"paused": ("pause_lifted", "released", "shared"), "narrowed": ("released", "shared")}
"""Those that end what these stopped: everybody said yes anew."""
TWO_DAYS, A_MOMENT = timedelta(days=2), timedelta(seconds=30)


@dataclass(frozen=True, order=True)
class Marker:
    """One decision. `stops` is False where it ended an older one of the same `kind` about the same subject."""

    at: str
    kind: str
    stops: bool
    about: str
    pk: int
    made: str
    detail: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What an earlier and a later decision have in common."""
        return (self.kind, self.about, str(self.pk), self.made, self.detail)

    @property
    def name(self) -> str:
        """The name of its file, the same each time."""
        return f"{hashlib.sha256(self.as_json()).hexdigest()[:40]}.json"

    def as_json(self) -> bytes:
        """Return what its file holds."""
        return json.dumps(asdict(self), sort_keys=True).encode()

    def subject(self) -> Any:
        """Return the row that it is about, or None where this database does not have it."""
        model = SUBJECTS[self.about]
        return model._base_manager.filter(pk=self.pk, created_at=self.made).first()


def _marker(row: Any, kind: str, about: str, subject: Any, *, stops: bool = True, detail: str = "") -> Marker:
    return Marker(row.created_at.isoformat(), kind, stops, about, subject.pk, subject.created_at.isoformat(), detail)


def known_markers(since: datetime | None = None) -> set[Marker]:
    """Return the markers of what this database knows to be erased, taken back, hidden, paused, narrowed or refused."""
    return set(_derived(since))


def _derived(since: datetime | None) -> Iterator[Marker]:
    erasures = list(_after(ErasureMarker.objects.all(), since))
    people = Person.objects.in_bulk({erased.person_id for erased in erasures})
    for erased in erasures:
        if person := people.get(erased.person_id):
            yield _marker(erased, "erased", "person", person)
    for decision in _after(VoiceDecision.objects.select_related("contributor", "work"), since):
        yield from _of_a_voice(decision)
    entries = list(_after(ConsentEntry.objects.all(), since))
    of_these = Contributor.everyone.filter(work__in={entry.work_id for entry in entries})
    parts = {(part.person_id, part.work_id): part for part in of_these}
    for entry in entries:
        if part := parts.get((entry.person_id, entry.work_id)):
            yield _marker(entry, "refused", "contributor", part, stops=not entry.agreed, detail=entry.use)
    asked = {kind for kinds in (*OF_A_WORK.values(), *LETS_GO_ON.values()) for kind in kinds}
    lines = list(_after(Decision.objects.filter(kind__in=asked, content_type__model="work"), since))
    works = {str(work.pk): work for work in Work.objects.filter(pk__in={line.object_id for line in lines})}
    for line in lines:
        for kind, stopping in OF_A_WORK.items():
            if (work := works.get(line.object_id)) and line.kind in (*stopping, *LETS_GO_ON[kind]):
                yield _marker(line, kind, "work", work, stops=line.kind in stopping)


def _of_a_voice(decision: VoiceDecision) -> Iterator[Marker]:
    if decision.contributor is None:
        if decision.kind == VoiceDecision.Kind.TAKE_BACK:
            yield _marker(decision, "gone", "work", decision.work)
        return
    for kind, decisions in STOPS.items():
        if decision.kind in decisions:
            yield _marker(decision, kind, "contributor", decision.contributor)
    if decision.kind == VoiceDecision.Kind.RESUME:
        yield _marker(decision, "hidden", "contributor", decision.contributor, stops=False)


def _after(rows: QuerySet[Any], since: datetime | None) -> QuerySet[Any]:
    return rows if since is None else rows.filter(created_at__gte=since)


def write_markers(markers: Iterable[Marker]) -> None:
    """Keep each of these that is not there yet. Raises StoreAway."""
    there = set(marker_storage().names())
    for marker in markers:
        if marker.name not in there:
            marker_storage().save(marker.name, ContentFile(marker.as_json()))


def kept_markers() -> set[Marker]:
    """Return the markers that lie outside of the database. Raises StoreAway."""
    return {read_marker(_content(name)) for name in marker_storage().names()}


def _content(name: str) -> bytes:
    with marker_storage().open(name) as file:
        return file.read()


def read_marker(content: bytes) -> Marker:
    """Return the marker that a file holds. Raises ValueError."""
    try:
        return Marker(**json.loads(content))
    except TypeError:
        raise ValueError("A marker of something taken back cannot be read.") from None


def write_recent_markers(now: datetime) -> None:
    """Keep what was decided of late. A store that is away is asked again in a minute."""
    with suppress(StoreAway):
        write_markers(known_markers(since=now - TWO_DAYS))


def _write_now(since: datetime) -> None:
    with suppress(StoreAway):
        for marker in known_markers(since):
            if marker.stops and not marker_storage().exists(marker.name):
                marker_storage().save(marker.name, ContentFile(marker.as_json()))


def write_soon(sender: Any, instance: Decision, **kwargs: Any) -> None:
    """Keep the marker of a decision that stops something once it is certain; the clock does the rest."""
    if instance.kind in SOON and not _will_be_written():
        transaction.on_commit(partial(_write_now, instance.created_at - A_MOMENT), robust=True)


def _will_be_written() -> bool:
    """Say whether an earlier decision of this transaction asked for it. Its asking is undone where that is."""
    return any(getattr(asked[1], "func", None) is _write_now for asked in connection.run_on_commit)


def not_known_here(kept: Iterable[Marker], known: Iterable[Marker]) -> list[Marker]:
    """Return what was stopped later than this database knows, in the order in which it was decided."""
    last: dict[tuple[str, ...], Marker] = {}
    for marker in sorted({*kept, *known}):
        last[marker.key] = marker
    return sorted(marker for marker in set(last.values()) - set(known) if marker.stops)
