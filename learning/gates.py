"""What training must have before the public may read it. Nothing of this stands in the way of a draft."""

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from django.utils.translation import gettext as _

from authorship.lineage import steps_above
from authorship.models import Contributor
from authorship.selectors import contributors_of, work_of
from learning.models import SHARE_ALIKE, GlossaryTermPage, LearningPage, ModulePage, WorkshopPage
from learning.models.choices import Delivery
from publishing.candidates import Candidate


def must_be_shared_alike(page: LearningPage) -> bool:
    """Say whether anything that a page was made from, step by step, asks to stay under its own licence."""
    work = work_of(page)
    return work is not None and any(step.licence == SHARE_ALIKE for step in steps_above(work))


def what_it_must_have(candidate: Candidate) -> list[str]:
    """Return what is missing, as sentences for whoever sends it in."""
    return list(_missing(candidate.obj))


@singledispatch
def _missing(page: Any) -> Iterator[str]:
    yield from ()


@_missing.register
def _of_a_word(term: GlossaryTermPage) -> Iterator[str]:
    if not term.meaning:
        yield _("Say what the word means.")


@_missing.register
def _of_a_workshop(workshop: WorkshopPage) -> Iterator[str]:
    if not workshop.starts_at or not workshop.ends_at:
        yield _("Say when the workshop starts and ends.")
    elif workshop.starts_at >= workshop.ends_at:
        yield _("The workshop ends before it starts. Look at the times again.")
    if not workshop.venue and workshop.delivery != Delivery.ONLINE:
        yield _("Say where the workshop is, with the address.")
    if not workshop.access_notes:
        yield _("Say how people get in and join in: steps, lifts, toilets, languages.")
    if not workshop.capacity:
        yield _("Say how many people can come.")


@_missing.register
def _of_training(page: LearningPage) -> Iterator[str]:
    if not page.licence:
        yield _("Choose the licence under which others may use it.")
    if page.licence != SHARE_ALIKE and must_be_shared_alike(page):
        yield _("What this is made from asks to be shared alike: please keep its licence.")
    if hasattr(page, "access_notes") and not page.access_notes:
        yield _("Say how everybody can join in: what helps whoever cannot see, hear, read or move around.")


@_missing.register
def _of_a_module(module: ModulePage) -> Iterator[str]:
    yield from _of_training(module)
    if not module.no_lived_experience and not _somebody_lived_it(module):
        yield _(
            "Nobody with lived experience takes part in this module yet. Ask somebody, or say why there is nobody: "
            "readers see the reason."
        )


def _somebody_lived_it(module: ModulePage) -> bool:
    return any(
        contributor.expertise == Contributor.Expertise.LIVED and contributor.makes_it
        for contributor in contributors_of(module)
    )
