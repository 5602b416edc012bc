"""Authorship plugs into the gate."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

KINDS = {
    "ok_yes": _("said yes to the final words"),
    "ok_not_yet": _("said not yet"),
    "ok_recorded": _("a yes on paper or aloud, written down by somebody else"),
    "draft_read": _("opened a draft of other people"),
}


class AuthorshipConfig(AppConfig):
    """Works, contributors, invitations and OKs."""

    name = "authorship"
    verbose_name = "Authorship"

    def ready(self) -> None:
        """Register with the gate."""
        from django.db.models.signals import post_delete, post_save
        from wagtail.models import Revision

        from accounts.views import may_have_back
        from authorship import audiences, comments, erasing, gates, lost_yeses, reading, recording
        from authorship.access import may_edit_at
        from authorship.models import Contributor, Evidence, EvidenceOpened, LostYes, YourOK
        from authorship.selectors import decided_about
        from authorship.visibility import drafts_of
        from core.models import page_context
        from files.visibility import drafts_seen
        from publishing import registry

        registry.manifest_parts.register(gates.credits_part)
        registry.manifest_parts.register(audiences.audience_part)
        registry.content_gates.register(gates.who_gate)
        registry.approval_gates.register(gates.ok_gate)
        registry.approval_gates.register(recording.proof_gate)
        registry.writers.register(gates.writers)
        registry.erasers.register(erasing.erase_parts)
        registry.erasers.register(comments.erase_comments)
        registry.append_only.register(Evidence, may_empty=Evidence.MAY_CHANGE)
        for record in (YourOK, LostYes, EvidenceOpened):
            registry.append_only.register(record)
        registry.decision_subjects.register(decided_about)
        registry.decision_kinds |= KINDS
        registry.kinds_for_leads.add(reading.DRAFT_READ)
        registry.edit_rules.register(gates.edit_rule)
        page_context.register(gates.credits_context)
        may_have_back.register(may_edit_at)
        drafts_seen.register(drafts_of)
        post_save.connect(gates.make_work, dispatch_uid="authorship.make_work")
        post_save.connect(lost_yeses.after_new_version, sender=Revision, dispatch_uid="authorship.new_version")
        for signal in (post_save, post_delete):
            signal.connect(
                lost_yeses.after_people_changed, sender=Contributor, dispatch_uid="authorship.people_changed"
            )
