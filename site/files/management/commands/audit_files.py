"""`manage.py audit_files`: proof that the store of files, the database and the manifests say the same."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from files.audit import SAMPLE, audit_files
from files.errors import StoreAway, in_plain_words


class Command(BaseCommand):
    """List each file that is missing, unknown, or not what was noted; exit 1 where there is any."""

    help = "Compares the store of files with the database and the manifests. Exits with 1 and a list where they differ."

    def add_arguments(self, parser: Any) -> None:
        """`--bytes` reads every file."""
        parser.add_argument("--bytes", action="store_true", help=f"Read every file, not only {SAMPLE} of each place.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what differs, or that nothing does."""
        try:
            problems = audit_files(every_byte=options["bytes"])
        except StoreAway as away:
            raise CommandError(f"Nothing can be said just now. {in_plain_words(away.kind)}")
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} files are not as they should be.")
        self.stdout.write("The store of files, the database and the manifests say the same.")
