"""The front of the house."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Home and information pages, search, feed and sitemap."""

    name = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        """Register the pages of fixed text that every site starts with."""
        from home import system
        from publishing import registry

        registry.approval_gates.register(system.system_gate)
