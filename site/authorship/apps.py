"""Authorship plugs into the gate."""

from django.apps import AppConfig


class AuthorshipConfig(AppConfig):
    """Works, contributors, invitations and OKs."""

    name = "authorship"
    verbose_name = "Authorship"

    def ready(self) -> None:
        """Register with the gate."""
        from django.db.models.signals import post_save

        from accounts.views import may_have_back
        from authorship import erasing, gates
        from authorship.access import may_edit_at
        from authorship.visibility import drafts_of
        from core.models import page_context
        from files.visibility import drafts_seen
        from publishing import registry

        registry.manifest_parts.register(gates.credits_part)
        registry.content_gates.register(gates.who_gate)
        registry.approval_gates.register(gates.ok_gate)
        registry.writers.register(gates.writers)
        registry.erasers.register(erasing.erase_parts)
        registry.edit_rules.register(gates.edit_rule)
        page_context.register(gates.credits_context)
        may_have_back.register(may_edit_at)
        drafts_seen.register(drafts_of)
        post_save.connect(gates.make_work, dispatch_uid="authorship.make_work")
