"""Which works were made from which: whose words may be in a work that they take no part in.

A translation is a work of its own, so each step looks at a work in all its languages.
"""

from collections.abc import Collection

from wagtail.models import Page

from authorship.models import Adaptation, Work


def note_lineage(*, work: Work, original: Work, licence: str = "") -> None:
    """Note that words of `work` were copied from `original`, which is public under this `licence`."""
    if work.pk != original.pk:
        Adaptation.objects.get_or_create(work=work, original=original, defaults={"licence": licence})


def steps_above(work: Work) -> list[Adaptation]:
    """Return each step by which a work, in any language, was made from others: the nearest first."""
    known = _in_every_language([work.pk])
    newest, steps = set(known), []
    while newest:
        found = list(Adaptation.objects.filter(work__in=newest).select_related("original__page").order_by("pk"))
        steps += found
        newest = _in_every_language([step.original_id for step in found]) - known
        known |= newest
    return steps


def originals_of(work: Work) -> list[Work]:
    """Return the works that a work was made from, in every language, those that they were made from, and so on."""
    found = _in_every_language([step.original_id for step in steps_above(work)]) - _in_every_language([work.pk])
    return list(Work.objects.filter(pk__in=found).order_by("pk"))


def adaptations_of(work: Work) -> list[Work]:
    """Return the works that were made from a work, in every language, those made from them, and so on."""
    own = _in_every_language([work.pk])
    known, newest = set(own), set(own)
    while newest:
        made = Adaptation.objects.filter(original__in=newest).values_list("work", flat=True)
        newest = _in_every_language(list(made)) - known
        known |= newest
    return list(Work.objects.filter(pk__in=known - own).select_related("page").order_by("pk"))


def _in_every_language(work_ids: Collection[int]) -> set[int]:
    keys = Page.objects.filter(work__in=work_ids).values("translation_key")
    return set(work_ids) | set(Work.objects.filter(page__translation_key__in=keys).values_list("pk", flat=True))
