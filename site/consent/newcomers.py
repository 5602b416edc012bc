"""Somebody who was asked along and has done nothing yet: whoever leads the work may take them off it again.

Once they have written, agreed or said yes, they are part of it, and only they themselves can leave. A teller is never
taken off by others: their voice is what it is about.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision

from authorship.models import Contributor, Work, YourOK
from authorship.selectors import page_ids_of
from authorship.voices import may_add_people
from consent import emails
from consent.models import ConsentEntry, VoiceDecision
from consent.typing import has_pieces
from publishing.decisions import log_decision
from publishing.holding import hold
from publishing.models import PastWriter

TAKEN_OFF = "newcomer_off"
KINDS = {TAKEN_OFF: gettext_lazy("took somebody off who had done nothing yet")}


def newcomers_in(work: Work) -> list[Contributor]:
    """Return those who make `work`, have an account and have done nothing in it yet; no teller among them."""
    people = Contributor.makers.filter(work=work, person__user__isnull=False).exclude(role=Contributor.Role.TELLER)
    found = list(people.select_related("person__user"))
    if not found:
        return []
    wrote, spoke = _who_wrote(work), _who_spoke(work)
    return [person for person in found if person.person.user_id not in wrote and person.person_id not in spoke]


def _who_wrote(work: Work) -> set[int | None]:
    """Return the accounts that saved any version of its pages, deleted ones too."""
    pages = [str(pk) for pk in page_ids_of(work)]
    revisions = Revision.objects.page_revisions().filter(object_id__in=pages)
    past = PastWriter.objects.filter(object_id__in=pages)
    return {*revisions.values_list("user_id", flat=True), *past.values_list("user_id", flat=True)}


def _who_spoke(work: Work) -> set[int]:
    """Return the people who agreed to something about it, said yes or not yet to it, decided about their part, or for
    whom somebody typed.
    """
    of_work = {"contributor__work": work}
    return {
        *ConsentEntry.objects.filter(work=work).values_list("person_id", flat=True),
        *YourOK.objects.filter(**of_work).values_list("contributor__person_id", flat=True),
        *VoiceDecision.objects.filter(**of_work).values_list("contributor__person_id", flat=True),
        *has_pieces(work),
    }


def may_take_off(user: Any, contributor: Contributor) -> bool:
    """Say whether `user` leads the work, and this is somebody else who has done nothing in it yet."""
    work = contributor.work
    is_new = any(person.pk == contributor.pk for person in newcomers_in(work))
    return is_new and contributor.person.user_id != user.pk and may_add_people(user, work)


@transaction.atomic
def take_off(*, contributor: Contributor, by: Any) -> None:
    """Take a newcomer off a work, and tell them. Raises PermissionDenied."""
    hold(Page(pk=contributor.work.page_id))
    if not may_take_off(by, contributor):
        raise PermissionDenied
    log_decision(TAKEN_OFF, contributor.work, by=by)
    emails.tell_taken_off(contributor)
    contributor.delete()
