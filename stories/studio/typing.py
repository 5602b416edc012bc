"""Asking of whom something is, where somebody may type for somebody else."""

from typing import Any

from django.utils.translation import gettext as _

from authorship.models import Contributor
from consent.typing import holder_now, may_type_for, said_last


def asked_of_whom(me: Contributor, page: Any, piece: str = "") -> dict[str, Any]:
    """Return what a form needs to ask of whom it is: whom to choose from, and who is chosen already.

    That is whoever holds the `piece` now, by its id or the name of its field, else whoever `me` said last.
    """
    others = may_type_for(me)
    if not others:
        return {"holders": [], "holder": None}
    words = _("%(name)s’s. I only add it for them")
    choices = [(me.pk, _("Mine")), *((other.pk, words % {"name": other.person.first_name}) for other in others)]
    now = holder_now(page, piece) if piece else None
    return {"holders": choices, "holder": now.pk if now else said_last(page, me.person.user)}


def chosen_holder(me: Contributor, pk: int) -> Contributor | None:
    """Return the part of whoever it is of, by its id as a form says; None where `me` may not type for them."""
    return next((person for person in (me, *may_type_for(me)) if person.pk == pk), None)
