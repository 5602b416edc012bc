"""The small base that every page stands on."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """BasePage, shared blocks and site-wide context."""

    name = "core"
    verbose_name = "Core"
