"""What has to be in order before our own sentences can be read in every language."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from languages.catalogs import stale


@register()
def catalogs_are_compiled(**kwargs: Any) -> list[CheckMessage]:
    """Say where Django would read old translations, or not know a language at all."""
    return [
        Error(
            f"The translations of “{code}” are not compiled.",
            hint="Run: python manage.py compilemessages",
            id="languages.E001",
        )
        for code in stale()
    ]
