"""The worker for videos, killed anywhere and asked to stop: nothing is public by it, and nothing is left for ever."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as house
from django.db import connection
from django_tasks_db.models import DBTaskResult

from config.env import ROOT
from files.models import PhoneVersion
from tests.backup.conftest import environment_beside
from tests.faults.test_killed_jobs import Run, all_is_well, goes_on, killed
from tests.films import FFMPEG, a_program, film_bytes, is_over, make_film, needs_ffmpeg
from tests.stores import names_in

State = PhoneVersion.State
needs_setpriv = pytest.mark.skipif(not shutil.which("setpriv"), reason="needs setpriv: only Linux has it")


def half_made() -> list[Path]:
    root = Path(house.VAR_DIR, "making")
    return [path for path in root.rglob("*") if path.is_file()] if root.exists() else []


@pytest.mark.deep
@needs_ffmpeg
@pytest.mark.parametrize(
    "place",
    [
        "files.phone_versions._brought after 1",
        "files.ffmpeg.make_small after 1",
        # The bytes are in the store, and no row names them.
        "files.made_later.MadeLater.end before 1",
    ],
)
def test_a_worker_that_is_killed_leaves_nothing_public_and_nothing_for_ever(
    site: SimpleNamespace, run_beside: Run, place: str
) -> None:
    film = make_film(user=site.people.trainer2, content=film_bytes((320, 240)))
    public = names_in("public")
    killed(run_beside, place, FFMPEG_PROGRAM=FFMPEG)
    made = PhoneVersion.objects.get(source=film.file.name)
    assert (made.state, made.tries, made.file.name) == (State.WAITING, 1, "")
    assert half_made()
    # It is not begun again before nobody can be at it any more.
    goes_on(run_beside, FFMPEG_PROGRAM=FFMPEG)
    made.refresh_from_db()
    assert (made.state, made.tries) == (State.WAITING, 1)
    goes_on(run_beside, FFMPEG_PROGRAM=FFMPEG, HOURS_LATER="2")
    made.refresh_from_db()
    assert (made.state, made.tries) == (State.READY, 2)
    assert half_made() == []
    assert names_in("public") == public
    all_is_well()
    assert made.file.name in names_in("private")


@contextmanager
def a_worker(settings: Any, program: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run the worker for videos."""
    environment = environment_beside(settings) | {"FFMPEG_PROGRAM": program, "FOR_A_WORKER": "yes"}
    connection.close()
    line = [sys.executable, "manage.py", "db_worker", "--queue-name", "videos", "--no-startup-delay", "--interval", "1"]
    with subprocess.Popen(line, cwd=ROOT, env=environment) as worker:
        try:
            yield worker
        finally:
            worker.kill()


def begun(note: Path) -> int:
    """Wait until a program has written down its number; return it."""
    for _look in range(600):
        if note.exists() and note.read_text().strip():
            return int(note.read_text())
        time.sleep(0.1)
    raise AssertionError("it was never begun")


@pytest.fixture
def hanging(site: SimpleNamespace, run_beside: Run, tmp_path: Path) -> SimpleNamespace:
    """A video that waits, and a program that never comes to an end with it."""
    film = make_film(user=site.people.trainer2, content=film_bytes((96, 64), frames=2))
    note = tmp_path / "begun"
    program = a_program(tmp_path, f"echo $$ > {note}; exec sleep 600")
    goes_on(run_beside, FFMPEG_PROGRAM=program, FOR_A_WORKER="yes")
    assert DBTaskResult.objects.filter(queue_name="videos").count() == 1
    return SimpleNamespace(film=film, program=program, note=note)


@pytest.mark.deep
def test_a_worker_that_is_asked_to_stop_does_so_and_what_it_was_at_waits(settings, hanging) -> None:
    with a_worker(settings, hanging.program) as worker:
        pid = begun(hanging.note)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(60) == 0
    assert is_over(pid)
    made = PhoneVersion.objects.get(source=hanging.film.file.name)
    assert (made.state, made.tries, made.failure) == (State.WAITING, 0, "")
    assert half_made() == []


@pytest.mark.deep
@needs_setpriv
def test_ffmpeg_ends_with_a_worker_that_is_killed(settings, hanging) -> None:
    with a_worker(settings, hanging.program) as worker:
        pid = begun(hanging.note)
        worker.kill()
        worker.wait(60)
        assert is_over(pid)
