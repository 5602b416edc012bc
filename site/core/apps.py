"""The small base that every page stands on."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """BasePage, shared blocks and site-wide context."""

    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        """Give the clock its jobs."""
        from core import checks, cleaning_up, tasks  # noqa: F401
        from publishing import registry

        registry.due_jobs.register(tasks.ask_for_a_beat)
        registry.due_jobs.register(cleaning_up.throw_away_what_is_over)
