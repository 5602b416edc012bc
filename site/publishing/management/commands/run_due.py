"""`manage.py run_due`: schedule, reminders, digests, and what could not be finished before."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone

from publishing.due import run_due


class Command(BaseCommand):
    """Do what is due now; with `--every`, go on until stopped."""

    help = "Does what is due: the schedule, reminders, what nobody confirmed, and what could not be finished before."

    def add_arguments(self, parser: Any) -> None:
        """`--every SECONDS` goes on until it is stopped."""
        parser.add_argument("--every", type=int, default=0, metavar="SECONDS")

    def handle(self, *args: Any, every: int = 0, **options: Any) -> None:
        """Say which jobs failed; once, that is an error, and with `--every` they are tried again."""
        while True:
            failed = run_due(timezone.now())
            for name in failed:
                self.stderr.write(f"Failed, and will be tried again: {name}")
            if not every:
                break
            close_old_connections()
            time.sleep(every)
        if failed:
            raise CommandError(f"{len(failed)} jobs failed.")
