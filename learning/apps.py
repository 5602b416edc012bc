"""Programmes, modules and sessions for workshops."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Training to teach from."""

    name = "learning"
    verbose_name = "Learning"

    def ready(self) -> None:
        """Say where handouts stand."""
        from learning.handouts import paths_of_handouts
        from publishing import registry

        registry.places_of_page.register(paths_of_handouts)
