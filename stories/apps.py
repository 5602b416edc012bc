"""Stories, and the studio in which they are told."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    """Story pages and the studio at /my/."""

    name = "stories"
    verbose_name = "Stories"

    def ready(self) -> None:
        """Listen for new accounts, and register with the clock and with erasure."""
        from publishing import registry
        from stories.studio import questions, signals, unsaved  # noqa: F401

        registry.due_jobs.register(unsaved.forget_old_ones)
        registry.erasers.register(unsaved.erase_unsaved)
        registry.erasers.register(questions.erase_questions)
