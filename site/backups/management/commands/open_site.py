"""`manage.py open_site`: open what a restore that failed has left closed, where it is sound."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backups.errors import BackupFailed
from backups.making import usual_folder
from backups.restoring import open_again


class Command(BaseCommand):
    """Check what is there and open the site. Exit 1 where it stays closed."""

    help = (
        "Opens a site that a restore left closed, without a backup: takes back and erases again what was taken back or "
        "erased since, and opens only where both audits find nothing. See docs/backup.md."
    )

    def add_arguments(self, parser: Any) -> None:
        """`--though-files-differ` opens it although files are missing."""
        parser.add_argument("--though-files-differ", action="store_true", help="open it although files are missing")
        parser.add_argument("--work-in", type=Path, metavar="FOLDER", help="where the restore had its big files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say each step, never a name. Raises CommandError."""
        folder = options["work_in"] or usual_folder()
        try:
            open_again(folder, though_files_differ=options["though_files_differ"], say=self.stdout.write)
        except BackupFailed as failure:
            raise CommandError(str(failure))
        self.stdout.write("Invitations and links to give an OK have to be sent again.")
