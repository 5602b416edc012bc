"""Collect our own sentences into the catalogs that people translate."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

NOT_OURS = (".venv/*", ".cache/*", "tests/*", "*/migrations/*", "var/*", "node_modules/*")


class Command(BaseCommand):
    """`manage.py collectmessages`: Django's makemessages as this project asks it, from the project's first folder."""

    help = "Bring site/locale/*/LC_MESSAGES/django.po up to date with the code. Needs the gettext programs."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect for each language of the interface but the main one, in which the sentences are written."""
        call_command(
            "makemessages",
            locale=[code for code in settings.INTERFACE_LANGUAGES if code != settings.LANGUAGE_CODE],
            extensions=["html", "txt", "py"],
            ignore_patterns=list(NOT_OURS),
            no_obsolete=True,
            no_wrap=True,
            add_location="file",
            verbosity=options["verbosity"],
        )
