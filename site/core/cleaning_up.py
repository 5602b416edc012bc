"""Throwing away what has had its time: sessions that are over, and notes about tasks that are done."""

from datetime import datetime

from django.core.cache import cache
from django.core.management import call_command
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db import DatabaseBackend

AN_HOUR = 60 * 60
DAYS_OF_DONE_TASKS = 1
DAYS_OF_FAILED_TASKS = 30


def throw_away_what_is_over(now: datetime) -> None:
    """Delete sessions that have ended and tasks that were done; those that failed stay a month. Once an hour."""
    if not cache.add("core.cleaning_up", True, timeout=AN_HOUR):
        return
    call_command("clearsessions", verbosity=0)
    if isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend):
        _throw_away_tasks()


def _throw_away_tasks() -> None:
    call_command(
        "prune_db_task_results",
        verbosity=0,
        queue_name="*",
        min_age_days=DAYS_OF_DONE_TASKS,
        failed_min_age_days=DAYS_OF_FAILED_TASKS,
    )
