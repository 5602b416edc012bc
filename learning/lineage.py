"""Where training comes from: noted whenever words move from one work into another, and told as far as it is public."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from authorship.lineage import note_lineage, steps_above
from authorship.models import Adaptation, Work, is_training
from authorship.selectors import work_of
from learning.models import LICENCES, SessionPage
from publishing.selectors import manifest_of, released


def note_copy(original: Any, copied: Any) -> None:
    """Note where the words of a copy come from that somebody made in the editor, with all that was copied below it."""
    for page, made in [(original, copied), *_below(original, copied)]:
        work, first = work_of(made), work_of(page)
        if work is not None and first is not None and is_training(type(page.specific)):
            note_lineage(work=work, original=first, licence=getattr(page.specific, "licence", ""))


def note_move(sender: Any, instance: Any, parent_page_before: Any, parent_page_after: Any, **kwargs: Any) -> None:
    """Note where the words of a session come from that was moved from one module into another."""
    if issubclass(sender, SessionPage):
        work, first = work_of(parent_page_after), work_of(parent_page_before)
        if work is not None and first is not None:
            note_lineage(work=work, original=first, licence=instance.specific.licence)


def _below(original: Page, copied: Page) -> list[tuple[Any, Any]]:
    """Return what lies below a page and its copy, in pairs: a copy keeps the order of the tree."""
    pages, made = original.get_descendants().order_by("path"), copied.get_descendants().order_by("path")
    return list(zip(pages, made, strict=False)) if made.count() == pages.count() else []


@dataclass(frozen=True)
class Lineage:
    """Where a module comes from, as far as the public may read that now."""

    page: Any | None
    names: list[str]
    licence: str


def lineage_of(page: Any) -> list[Lineage]:
    """Return what a module, or the module of a session, was made from: the nearest first.

    Names are those that the original shows now; of one that is not public there are none.
    """
    work = work_of(page) if page.pk else None
    if work is None:
        return []
    steps: dict[int, Adaptation] = {}
    for step in steps_above(work):
        steps.setdefault(step.original_id, step)
    return [_lineage(step.original, step.licence) for pk, step in steps.items() if pk != work.pk]


def _lineage(original: Work, licence: str) -> Lineage:
    words = str(dict(LICENCES).get(licence, ""))
    public = released(Page.objects.filter(pk=original.page_id)).first()
    if public is None:
        return Lineage(None, [], words)
    manifest = manifest_of(public)
    rows = manifest.body.get("credits", []) if manifest is not None else []
    return Lineage(public, [row["name"] for row in rows if row["name"]], words)
