"""Somebody else, please: of somebody who translates or checks a language."""

from typing import Any

from authorship.models import Work
from moderation.models import SomebodyElse
from translation.models import Assignment


def known_helpers(work: Work) -> list[Any]:
    """Return the accounts that translate `work` or check its language now."""
    if work.page is None:
        return []
    open_ones = Assignment.objects.filter(page=work.page).select_related("account__person").order_by("pk")
    return list(dict.fromkeys(one.account for one in open_ones))


def end_what_they_had(sender: Any, instance: SomebodyElse, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """After somebody in a work wished for another one than this person: they do nothing in it any more."""
    from translation.services import end

    page = instance.work.page
    if raw or not created or page is None:
        return
    for assignment in Assignment.objects.filter(page=page, account=instance.moderator_id):
        end(assignment)
