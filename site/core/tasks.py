"""The worker's sign of life: the clock asks for it each minute, and the worker's own record is the answer."""

from datetime import datetime
from typing import Any

from django.db.models import Max
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult


@task()
def beat() -> None:
    """Do nothing: that it was done is all."""


def last_beat() -> datetime | None:
    """Return when the worker last did what the clock had asked for; None where it never has."""
    done = DBTaskResult.objects.filter(task_path=beat.module_path, status=TaskResultStatus.SUCCESSFUL)
    return done.aggregate(at=Max("finished_at"))["at"]


def ask_once(job: Any) -> None:
    """Put a task without arguments into its queue, unless it stands there and nobody has begun."""
    if not DBTaskResult.objects.filter(task_path=job.module_path, status=TaskResultStatus.READY).exists():
        job.enqueue()


def ask_for_a_beat(now: datetime) -> None:
    """Ask the worker for a sign, unless it still owes the last one."""
    ask_once(beat)
