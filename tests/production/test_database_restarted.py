"""The database ended and started again while people read, write and say yes: nothing that was answered with success is
lost, nothing is public by half, and everything goes on by itself.

sh .ci/with-postgres python -m pytest -m deep tests/production/test_database_restarted.py
"""

import html
import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection

from tests import migrated
from tests.production.composed import command
from tests.production.running import Answer, Web, on_this_machine
from tests.production.servers import Letters, Postgres, program, python, wait_until
from tests.seaweed import free_ports

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="needs PostgreSQL: sh .ci/with-postgres"
    ),
]
SECONDS = 300
TOLD = "tests.production.told_under_load"


@dataclass
class Crowd:
    """People who read, write and say yes, and what they were told."""

    web: Web
    told: dict[str, Any]
    written: dict[str, int] = field(default_factory=dict)
    """For each draft, the last words whose saving was answered with success."""
    shown: list[str] = field(default_factory=list)
    """The works of which somebody was told that they are public now."""
    seen: set[int] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def ask(self, path: str, form: dict[str, str] | None = None, more: dict[str, str] | None = None) -> Answer:
        """Ask as somebody who is signed in; what comes is an answer or a plain page."""
        answer = self.web.ask(path, form, self.told["cookies"] | (more or {}))
        self.seen.add(answer.status)
        assert answer.status in (200, 302, 503), f"{path}: {answer.status}"
        if answer.status == 503:
            assert "We are back in a few minutes" in answer.text, path
            assert answer.headers["retry-after"], path
        return answer

    def read(self) -> None:
        """Read the public story, again and again."""
        while not self.over.is_set():
            answer = self.ask(self.told["page"])
            assert answer.status == 503 or "reddoor title" in answer.text

    def write(self, work: str) -> None:
        """Change the words of a draft, again and again."""
        path, number = f"/my/works/{work}/parts/{self.told['drafts'][work]}/", 0
        while not self.over.is_set():
            form = self.ask(path)
            if form.status != 200:
                continue
            number += 1
            sent = fields(form, "csrfmiddlewaretoken", "base") | {"text": f"words number {number}."}
            if self.ask(path, sent, form.cookies).status == 302:
                self.written[work] = number

    def say_yes(self, works: list[str]) -> None:
        """Say yes to one work after the other, until each is public."""
        for work in works:
            path = f"/my/works/{work}/ok/"
            while not self.over.is_set():
                form = self.ask(path)
                if form.status == 200:
                    sent = fields(form, "csrfmiddlewaretoken", "seen", "reader") | {"answer": "yes"}
                    answered = self.ask(path, sent, form.cookies).status
                elif form.status == 302:
                    # What was not answered was done all the same.
                    answered = 302
                if form.status != 503 and answered == 302:
                    assert self.public(self.told["waiting"][work])
                    self.shown.append(work)
                    break

    def public(self, path: str) -> bool:
        """Say whether everybody can read something, once the database answers."""
        while (answer := self.ask(path)).status == 503:
            pass
        return answer.status == 200

    def begin(self, stack: ExitStack) -> None:
        """Let all of them begin; they stop when `stack` ends."""
        works = list(self.told["waiting"])
        doing: list[tuple[Callable[..., None], tuple]] = [(self.read, ()), (self.read, ())]
        doing += [(self.write, (work,)) for work in self.told["drafts"]]
        doing += [(self.say_yes, (works[half::2],)) for half in (0, 1)]
        threads = [threading.Thread(target=self._noting, args=each) for each in doing]
        for thread in threads:
            thread.start()
            stack.callback(thread.join)
        stack.callback(self.over.set)

    def _noting(self, does: Callable[..., None], arguments: tuple) -> None:
        try:
            does(*arguments)
        except BaseException as failure:
            self.failures.append(f"{does.__name__}{arguments}: {failure!r}")

    def went_on_from(self, shown: int, written: dict[str, int]) -> bool:
        """Say whether something more is public, and each draft has other words."""
        return len(self.shown) > shown and not written.items() & self.written.items()

    def wait_for(self, what: Callable[[], bool], why: str) -> None:
        """Wait while they go on. Raises AssertionError as soon as one of them cannot."""
        wait_until(lambda: bool(self.failures) or what(), why, seconds=SECONDS)
        assert not self.failures, self.failures


def fields(form: Answer, *names: str) -> dict[str, str]:
    """Return what a form carries in its hidden fields."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", form.text):
        said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if said.get("name") in names:
            found[said["name"]] = html.unescape(said.get("value", ""))
    assert set(found) == set(names), found
    return found


@pytest.fixture
def postgres(django_db_setup: None, django_db_blocker: Any) -> Iterator[Postgres]:
    """A PostgreSQL of this test's own, with all tables."""
    with django_db_blocker.unblock():
        template = migrated._template()
        connection.close()
    server = Postgres()
    try:
        server.copy_from(os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{template}")
        yield server
    finally:
        server.end()


def test_the_database_is_ended_under_load(postgres: Postgres, tmp_path) -> None:
    (port,) = free_ports(1)
    with ExitStack() as stack:
        letters = stack.enter_context(Letters())
        servers = {"database": postgres.url, "redis": "redis://none:1", "store": "http://none:1", "email": letters.url}
        # Files in folders, no Redis, no nginx: only the database is in question.
        without = ("AWS_STORAGE_BUCKET_NAME", "AWS_PUBLIC_BUCKET_NAME", "CACHE_URL", "X_ACCEL_REDIRECT")
        environment = on_this_machine(tmp_path, port, **servers) | dict.fromkeys(without, "") | {"TRUSTED_PROXIES": "1"}
        web = Web(port, environment, tmp_path / "site.log")
        python("manage.py", "collectstatic", "--noinput", "--verbosity", "0", environment=environment)
        crowd = Crowd(web, json.loads(python("-m", TOLD, "make", environment=environment).splitlines()[-1]))
        running = {
            name: stack.enter_context(program(*command(name), environment=environment, output=tmp_path / f"{name}.log"))
            for name in ("web", "worker", "clock")
        }
        wait_until(lambda: web.answers, "the site answers", seconds=SECONDS)
        with ExitStack() as people:
            crowd.begin(people)
            for mode in ("fast", "immediate", "fast", "immediate"):
                shown, written = len(crowd.shown), dict(crowd.written)
                crowd.wait_for(lambda: crowd.went_on_from(shown, written), "yeses and changes go on")  # noqa: B023
                postgres.stop(mode)
                assert crowd.ask("/stories/").status == 503
                assert crowd.ask("/my/").status == 503
                postgres.start()
            crowd.wait_for(lambda: len(crowd.shown) == len(crowd.told["waiting"]), "all become public")
        assert not crowd.failures, crowd.failures
        assert crowd.seen == {200, 302, 503}
        found = json.loads(python("-m", TOLD, "look", environment=environment).splitlines()[-1])
        assert found["found"] == []
        assert found["pending"] == 0
        for work, path in crowd.told["waiting"].items():
            assert (found["live"][work], found["releases"][work]) == (True, 1)
            assert crowd.ask(path).status == 200
        for work, number in crowd.written.items():
            assert (found["live"][work], found["releases"][work]) == (False, 0)
            kept = re.search(r"words number (\d+)\.", found["words"][work])
            assert kept, found["words"][work]
            assert int(kept[1]) >= number
        assert {name: process.poll() for name, process in running.items()} == dict.fromkeys(running)
        for name in running:
            assert "Traceback" not in (tmp_path / f"{name}.log").read_text()
