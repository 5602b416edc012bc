"""Who takes part in a work, in whichever of its languages."""

from typing import Any

from django.db.models import QuerySet

from authorship.models import Contributor, is_work, work_page


def whole_of(page: Any) -> Any:
    """Return the page of the whole work that `page` belongs to; an alias counts as the page that it follows."""
    page = page.specific
    if is_work(page):
        return work_page(page)
    return page.alias_of.specific if page.alias_of_id else page


def makers_of(page: Any) -> QuerySet[Contributor]:
    """Return those who take part in the work of `page` now, each with their person."""
    return Contributor.objects.filter(**_same_work(page)).select_related("person__user")


def ever_makers_of(page: Any) -> QuerySet[Contributor]:
    """Return those who take part in the work of `page`, or did."""
    return Contributor.everyone.filter(**_same_work(page))


def takes_part(user: Any, page: Any) -> bool:
    """Say whether the account `user` is of somebody who takes part in the work of `page`."""
    return makers_of(page).filter(person__user=user).exists()


def _same_work(page: Any) -> dict[str, Any]:
    return {"work__page__translation_key": whole_of(page).translation_key}
