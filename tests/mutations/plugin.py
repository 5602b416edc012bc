"""A pytest plugin that runs tests once for each mutation that wants them, while its guard is away.

`MUTATIONS` names the mutations, each with its tests, as JSON. After the last test of each, a line that begins with
`MARK` says as JSON what came of it: a test is *red* only where it failed by what it asserts. Any other error is
*broken*: a mistake in the mutation or in the test. Of a test that has cases in the short profile, only those are run.
"""

import copy
import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connections

from tests.mutations.mutation import MARK, Mutation
from tests.mutations.registry import find_mutation

WANTED: dict[str, list[str]] = json.loads(os.environ["MUTATIONS"])
ASSERTED = (AssertionError, pytest.fail.Exception)


class Trial:
    """One mutation, the tests that it wants, and what came of them."""

    def __init__(self, mutation: Mutation, tests: list[str], items: list[pytest.Item]) -> None:
        self.mutation, self.tests = mutation, tests
        self.red: dict[str, str] = {}
        self.green: list[str] = []
        self.broken: dict[str, str] = {}
        self.seconds = 0.0
        self.items: list[pytest.Item] = []
        for test in tests:
            found = [item for item in items if item.nodeid == test or item.nodeid.startswith(f"{test}[")]
            if not found:
                self.broken[test] = "there is no such test"
            short = [item for item in found if item.get_closest_marker("deep") is None]
            self.items += [_another(item) for item in short or found]

    def note(self, item: pytest.Item, call: pytest.CallInfo, report: pytest.TestReport) -> None:
        """Note what came of a test, or of its preparation."""
        sentence = call.excinfo.exconly().splitlines()[0] if call.excinfo else ""
        if call.when == "call" and report.passed:
            self.green.append(item.nodeid)
        elif call.when == "call" and report.failed and item.stash.get(GUARD_IS_AWAY, False):
            asserted = call.excinfo is not None and isinstance(call.excinfo.value, ASSERTED)
            (self.red if asserted else self.broken)[item.nodeid] = sentence
        elif call.when != "teardown" and report.outcome != "passed":
            self.broken[item.nodeid] = sentence

    def as_line(self) -> str:
        """Return what came of it, for whoever started this run."""
        came = {"name": self.mutation.name, "seconds": self.seconds}
        return MARK + json.dumps(came | {"red": self.red, "green": self.green, "broken": self.broken})


GUARD_IS_AWAY = pytest.StashKey[bool]()
TRIAL = pytest.StashKey[Trial]()


def _another(item: pytest.Item) -> pytest.Item:
    """Return the same test as one of its own, since a test object runs once."""
    another: Any = copy.copy(item)
    another.stash = pytest.Stash()
    another._initrequest()
    return another


def pytest_sessionstart() -> None:
    """Use one SQLite file for all runs: to make its tables takes longer than most of them."""
    file = os.environ.get("MUTATIONS_DATABASE", "")
    if file and connections["default"].vendor == "sqlite":
        connections["default"].settings_dict["TEST"]["NAME"] = file


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run the tests of one mutation after the other; those of the same file side by side, since they share a house."""
    if session.testsfailed:
        raise session.Interrupted("some tests could not be read")
    trials = [Trial(find_mutation(name), tests, session.items) for name, tests in WANTED.items()]
    trials.sort(key=lambda trial: trial.tests[0], reverse=True)
    plan = [(trial, item) for trial in trials for item in trial.items]
    for place, (trial, item) in enumerate(plan):
        following = plan[place + 1][1] if place + 1 < len(plan) else None
        began = time.monotonic()
        item.stash[TRIAL] = trial
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        trial.seconds += time.monotonic() - began
        if item is trial.items[-1]:
            _tell(session.config, trial)
    for trial in trials:
        if not trial.items:
            _tell(session.config, trial)
    return True


def _tell(config: pytest.Config, trial: Trial) -> None:
    capture: Any = config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(f"\n{trial.as_line()}", flush=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[Any]:
    """Run the test without the guard; what its fixtures make, they make with it."""
    with ExitStack() as stack:
        for change in item.stash[TRIAL].mutation.changes:
            stack.enter_context(change.taken_away())
        item.stash[GUARD_IS_AWAY] = True
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo) -> Iterator[Any]:
    """Note what came of the test."""
    report = yield
    item.stash[TRIAL].note(item, call, report)
    return report
