"""`manage.py backup`: the whole site in one file, while it goes on."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from backups.errors import BackupFailed
from backups.making import make_backup, usual_folder


class Command(BaseCommand):
    """Save database, files and markers. Exit 1 where no backup was made."""

    help = (
        "Saves the database and all files in one file, which is locked where BACKUP_PASSPHRASE or "
        "BACKUP_PASSPHRASE_FILE is set. The site goes on meanwhile. See docs/backup.md."
    )

    def add_arguments(self, parser: Any) -> None:
        """`--to FOLDER`, and `--keep-days N` for how long older ones stay."""
        parser.add_argument("--to", type=Path, metavar="FOLDER", help="default: BACKUPS_DIR, or VAR_DIR/backups")
        parser.add_argument("--keep-days", type=int, metavar="N", help="remove backups in that folder older than this")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say where it is and what is in it, never a name. Raises CommandError."""
        try:
            made = make_backup(options["to"] or usual_folder(), keep_days=options["keep_days"])
        except BackupFailed as failure:
            raise CommandError(str(failure))
        self.stdout.write(f"Saved: {made.path}")
        self.stdout.write(f"The database and {made.files} files. {'Locked.' if made.is_locked else 'Not locked.'}")
        if made.erased_meanwhile:
            self.stdout.write(f"Files that were erased while it was made, and are not in it: {made.erased_meanwhile}")
        if made.old_ones_removed:
            self.stdout.write(f"Older backups removed: {made.old_ones_removed}")
