"""Letting the machine run until there were enough steps, of each cell of the table too."""

import time
from contextlib import suppress
from pathlib import Path

from django.db import connection
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine.house import House
from tests.machine.machine import Enough, RandomMachine, World
from tests.machine.snapshots import Snapshots
from tests.machine.stories import STORIES

RUNS, STEPS = 10, 160
"""How many runs a batch has, and how many steps a run. Each batch has a seed of its own, the same each time.

After ten runs Hypothesis would change a run here and there and take it again, so most steps would be steps of before.
"""
MOST = 3
"""After so many times the steps that were asked for, a cell that is still too rare is an error."""


def let_it_run(
    folder: Path, *, wanted: int, each: int, each_cell: int, first_seed: int = 0, shrink: bool = False
) -> World:
    """Let the machine take `wanted` effective steps, `each` of every verb and of every road; return the counts.

    `each_cell` is how many it takes of every verb by every road that it has, `first_seed` that of the first batch: from
    another one other things happen. Raises Broken.
    """
    snapshots = Snapshots(folder)
    snapshots.keep("empty")
    try:
        world = World(House(STORIES), snapshots, connection.vendor)
        world.wanted, world.each, world.each_cell = wanted, each, each_cell
        snapshots.keep("house")
        _batches(world, first_seed, shrink=shrink)
        return world
    finally:
        snapshots.back_to("empty")
        for name in ("house", "empty"):
            snapshots.forget(name)


def _batches(world: World, batch: int, *, shrink: bool) -> None:
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    profile = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        database=None,
        deadline=None,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    began = time.monotonic()
    with suppress(Enough):
        while not world.is_done and world.report.total < MOST * world.wanted:
            # Hypothesis gives each batch the same first numbers, and by them a turn would be taken for one of before.
            world.turns.clear()
            machine = type("Machine", (RandomMachine,), {"world": world})
            try:
                run_state_machine_as_test(seed(batch)(machine), settings=profile)
            except Exception as failure:
                failure.add_note(f"After {world.report.total} effective steps, in the batch with seed {batch}.")
                raise
            batch += 1
    world.seconds = time.monotonic() - began
