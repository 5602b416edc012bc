"""The stage on which actors race: a copy of the test database with real commits, and eyes on who waits for whom."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from files.models import PublicFile
from files.strays import AN_HOUR, remove_strays
from publishing.audit import audit_public
from publishing.models import PendingStep, Release

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0
GATE = 7001
# A server has one table of locks for all its databases, and another worker races in another one.
LOCKS_HERE = "SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE datname = current_database() AND"


@contextmanager
def a_copy_of_the_database() -> Iterator[str]:
    """Point this process at a copy of the test database while the block runs, and drop it afterwards."""
    original = connection.settings_dict["NAME"]
    copy = f"{original}_races"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{original}"')
    connection.settings_dict["NAME"] = copy
    try:
        yield copy
    finally:
        connection.close()
        connection.settings_dict["NAME"] = original
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


def _address(name: str) -> str:
    has = connection.settings_dict
    return f"postgres://{has['USER']}:{has['PASSWORD']}@{has['HOST']}:{has['PORT']}/{name}"


@contextmanager
def a_server_of_actors(database: str, folder: Path) -> Iterator[Any]:
    """Yield what starts processes: each is forked from one that has loaded the site and speaks to `database`."""
    changed = {
        "DATABASE_URL": _address(database),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        "TMPDIR": str(folder),
    }
    before = {name: os.environ.get(name) for name in changed}
    os.environ |= changed
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["tests.races.actor", "pytest"])
    try:
        yield server
    finally:
        multiprocessing.forkserver._forkserver._stop()
        for name, value in before.items():
            if value is None:
                os.environ.pop(name)
            else:
                os.environ[name] = value


@dataclass
class Actor:
    """A process that plays a role."""

    process: Any
    pipe: Any
    gate: int

    def wait(self) -> str:
        """Return how it ended: an empty text, or what it raised."""
        assert self.pipe.poll(PATIENCE), "it is stuck"
        ended = self.pipe.recv()
        self.process.join(PATIENCE)
        assert self.process.exitcode == 0
        return ended

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.join(PATIENCE)
        assert self.process.exitcode == -signal.SIGKILL


class Stage:
    """Starts actors, and sees and moves them. One for a module; each test begins with all gates open."""

    def __init__(self, server: Any, people: SimpleNamespace) -> None:
        self.server = server
        self.people = people
        self._gates = 0

    def start(self, verb: str, page: Any, user: Any = None, *, waits: str = "") -> Actor:
        """Start an actor; where they wait somewhere, return once they stand there."""
        from tests.races.actor import Role, play

        self._gates += 1
        gate = self._gates
        if waits:
            self._sql("SELECT pg_advisory_lock(%s, %s)", GATE, gate)
        here, there = self.server.Pipe(duplex=False)
        role = Role(verb=verb, page=page.pk, user=getattr(user, "pk", None), waits=waits, gate=gate)
        roots = (settings.PRIVATE_FILES_ROOT, settings.PUBLIC_FILES_ROOT)
        process = self.server.Process(target=play, args=(role, roots, there))
        process.start()
        there.close()
        actor = Actor(process, here, gate)
        if waits:
            self._until(lambda: self._stands_at(gate) or here.poll(0))
            assert self._stands_at(gate), f"{verb} never came to where it waits: {here.recv()}"
        return actor

    def let_go(self, actor: Actor) -> None:
        """Open the gate at which an actor waits."""
        self._sql("SELECT pg_advisory_unlock(%s, %s)", GATE, actor.gate)

    def kill(self, actor: Actor) -> None:
        """Kill an actor who waits at a gate, and wait until PostgreSQL has noticed."""
        actor.kill()
        self.let_go(actor)
        self._until(lambda: self._others() == 0)

    def until_it_waits_or_ends(self, actor: Actor) -> bool:
        """Wait until an actor has ended or waits for another one's rows; return whether it waits."""
        self._until(lambda: actor.pipe.poll(0) or self._waits_for_somebody())
        return not actor.pipe.poll(0)

    def race(self, first: tuple, second: tuple) -> tuple[str, str]:
        """Let `first` come to where it waits, `second` run until it is held up or done, then both to their end.

        Each is `verb, page, user` and, of the first, the place. Return how each ended. Raises AssertionError where
        one is stuck or the database had to break a deadlock.
        """
        *who, place = first
        ahead = self.start(*who, waits=place)
        behind = self.start(*second)
        self.until_it_waits_or_ends(behind)
        self.let_go(ahead)
        ended = ahead.wait(), behind.wait()
        assert not any("deadlock" in text.lower() or "OperationalError" in text for text in ended), ended
        return ended

    def _stands_at(self, gate: int) -> bool:
        return bool(
            self._sql(
                f"{LOCKS_HERE} locktype = 'advisory' AND classid = %s AND objid = %s AND NOT granted",
                GATE,
                gate,
            )
        )

    def _waits_for_somebody(self) -> bool:
        """Say whether somebody waits for a row or transaction of somebody else."""
        return bool(
            self._sql(
                f"{LOCKS_HERE} NOT granted AND locktype IN ('transactionid', 'tuple', 'relation') "
                "AND pid <> pg_backend_pid()"
            )
        )

    def _others(self) -> int:
        return self._sql(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
            "AND backend_type = 'client backend'"
        )[0][0]

    def _sql(self, statement: str, *values: Any) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall()

    def _until(self, happened: Callable[[], Any]) -> None:
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, "nobody moves any more"
            time.sleep(0.005)


def let_the_clock_run() -> None:
    """Do all that is due, also what comes up once in an hour, as if that hour were over."""
    cache.clear()
    call_command("run_due")
    cache.clear()
    remove_strays(timezone.now() + 2 * AN_HOUR)


def broken_promises() -> list[str]:
    """Let the clock run; return what is then not as we promise: a sentence for each, none where all is well."""
    let_the_clock_run()
    found = audit_public()
    live = Release.objects.filter(state=Release.State.VALID)
    root = Path(settings.PUBLIC_FILES_ROOT)
    on_disk = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    shown = set(PublicFile.objects.filter(release__in=live).values_list("name", flat=True))
    found += [f"{name} lies in the public place and nothing shows it" for name in on_disk - shown]
    found += [f"{name} is shown and not there" for name in shown - on_disk]
    found += [f"{pending} is not done" for pending in PendingStep.objects.all()]
    return found
