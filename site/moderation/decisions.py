"""What stands in the log of decisions about pausing, safety and complaints."""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "paused": _("Paused"),
    "pause_lifted": _("Pause lifted"),
    "stays_down": _("Stays down after a pause"),
    "appealed": _("Somebody does not agree with a pause"),
    "appeal_answered": _("Answered somebody who does not agree"),
    "hidden_for_safety": _("Hidden for somebody’s safety"),
    "flag_decided": _("Decided about a safeguarding flag"),
    "complaint_answered": _("Answered a complaint about personal data"),
}
