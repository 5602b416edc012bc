"""Make what Django reads of the translations of our own sentences. Babel does it, where Django would need gettext."""

from typing import Any

from django.core.management.base import BaseCommand

from languages.catalogs import compile_catalogs


class Command(BaseCommand):
    """`manage.py compilemessages`: takes the place of Django's own, which needs programs that are not Python."""

    help = "Compile the translations of the interface; running it again changes nothing."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile, and say what was compiled."""
        made = compile_catalogs()
        if options["verbosity"]:
            self.stdout.write(f"Compiled: {', '.join(made)}." if made else "All are up to date.")
