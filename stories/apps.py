"""Stories, and the studio in which they are told."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    """Story pages and the studio at /my/."""

    name = "stories"
    verbose_name = "Stories"

    def ready(self) -> None:
        """Listen for new accounts."""
        from stories.studio import signals  # noqa: F401
