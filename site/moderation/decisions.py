"""What stands in the log of decisions about checking, pausing, safety and complaints."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from authorship.selectors import work_of
from moderation.models import Flag

KINDS = {
    "sent_in": _("sent in to be checked"),
    "pulled_back": _("got back to be changed, before it was public"),
    "approved": _("approved by a moderator"),
    "changes_asked": _("changes asked for"),
    "proof_answered": _("a proof looked at"),
    "somebody_else": _("somebody else asked for"),
    "guide_agreed": _("agreed to the guide"),
    "concern": _("a concern dealt with"),
    "paused": _("paused"),
    "pause_lifted": _("pause lifted"),
    "stays_down": _("stays down after a pause"),
    "appealed": _("somebody does not agree with a pause"),
    "appeal_answered": _("answered somebody who does not agree"),
    "hidden_for_safety": _("hidden for somebody’s safety"),
    "flag_decided": _("decided about a safeguarding flag"),
    "complaint_answered": _("answered a complaint about personal data"),
}

FOR_LEADS = {"somebody_else", "hidden_for_safety", "flag_decided"}


def work_of_flag(obj: Any) -> Any:
    """File what was decided about a safeguarding flag under the work that it is about, where there is one."""
    page = Page.objects.filter(pk=obj.page_id).first() if isinstance(obj, Flag) else None
    return work_of(page) if page is not None else None
