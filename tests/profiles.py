"""Which cases belong to the long profile, `make test-deep`."""

from collections import defaultdict
from typing import Any

import pytest


def deep(*values: Any) -> Any:
    """Mark one case of several as one for the long profile."""
    return pytest.param(*values, marks=pytest.mark.deep)


def a_few(count: int) -> pytest.MarkDecorator:
    """Mark a test of many cases that cost much: CI takes `count` of them, spread evenly; the long profile all."""
    return pytest.mark.a_few(count)


def leave_the_rest_to_the_long_profile(items: list[pytest.Item]) -> None:
    """Mark as deep what `a_few` leaves out, of the cases that are not deep by themselves."""
    cases: dict[tuple[str, Any], list[pytest.Item]] = defaultdict(list)
    for item in items:
        mark = item.get_closest_marker("a_few")
        if mark is not None and item.get_closest_marker("deep") is None:
            cases[item.nodeid.partition("[")[0], mark.args[0]].append(item)
    for (_test, count), found in cases.items():
        taken = {place * len(found) // count for place in range(min(count, len(found)))}
        for place, item in enumerate(found):
            if place not in taken:
                item.add_marker(pytest.mark.deep)
