"""Locales, direction and the switcher."""

from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    """Which language a page is in, which way it runs, and in which others it can be read."""

    name = "languages"
    verbose_name = "Languages"

    def ready(self) -> None:
        """Add to what every page's template knows."""
        from core.models import page_context
        from languages.selectors import language_context

        page_context.register(language_context)
