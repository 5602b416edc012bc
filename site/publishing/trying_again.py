"""Showing again by the clock what could not be shown because something of ours did not answer.

Publishing is one transaction, so what failed leaves nothing behind, not even a note. Such a note is therefore held
until that transaction is over, and written down then: at the end of a request, or of a job of the clock.
"""

from threading import local
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import registry
from publishing.errors import PublishBlocked, TryAgainLater
from publishing.models import PendingStep
from publishing.taking_down import Key, TakeDownStep

STEP = "show"
_held = local()


def hold_note(key: Key, failure: TryAgainLater) -> None:
    """Remember that this object could not be shown, until `write_notes` is called outside of the transaction."""
    _held.notes = [*getattr(_held, "notes", []), (key, failure.kind)]


def write_notes() -> None:
    """Write down what could not be shown, so that the clock tries again; what cannot be written now is kept."""
    notes = getattr(_held, "notes", [])
    while notes:
        key, kind = notes[0]
        first = {"tries": 1, "failure": kind, "tried_at": timezone.now()}
        PendingStep.objects.get_or_create(step=STEP, **key, defaults=first)
        notes.pop(0)


def forget(key: Key) -> None:
    """Do not try again: it is public by now, or it was decided otherwise."""
    PendingStep.objects.filter(step=STEP, **key).delete()


def try_again(key: Key) -> None:
    """Do what is still wanted of this object. Raises TryAgainLater where something still does not answer.

    Every gate is asked again. What it refuses for another reason is told to whoever acts on it next.
    """
    model: Any = key["content_type"].model_class()
    found = model._base_manager.filter(pk=key["object_id"]).first() if model else None
    obj = getattr(found, "specific", found)
    for second_try in registry.second_tries if obj is not None else ():
        try:
            second_try(obj)
        except TryAgainLater:
            raise
        except PublishBlocked:
            continue


SHOWING = TakeDownStep(
    STEP, is_needed=lambda key: False, run=try_again, says=_("Make something public"), is_noted=False
)
"""Kept and tried like the steps of taking down."""
