"""Who the makers of a work want to read it, as it is frozen with a release."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from accounts.audiences import audience_words
from authorship.models import Work
from authorship.selectors import work_of
from publishing.audiences import KEY, PUBLIC


def chosen_audience(work: Work) -> dict[str, Any]:
    """Return what a manifest says of the audience of `work`: nothing where it was never chosen, so everybody."""
    return {KEY: work.audience, "audience_choice": work.audience_choice} if work.audience_choice else {}


def audiences_of_pages(page_ids: Iterable[int]) -> dict[int, str]:
    """Return the audience of each of these pages of works for which not everybody is meant; two queries."""
    keys = dict(Page.objects.filter(pk__in=page_ids).values_list("pk", "translation_key"))
    chosen = Work.objects.filter(page__translation_key__in=keys.values()).exclude(audience=PUBLIC)
    audiences = dict(chosen.values_list("page__translation_key", "audience"))
    return {pk: audiences[key] for pk, key in keys.items() if key in audiences}


def readers_of(work: Work) -> str:
    """Say in words who should read `work`, where that is not everybody; else an empty text."""
    return audience_words(work.audience) if work.audience != PUBLIC else ""


def audience_part(obj: Any) -> dict[str, Any]:
    """Return the audience that would be frozen with `obj`."""
    work = work_of(obj) if isinstance(obj, Page) else None
    return chosen_audience(work) if work is not None else {}
