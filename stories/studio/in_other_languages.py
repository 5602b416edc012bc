"""The pages of a work in languages that it was not told in: made by translators, said yes to by those who tell it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from authorship.models import Work
from stories.studio.selectors import kinds_of_parts, pages_of_work


def translations_of_works(works: Iterable[Work]) -> dict[int, list[Page]]:
    """Return the translated pages of each work by the work's id, language by language, wholes first. Two queries."""
    by_key = {work.page.translation_key: work for work in works if work.page is not None}
    found: dict[int, list[Page]] = {work.pk: [] for work in by_key.values()}
    own = [work.page_id for work in by_key.values()]
    wholes = Page.objects.filter(translation_key__in=by_key, alias_of=None).exclude(pk__in=own)
    of_work = {whole.path: by_key[whole.translation_key].pk for whole in _read(wholes)}
    if not of_work:
        return found
    places = Q(path__in=of_work)
    for path in of_work:
        places |= Q(path__startswith=path, depth=len(path) // Page.steplen + 1, content_type__in=kinds_of_parts())
    for page in _read(Page.objects.filter(places, alias_of=None).order_by("locale__language_code", "path")):
        found[of_work.get(page.path) or of_work[page.path[: -Page.steplen]]].append(page)
    return found


def _read(pages: Any) -> Any:
    return pages.select_related("locale", "latest_revision")


def translations_of(work: Work) -> list[Page]:
    """Return the translated pages of one work."""
    return translations_of_works([work]).get(work.pk, [])


def pages_in_every_language(work: Work) -> list[Page]:
    """Return the pages of one work in the language it was told in, then those that translate them."""
    return [*pages_of_work(work), *translations_of(work)]
