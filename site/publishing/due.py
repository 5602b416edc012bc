"""What the clock has to do: every job of every room, each by itself."""

import logging
from datetime import datetime

from django.core.management import call_command
from django.db import close_old_connections

from publishing import registry
from publishing.closing import is_closed
from publishing.trying_again import write_notes

logger = logging.getLogger(__name__)


def publish_scheduled(now: datetime) -> None:
    """Publish what is released and due, and take down what has reached its end date."""
    call_command("publish_scheduled", verbosity=0)


def run_due(now: datetime) -> list[str]:
    """Do every job; return the names of those that failed. One that fails does not stop the others.

    While the site is closed nothing is done: what is due may have been taken back, and that is just being found out.
    """
    failed: list[str] = []
    if is_closed():
        return failed
    for job in registry.due_jobs:
        try:
            try:
                job(now)
            finally:
                write_notes()
        except Exception as failure:
            # The kind of failure only: its words can hold somebody's name.
            logger.error("Job %s failed: %s", job.__name__, type(failure).__name__)
            failed.append(job.__name__)
            # The next job does not inherit a connection that broke.
            close_old_connections()
    return failed
