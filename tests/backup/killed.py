"""Run a management command that is killed, by SIGKILL and by itself, where it comes to a given place.

python -m tests.backup.killed "module.name before|after NTH" COMMAND [ARGUMENT…]

With HOURS_LATER in the environment its clock is ahead by so many hours.
"""

import importlib
import os
import signal
import sys
from datetime import timedelta
from typing import Any


def kill_at(place: str, when: str, times: int) -> None:
    """Let this process die at the nth call of `module.function` or `module.Class.method`."""
    path = place.split(".")
    number = next(n for n in range(len(path), 0, -1) if _is_module(".".join(path[:n])))
    holder: Any = importlib.import_module(".".join(path[:number]))
    for name in path[number:-1]:
        holder = getattr(holder, name)
    real = getattr(holder, path[-1])
    calls = []

    def deadly(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if when == "before" and len(calls) == times:
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **kwargs)
        if len(calls) == times:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(holder, path[-1], deadly)


def _is_module(name: str) -> bool:
    try:
        return importlib.import_module(name) is not None
    except ModuleNotFoundError:
        return False


if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    if hours := os.environ.get("HOURS_LATER"):
        usual = timezone.now
        timezone.now = lambda: usual() + timedelta(hours=int(hours))
    if sys.argv[1]:
        where, when, times = sys.argv[1].split()
        kill_at(where, when, int(times))
    call_command(*sys.argv[2:])
