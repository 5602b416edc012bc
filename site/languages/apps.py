"""Locales, direction and the switcher."""

from django.apps import AppConfig


class LanguagesConfig(AppConfig):
    """Which language a page is in, which way it runs, and in which others it can be read."""

    name = "languages"
    verbose_name = "Languages"

    def ready(self) -> None:
        """Add to what every page's template knows, and let each page follow one other at most."""
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import pre_save
        from wagtail_localize.models import Translation

        from core.models import page_context
        from core.views import instead_of_nothing
        from languages import checks  # noqa: F401
        from languages.falling_back import in_another_language, places_in_other_languages
        from languages.one_source import refuse_a_second_source
        from languages.selectors import language_context
        from languages.views import remember_choice
        from publishing import registry

        page_context.register(language_context)
        instead_of_nothing.register(in_another_language)
        registry.places_of_page.register(places_in_other_languages)
        pre_save.connect(refuse_a_second_source, sender=Translation, dispatch_uid="languages.one_source")
        user_logged_in.connect(remember_choice, dispatch_uid="languages.remember_choice")
