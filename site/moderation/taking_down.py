"""A moderator or administrator takes something down, and those who made it hear why."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.roles import has_role
from consent.cascade import take_down_all
from moderation.emails import addresses_of_authors, send_after_commit, work_link
from publishing.decisions import log_decision

LOG_ACTION = "moderation.take_down"


def may_take_down(user: Any) -> bool:
    """Say whether `user` may stop showing what others have made."""
    return user.is_active and (user.is_superuser or has_role(user, "moderator", "admin"))


@transaction.atomic
def take_down_for_a_reason(*, page: Any, by: Any, reason: str) -> None:
    """Stop showing `page` at once, whatever its locks and workflows say; note why, and tell those who made it.

    Raises PermissionDenied.
    """
    if not may_take_down(by):
        raise PermissionDenied
    link = work_link(page)
    addresses = addresses_of_authors(page)
    take_down_all(page, by=by)
    log_decision("taken_down", page, by=by)
    log(instance=page, action=LOG_ACTION, user=by, data={"reason": reason})
    send_after_commit(_("Something has changed"), "taken_down", addresses, {"link": link, "reason": reason})
