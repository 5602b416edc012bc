"""The promises hold whatever anybody does: at random, by every verb and road, with real commits."""

import os

import pytest
from django.db import connection

from tests.machine.run import let_it_run

WANTED = int(os.environ.get("MACHINE_STEPS", "2000"))
EACH = 20
EACH_CELL = int(os.environ.get("MACHINE_EACH_CELL", "20"))
FIRST_SEED = int(os.environ.get("MACHINE_SEED", "0"))


@pytest.mark.machine
@pytest.mark.django_db(transaction=True)
def test_the_promises_hold_whatever_anybody_does(tmp_path, capsys):
    world = let_it_run(tmp_path / "kept", wanted=WANTED, each=EACH, each_cell=EACH_CELL, first_seed=FIRST_SEED)
    report = world.report
    with capsys.disabled():
        print(f"\n{connection.vendor}: {report.total} effective steps in {world.seconds:.0f} s")
        print(report.table([action.name for action in world.actions]))
    assert report.total >= WANTED
    assert not world.missing(), f"tried too seldom with effect: {world.missing()}"
    assert not world.holes(), f"never succeeded: {world.holes()}"
