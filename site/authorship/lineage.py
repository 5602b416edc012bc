"""Which works were made from which: whose words may be in a work that they take no part in."""

from authorship.models import Adaptation, Work


def note_lineage(*, work: Work, original: Work, licence: str = "") -> None:
    """Note that words of `work` were copied from `original`, which is public under this `licence`."""
    if work.pk != original.pk:
        Adaptation.objects.get_or_create(work=work, original=original, defaults={"licence": licence})


def originals_of(work: Work) -> list[Work]:
    """Return the works that `work` was made from, those that they were made from, and so on: the nearest first."""
    found: dict[int, Work] = {}
    newest = [work.pk]
    while newest:
        above = Work.objects.filter(adaptations__work__in=newest).exclude(pk__in=[work.pk, *found]).order_by("pk")
        newest = [one.pk for one in above.distinct()]
        found |= {one.pk: one for one in above}
    return list(found.values())


def adaptations_of(work: Work) -> list[Work]:
    """Return the works that were made from `work`, those made from them, and so on, each with its page."""
    found: dict[int, Work] = {}
    newest = [work.pk]
    while newest:
        made = Work.objects.filter(adapted_from__original__in=newest).exclude(pk__in=[work.pk, *found])
        newest = [one.pk for one in made.distinct()]
        found |= {one.pk: one for one in made.select_related("page")}
    return list(found.values())
