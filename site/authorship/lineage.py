"""Which works were made from which: whose words may be in a work that they take no part in."""

from authorship.models import Adaptation, Work


def note_lineage(*, work: Work, original: Work, licence: str = "") -> None:
    """Note that words of `work` were copied from `original`, which is public under this `licence`."""
    if work.pk != original.pk:
        Adaptation.objects.get_or_create(work=work, original=original, defaults={"licence": licence})


def steps_above(work: Work) -> list[Adaptation]:
    """Return each step by which a work was made from others: the nearest first."""
    known = {work.pk}
    newest, steps = set(known), []
    while newest:
        found = list(Adaptation.objects.filter(work__in=newest).select_related("original__page").order_by("pk"))
        steps += found
        newest = {step.original_id for step in found} - known
        known |= newest
    return steps


def originals_of(work: Work) -> list[Work]:
    """Return the works that a work was made from, those that they were made from, and so on."""
    found = {step.original_id for step in steps_above(work)} - {work.pk}
    return list(Work.objects.filter(pk__in=found).order_by("pk"))


def adaptations_of(work: Work) -> list[Work]:
    """Return the works that were made from a work, those made from them, and so on."""
    known, newest = {work.pk}, {work.pk}
    while newest:
        made = Adaptation.objects.filter(original__in=newest).values_list("work", flat=True)
        newest = set(made) - known
        known |= newest
    return list(Work.objects.filter(pk__in=known - {work.pk}).select_related("page").order_by("pk"))
