"""`manage.py db_worker`: does what was put in the queue, and waits where the database does not answer."""

import logging
import time
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django_tasks_db.management.commands.db_worker import Command as StockCommand

logger = logging.getLogger(__name__)
SECONDS_UNTIL_TRIED_AGAIN = 2


class Command(StockCommand):
    """The stock worker ends when its database is restarted; this one begins again."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until somebody asks it to stop."""
        while True:
            try:
                return super().handle(*args, **options)
            except (OperationalError, InterfaceError) as failure:
                # The kind of failure only: its words can hold somebody's name.
                logger.warning("The worker waits for the database (%s)", type(failure).__name__)
            connection.close()
            time.sleep(SECONDS_UNTIL_TRIED_AGAIN)
