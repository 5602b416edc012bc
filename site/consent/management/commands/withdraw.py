"""`manage.py withdraw <public address>`: take something back for good, in every language."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.management.base import BaseCommand, CommandError

from consent.services import withdraw_by_command
from publishing.models import PendingStep
from publishing.selectors import object_at


class Command(BaseCommand):
    """Take back what is or was public at an address. Repeating it does no harm."""

    help = "Takes what is or was public at an address back for good, with all its languages and files."

    def add_arguments(self, parser: Any) -> None:
        """The address: a path, or a whole address."""
        parser.add_argument("address")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        """Say how much was taken down, and what could not be finished yet. Raises CommandError."""
        page = object_at(unquote(urlsplit(address).path))
        if page is None:
            raise CommandError("Nothing is or was public at that address.")
        members = withdraw_by_command(page=page)
        self.stdout.write(f"Taken back for good: {len(members)} pages. Their addresses answer 410.")
        pending = PendingStep.objects.count()
        if pending:
            self.stdout.write(f"{pending} steps could not be finished yet. `manage.py run_due` tries them again.")
        self.stdout.write("Copies that readers, search engines or archives hold cannot be reached from here.")
