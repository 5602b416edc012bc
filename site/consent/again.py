"""Doing again, in a database that was brought back, what was taken back or erased after it was saved."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from consent.cascade import take_down_all
from consent.erasure import erase_person
from consent.markers import Marker, known_markers, not_known_here
from consent.models import VoiceDecision
from consent.services import hide, record_consent, take_back, withdraw_by_command
from core.emails import no_letters

COMMAND = VoiceDecision.Road.COMMAND


def apply_markers(kept: Iterable[Marker]) -> int:
    """Erase, take back, hide and refuse what these markers say and this database does not know; return how many.

    Nobody gets a letter: they got it when it was decided. Repeating it does no harm.
    """
    done = 0
    with no_letters():
        for marker in not_known_here(kept, known_markers()):
            if (subject := marker.subject()) is not None:
                _apply(marker, subject)
                done += 1
    return done


@transaction.atomic
def _apply(marker: Marker, subject: object) -> None:
    try:
        APPLY[marker.kind, marker.about](subject, marker)
    except PermissionDenied:
        # The work is gone by now, or this person has left it: an earlier marker did more than this one asks.
        return


def _stop_for_good(work, marker: Marker) -> None:
    """End a release. What was paused comes back when a moderator has read it anew: nobody here knows the reason.

    What was narrowed comes back when its makers have said anew who should read it: a group may be made after a backup.
    """
    if work.page is not None:
        take_down_all(work.page.specific, revoke=True)


def _withdraw(work, marker: Marker) -> None:
    if work.page is not None:
        withdraw_by_command(page=work.page.specific)


def _refuse(contributor, marker: Marker) -> None:
    record_consent(contributor=contributor, answers={marker.detail: False}, is_adult=True, language="en")


APPLY = {
    ("erased", "person"): lambda person, marker: erase_person(person=person, road=COMMAND),
    ("gone", "contributor"): lambda part, marker: take_back(contributor=part, road=COMMAND, confirm=False),
    ("hidden", "contributor"): lambda part, marker: hide(contributor=part, road=COMMAND),
    ("gone", "work"): _withdraw,
    ("refused", "contributor"): _refuse,
    ("paused", "work"): _stop_for_good,
    ("narrowed", "work"): _stop_for_good,
}
