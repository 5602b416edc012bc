"""The training that opens sending in: when somebody completed it, written down by somebody else and in the log."""

from datetime import date
from typing import Any

from accounts.models import Person
from publishing.decisions import log_decision


def opens_for(person: Person, *, on: date, by: Any) -> None:
    """Let somebody who completed Responsible storytelling send stories in, from the first time on."""
    if not person.is_trained:
        _write(person, on, by)


def closes_for(person: Person, *, on: date, by: Any) -> None:
    """Take the training of that day off again, where it was written down by mistake."""
    if person.responsible_storytelling_on == on:
        _write(person, None, by)


def _write(person: Person, on: date | None, by: Any) -> None:
    person.responsible_storytelling_on, person.training_recorded_by = on, by
    person.save(update_fields=["responsible_storytelling_on", "training_recorded_by"])
    log_decision("training", person, by=by, detail=str(on or ""))
