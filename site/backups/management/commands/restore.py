"""`manage.py restore FILE`: bring a backup back, and take back again what was taken back since."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backups.errors import BackupFailed
from backups.making import usual_folder
from backups.restoring import restore
from publishing.closing import is_closed


class Command(BaseCommand):
    """Put a backup in the place of this site. Exit 1 where it is not done, or files are missing."""

    help = (
        "Checks a backup, closes the site, brings database and files back, takes back and erases again what was taken "
        "back or erased since, and opens the site. See docs/backup.md."
    )

    def add_arguments(self, parser: Any) -> None:
        """The file, and `--replace` for a site that is not empty."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="replace what this site holds now")
        parser.add_argument("--work-in", type=Path, metavar="FOLDER", help="where big files may lie for a while")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say each step, never a name. Raises CommandError."""
        folder = options["work_in"] or usual_folder()
        try:
            differences = restore(options["file"], folder, replace=options["replace"], say=self.stdout.write)
        except BackupFailed as failure:
            raise CommandError(str(failure))
        except OSError as failure:
            state = "The site stays closed." if is_closed() else "Nothing was changed."
            raise CommandError(f"It could not be done: {failure.strerror or type(failure).__name__}. {state}")
        for difference in differences:
            self.stderr.write(difference)
        if differences:
            raise CommandError(f"The site is open. {len(differences)} files are not as they should be.")
        self.stdout.write("Everything is back. People sign in anew, and invitations have to be sent again.")
