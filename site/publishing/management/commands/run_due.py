"""`manage.py run_due`: schedule, reminders, digests, and what could not be finished before."""

import time
from contextlib import suppress
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
        """Say which jobs failed; once, that is an error, and with `--every` they are tried again until Ctrl-C."""
        if every:
            with suppress(KeyboardInterrupt):
                self._go_on(every)
        elif failed := self._once():
            raise CommandError(f"{len(failed)} jobs failed.")

    def _go_on(self, every: int) -> None:
        while True:
            self._once()
            close_old_connections()
            time.sleep(every)

    def _once(self) -> list[str]:
        failed = run_due(timezone.now())
        for name in failed:
            self.stderr.write(f"Failed, and will be tried again: {name}")
        return failed
