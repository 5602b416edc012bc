"""The demo: invented people, made through the same services as real ones."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Curated content, the command that seeds it, and the registry of example pages."""

    name = "demo"
    verbose_name = "Demo"
