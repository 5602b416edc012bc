"""Many threads that begin in the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections


def all_at_once(does: Any, things: list[Any]) -> list[Any]:
    """Let as many threads as there are things begin in the same moment; return what came of each."""
    start = threading.Barrier(len(things))

    def one(thing: Any) -> Any:
        try:
            start.wait()
            return does(thing)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(one, things))
