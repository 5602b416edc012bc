"""Get one machine ready and keep the site and its worker running: what `make run` does.

`python -m config.launch`           prepare, then serve until Ctrl-C
`python -m config.launch prepare`   database, static files and demo only
`python -m config.launch health`    exit 0 if the site on this machine answers: the container's health check
"""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from config.env import ROOT, env

HOST = "127.0.0.1"
SECONDS_TO_START = 60
SECONDS_TO_STOP = 10


class StopAsked(Exception):
    """Somebody asked the launcher to stop: Ctrl-C, a closed terminal, or `kill`."""

    def __init__(self, signum: int) -> None:
        self.signum = signum
        super().__init__(signum)


def say(text: str = "") -> None:
    """Print a line at once, also where the output is a file or a pipe."""
    print(text, flush=True)


def chosen_port() -> int:
    """Return the port in PORT (8000 if unset); leave with a plain sentence where it cannot be one."""
    text = os.environ.get("PORT", "8000")
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    sys.exit(f"PORT must be a number between 1 and 65535, not “{text}”.")


def is_taken(port: int) -> bool:
    """Return whether another program already listens on `port` of this machine."""
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            return True
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def answers(port: int, host: str = HOST) -> bool:
    """Return whether the site on `port` says that it is well, asked under the name `host`."""
    request = urllib.request.Request(f"http://{HOST}:{port}/healthz", headers={"Host": host})
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with straight.open(request, timeout=5) as response:
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError):
        return False


@contextmanager
def step(title: str) -> Iterator[None]:
    """Show what is going on, and how long it took."""
    say(f"{title} …")
    began = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - began:.0f} s")


def prepare() -> None:
    """Bring the database, the static files and the demo up to date. Running it again changes nothing."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("compilemessages", verbosity=0)
    with step("Preparing the database (about half a minute the first time)"):
        call_command("migrate", interactive=False, verbosity=0)
    from django.conf import settings

    mark = settings.VAR_DIR / "static.mark"
    now = _static_fingerprint()
    if not (mark.exists() and mark.read_text() == now and settings.STATIC_ROOT.is_dir()):
        with step("Collecting styles, letters and pictures"):
            call_command("collectstatic", interactive=False, verbosity=0)
            mark.write_text(now)
    with step("Setting up the demo (about a minute the first time)"):
        call_command("seed_demo")


def _static_fingerprint() -> str:
    """Return a digest of every static file's name, size and time: collecting takes long, looking does not."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def run() -> int:
    """Prepare, start the site and its workers, print where everything is, and stop all when asked to."""
    port = chosen_port()
    if is_taken(port):
        say(
            f"Another program already uses port {port} on this machine. "
            f"Stop it, or choose another port: make run PORT={port + 1}"
        )
        return 1
    # What people send in is nobody else's business, on a shared machine too.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    os.environ.setdefault("SITE_URL", f"http://{HOST}:{port}")
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, _ask_to_stop)
    children: list[subprocess.Popen[bytes]] = []
    grace = 0.0
    try:
        children.append(_start("-m", "config.launch", "prepare"))
        if children[0].wait() != 0:
            say("Told Together could not get ready: the lines above say why.")
            return 1
        children[:] = [
            _start(
                *("-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)),
                *("--workers", "1", "--blocking-threads", "4", "--log-level", "warning"),
                "config.wsgi:application",
            ),
            _start("manage.py", "db_worker", "--verbosity", "0"),
            _start("manage.py", "run_due", "--every", "60"),
            *_worker_for_videos(),
        ]
        if not _wait_until_it_answers(port, children):
            say("The site did not start: the lines above say why.")
            return 1
        _welcome(port)
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
        say("The site or its worker stopped by itself: the lines above say why.")
        return 1
    except StopAsked as stop:
        # Ctrl-C reaches the whole terminal: a second signal would cut short a task that is being finished.
        grace = SECONDS_TO_STOP if stop.signum == signal.SIGINT else 0.5
        return 0
    finally:
        _end(children, grace)


def _worker_for_videos() -> list[subprocess.Popen[bytes]]:
    """Start what makes small copies of videos, where this machine can make any: elsewhere it would only take memory."""
    if not shutil.which(env.str("FFMPEG_PROGRAM", "ffmpeg")):
        return []
    return [_start("manage.py", "db_worker", "--queue-name", "videos", "--interval", "5", "--verbosity", "0")]


def _ask_to_stop(signum: int, frame: FrameType | None) -> None:
    raise StopAsked(signum)


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *arguments], cwd=ROOT)


def _wait_until_it_answers(port: int, children: list[subprocess.Popen[bytes]]) -> bool:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and all(child.poll() is None for child in children):
        if answers(port):
            return True
        time.sleep(0.2)
    return False


def _welcome(port: int) -> None:
    sign_in = env.path("VAR_DIR", ROOT / "var") / "demo-sign-in.txt"
    say()
    say("Told Together is ready.")
    say(f"  The site:    http://{HOST}:{port}/")
    say(f"  The admin:   http://{HOST}:{port}/admin/")
    if sign_in.exists():
        say("  Demo people (also in var/demo-sign-in.txt, which only you can read):")
        for line in sign_in.read_text().splitlines():
            say(f"    {line}".rstrip())
    say("Press Ctrl-C to stop. Nothing is lost: `make run` goes on where you left.")
    say()


def _end(children: list[subprocess.Popen[bytes]], grace: float) -> None:
    """End every child that still runs: first by itself, then asked, then by force."""
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    for seconds, ask in ((grace, None), (SECONDS_TO_STOP, signal.SIGTERM), (5, signal.SIGKILL)):
        running = [child for child in children if child.poll() is None]
        for child in running:
            if ask is not None:
                child.send_signal(ask)
        deadline = time.monotonic() + seconds
        for child in running:
            try:
                child.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                continue
    say("Stopped.")


def health() -> int:
    """Return 0 if the site answers under the first name in ALLOWED_HOSTS, else 1."""
    name = env.list("ALLOWED_HOSTS", [HOST])[0].strip().lstrip(".")
    return 0 if answers(chosen_port(), HOST if name == "*" else name) else 1


def main(arguments: list[str]) -> int:
    """Do what the one argument names; without one, run."""
    if arguments == ["health"]:
        return health()
    if arguments == ["prepare"]:
        prepare()
        return 0
    return run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
