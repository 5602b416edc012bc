"""Collect our own sentences into the catalogs that people translate."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.management.commands import makemessages

NOT_OURS = (".venv/*", ".cache/*", "tests/*", "*/migrations/*", "var/*", "node_modules/*")


class Collecting(makemessages.Command):
    """Django's own, which guesses no translation: a new sentence that is much like an old one may say the contrary."""

    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


class Command(BaseCommand):
    """`manage.py collectmessages`: makemessages as this project asks it, from the project's first folder."""

    help = "Bring site/locale/*/LC_MESSAGES/django.po up to date with the code. Needs the gettext programs."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect for each language of the interface but the main one, in which the sentences are written."""
        call_command(
            Collecting(),
            locale=[code for code in settings.INTERFACE_LANGUAGES if code != settings.LANGUAGE_CODE],
            extensions=["html", "txt", "py"],
            ignore_patterns=list(NOT_OURS),
            no_obsolete=True,
            no_wrap=True,
            add_location="file",
            verbosity=options["verbosity"],
        )
