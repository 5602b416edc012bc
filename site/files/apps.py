"""Files plug into the gate: what is frozen, what is asked, what is copied out and what is removed."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Pictures, recordings and documents."""

    name = "files"
    verbose_name = "Files"

    def ready(self) -> None:
        """Register with the gate."""
        from core.models import page_context
        from files import frozen, public
        from files.pictures import shown_on
        from publishing import audit, registry

        registry.manifest_parts.register(frozen.manifest_part)
        registry.content_gates.register(frozen.gate)
        registry.freezers.register(frozen.freeze)
        registry.writers.register(frozen.writers)
        registry.go_live_steps.register(public.publish_files)
        registry.take_down_steps.register(public.withdraw_files)
        page_context.register(shown_on)
        audit.audits.register(public.audit)
