"""Consent plugs into the gate and into the clock."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

CONSENT_KINDS = {"consent": _("answered what may be done with it")}


class ConsentConfig(AppConfig):
    """What people agreed to, and taking it back."""

    name = "consent"
    verbose_name = "Consent"

    def ready(self) -> None:
        """Register with the gate, the audit and the clock."""
        from consent import audit, due, gates, leavers, traces
        from consent.models import ConsentEntry, ErasureMarker, Reminder, VoiceDecision
        from publishing import audit as public_audit
        from publishing import registry

        registry.content_gates.register(gates.consent_gate)
        registry.content_gates.register(leavers.leaver_gate)
        registry.decision_kinds |= {kind.value: kind.label for kind in VoiceDecision.Kind} | CONSENT_KINDS
        for record in (ConsentEntry, VoiceDecision, Reminder, ErasureMarker):
            registry.append_only.register(record)
        registry.erasers.register(traces.erase_traces)
        registry.take_down_steps.register(traces.SWEEP)
        registry.due_jobs.register(due.remind)
        registry.due_jobs.register(due.hide_what_nobody_confirmed)
        public_audit.audits.register(audit.audit)
