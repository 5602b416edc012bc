"""Everything that goes with a work when it stops being public: one list, used by every way of taking back."""

from typing import Any

from wagtail.models import Page

from authorship.lineage import adaptations_of
from authorship.selectors import work_of
from publishing.holding import hold
from publishing.services import take_down


def family(page: Any) -> list[Any]:
    """Return `page`, its sessions or other parts, and all their translations. Aliases follow their source.

    What lies below it and is a work of its own, as a module in a programme, is no part of it.
    """
    source = page.alias_of if getattr(page, "alias_of_id", None) else page
    members = Page.objects.filter(translation_key=source.translation_key, alias_of=None)
    found: dict[int, Any] = {}
    for member in members.specific():
        found[member.pk] = member
        for part in Page.objects.child_of(member).filter(alias_of=None).specific():
            if hasattr(part, "part_of_work"):
                found[part.pk] = part
    # The one that was asked about goes first.
    return sorted(found.values(), key=lambda member: member.pk != source.pk)


def copies_of(page: Any) -> list[Any]:
    """Return the pages of all works that were made from the work of `page`: words of its makers may be in them."""
    work = work_of(page)
    copied = adaptations_of(work) if work is not None else []
    return [member for one in copied if one.page is not None for member in family(one.page)]


def held_with_copies(page: Any) -> tuple[list[Any], list[Any]]:
    """Return the family of `page`, and all that was made from it, and hold both until the transaction ends."""
    copies = copies_of(page)
    hold(*family(page), *copies)
    return family(page), copies


def held_family(page: Any) -> list[Any]:
    """Return the same, and hold each of them until the transaction ends."""
    hold(*family(page))
    return family(page)


def take_down_all(
    page: Any, *, by: Any = None, revoke: bool = False, pause: bool = False, check_goes_on: bool = False
) -> list[Any]:
    """Stop showing `page` and all that goes with it: for now, for good (`revoke`), or until a `pause` is lifted.

    Returns what was taken down. Repeating it does no harm. What cannot be removed at once stays written down and is
    tried again.
    """
    members = held_family(page)
    for member in members:
        take_down(member, by=by, revoke=revoke, pause=pause, check_goes_on=check_goes_on)
    return members
