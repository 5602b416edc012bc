"""What has to be in order before our own sentences can be read, and words be found, in every language."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

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


@register(Tags.database)
def letters_are_letters(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Say where PostgreSQL takes only English letters for letters: it would find no words like those looked for."""
    return [
        Warning(
            f"The database “{name}” knows no letters but English ones, so words that are nearly right are not found.",
            hint="Make the database anew with another character type, such as LC_CTYPE 'C.UTF-8'.",
            id="languages.W002",
        )
        for name in databases or ()
        if connections[name].vendor == "postgresql" and not _knows_letters(name)
    ]


def _knows_letters(name: str) -> bool:
    with connections[name].cursor() as cursor:
        cursor.execute("SELECT 'ż' ~ '[[:alpha:]]' AND 'ک' ~ '[[:alpha:]]'")
        return cursor.fetchone()[0]
