"""Consent plugs into the gate and into the clock."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

KINDS = {"consent": _("answered what may be done with it")}


class ConsentConfig(AppConfig):
    """What people agreed to, and taking it back."""

    name = "consent"
    verbose_name = "Consent"

    def ready(self) -> None:
        """Register with the gate, the audit and the clock."""
        from django.db.models.signals import post_save, pre_delete
        from wagtail.models import Revision
        from wagtail.signals import task_submitted

        from authorship.models import asked_after_leaving
        from consent import (
            audiences,
            audit,
            due,
            gates,
            leavers,
            looking,
            markers,
            models,
            newcomers,
            telling,
            traces,
            whose,
        )
        from publishing import audit as public_audit
        from publishing import registry
        from publishing.models import Decision

        registry.content_gates.register(gates.consent_gate)
        registry.content_gates.register(gates.lent_gate)
        registry.content_gates.register(leavers.leaver_gate)
        registry.content_gates.register(looking.found_recognisable_gate)
        registry.approval_gates.register(looking.looking_gate)
        voices = {kind.value: kind.label for kind in models.VoiceDecision.Kind}
        registry.decision_kinds |= voices | KINDS | audiences.KINDS | looking.KINDS | telling.KINDS | newcomers.KINDS
        task_submitted.connect(looking.ask_on_step, dispatch_uid="consent.ask_leavers")
        asked_after_leaving.register(looking.is_asked_after_leaving)
        records = (models.ConsentEntry, models.VoiceDecision, models.Reminder, models.ErasureMarker)
        told = (models.PersonToTell, models.PersonTold)
        looks = (models.LeaverLook, models.LeaverAnswer, models.LeaverRuling)
        for record in (*records, *told, *looks, models.TakenWords, models.PastPiece, models.WhosePiece):
            registry.append_only.register(record)
        registry.erasers.register(traces.erase_traces)
        registry.take_down_steps.register(traces.SWEEP)
        registry.due_jobs.register(markers.write_recent_markers)
        post_save.connect(markers.write_soon, sender=Decision, dispatch_uid="consent.markers")
        pre_delete.connect(whose.remember_whose, sender=Revision, dispatch_uid="consent.remember_whose")
        registry.due_jobs.register(due.remind)
        registry.due_jobs.register(due.hide_what_nobody_confirmed)
        public_audit.audits.register(audit.audit)
