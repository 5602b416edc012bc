"""Who else is at a module just now: whoever has it, or one of its sessions, open in the editor."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.admin.models import EditingSession
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page

from learning.models import ModulePage, SessionPage

JUST_NOW = timedelta(minutes=1)
"""An editor that is open says so several times a minute."""


def others_at(page: Any, user: Any, now: datetime) -> list[str]:
    """Return a sentence about each other person who has this module or one of its sessions open, in two queries."""
    module = page if isinstance(page, ModulePage) else page.get_parent() if isinstance(page, SessionPage) else None
    if module is None:
        return []
    titles = {
        str(number): title
        for number, title in Page.objects.descendant_of(module, inclusive=True).values_list("pk", "draft_title")
    }
    open_now = EditingSession.objects.filter(
        content_type=ContentType.objects.get_for_model(Page), object_id__in=titles, last_seen_at__gt=now - JUST_NOW
    ).exclude(user=user)
    found = {(session.user_id, session.object_id): session for session in open_now.select_related("user")}
    return sorted(
        _("%(name)s is at “%(title)s” just now.")
        % {"name": get_user_display_name(session.user), "title": titles[session.object_id]}
        for session in found.values()
    )
