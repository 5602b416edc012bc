"""Real servers of one test run, on this machine only: Redis, a store, a catcher of emails, and the site itself.

    python -m tests.production.servers COMMAND [ARGUMENT…]

starts a Redis, runs the command with its address in CACHE_URL, and ends it whatever happens.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller

from backups.postgresql import FOLDERS
from config.env import ROOT
from tests.production.composed import composed, services
from tests.seaweed import Seaweed, free_ports

SECONDS = 60


def wait_until(it_is_so: Callable[[], bool], what: str, *, seconds: int = SECONDS) -> None:
    """Wait until something holds; raises AssertionError where it does not come to be."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if it_is_so():
            return
        time.sleep(0.2)
    raise AssertionError(f"waited {seconds} s in vain: {what}")


@contextmanager
def program(*command: str, environment: dict[str, str], named: str = "", output: Path) -> Iterator[subprocess.Popen]:
    """Run a program of which the test is the parent, and end it whatever happens."""
    with output.open("ab") as lines:
        started = subprocess.Popen(
            [named or command[0], *command[1:]],
            executable=shutil.which(command[0]) or command[0],
            env=environment,
            cwd=ROOT,
            stdout=lines,
            stderr=lines,
            start_new_session=True,
        )
    try:
        yield started
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()


class Redis:
    """One Redis, started as compose.yaml says. It can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self._output, self._stack = folder / "redis.log", ExitStack()
        self.port = free_ports(1)[0]
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it and wait until it answers."""
        import redis

        # Debian's redis-tools brings the same program under another name.
        found = "redis-server" if shutil.which("redis-server") else "redis-check-rdb"
        arguments = (*services()["cache"]["command"][1:], "--port", str(self.port), "--bind", "127.0.0.1")
        self._stack.enter_context(
            program(found, *arguments, environment=dict(os.environ), named="redis-server", output=self._output)
        )
        client = redis.Redis.from_url(self.url)

        def answers() -> bool:
            try:
                return bool(client.ping())
            except redis.ConnectionError:
                return False

        wait_until(answers, "Redis answers")

    def kill(self) -> None:
        """End it at once."""
        self._stack.close()


class Store(Seaweed):
    """The S3-compatible store, started as compose.yaml says: its own key, rights and buckets."""

    def arguments(self) -> list[str]:
        """See Seaweed; in the place of a container's folder, name and keys stand those of this machine."""
        self._config.write_text(composed()["configs"]["keys"]["content"])
        here = {"-dir": self._folder, "-ip": "127.0.0.1", "-ip.bind": "127.0.0.1", "-s3.config": self._config}
        found = [argument.partition("=") for argument in services()["store"]["command"]]
        assert set(here) <= {name for name, _is, _value in found}
        return [f"{name}={here.get(name, value)}" if equals else name for name, equals, value in found]


class Postgres:
    """One PostgreSQL that can be ended as by an administrator ("fast") or by a power cut ("immediate"), and started."""

    def __init__(self) -> None:
        found = (path for folder in FOLDERS for path in Path(folder).glob("*/bin/initdb"))
        self._programs = max(found).parent
        self._folder = Path(tempfile.mkdtemp(prefix="told-together-postgres-", dir="/tmp"))
        if os.getuid() == 0:
            shutil.chown(self._folder, "postgres")
        self._port = free_ports(1)[0]
        self.url = f"postgres://told@127.0.0.1:{self._port}/told"
        self._run("initdb", "-D", f"{self._folder}/data", "-U", "told", "-A", "trust", "-E", "UTF8", "--locale=C")
        self.start()
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", "told", "told")

    def _run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run as root.
        owner = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []
        line = [*owner, str(self._programs / program), *arguments]
        subprocess.run(line, cwd=self._folder, check=True, stdout=subprocess.DEVNULL, env={"HOME": str(self._folder)})

    def start(self) -> None:
        """Start it. What was committed is written down at once, as in production."""
        options = f"-p {self._port} -k {self._folder} -h 127.0.0.1 -F"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", f"{self._folder}/data", "-w", "-t", "60", "-l", log, "-o", options, "start")

    def stop(self, mode: str) -> None:
        """End it in one of its ways."""
        self._run("pg_ctl", "-D", f"{self._folder}/data", "-w", "-m", mode, "stop")

    def copy_from(self, url: str) -> None:
        """Hold what another database holds."""
        dump = [str(self._programs / "pg_dump"), "--no-owner", "--no-privileges", url]
        load = [str(self._programs / "psql"), "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", self.url]
        with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
            subprocess.run(load, stdin=dumping.stdout, check=True, stdout=subprocess.DEVNULL)
        assert dumping.returncode == 0

    def end(self) -> None:
        """End it and forget what it held."""
        with suppress(subprocess.CalledProcessError):
            self.stop("immediate")
        shutil.rmtree(self._folder, ignore_errors=True)


class Letters:
    """Takes in what is sent by SMTP."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self._controller = Controller(self, hostname="127.0.0.1", port=free_ports(1)[0])
        self.url = f"smtp://127.0.0.1:{self._controller.port}"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        """Keep one letter."""
        letter = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(letter, EmailMessage)
        self.taken.append(letter)
        return "250 Taken"

    def __enter__(self) -> "Letters":
        self._controller.start()
        return self

    def __exit__(self, *args: object) -> None:
        self._controller.stop()

    def to(self, address: str) -> list[EmailMessage]:
        """Return the letters to one address, oldest first."""
        return [letter for letter in self.taken if address in letter["To"]]


def python(*arguments: str, environment: dict[str, str]) -> str:
    """Run Python with the site's environment; return what it prints. Raises AssertionError with what went wrong."""
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def main() -> int:
    """Run a command beside a Redis; return its exit code."""
    if len(sys.argv) < 2:
        print("usage: sh .ci/with-redis COMMAND [ARGUMENT…]", file=sys.stderr)
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _frame: sys.exit(128 + number))
    with tempfile.TemporaryDirectory(prefix="told-together-redis-") as folder:
        redis = Redis(Path(folder))
        try:
            redis.start()
            return subprocess.call(sys.argv[1:], env=os.environ | {"CACHE_URL": redis.url.removesuffix("0")})
        finally:
            redis.kill()


if __name__ == "__main__":
    sys.exit(main())
