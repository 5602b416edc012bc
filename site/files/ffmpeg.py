"""ffmpeg: a program beside the site that writes a video anew, small enough for a phone.

A video is whatever a stranger sent, so it is read in a process of its own: with no secret of ours around it, bounded in
time, memory and bytes, behind everybody else, and ended with whoever began it.
"""

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings

from files.cleaning.recordings import OPENED_WITH

SHORT_SIDE = 480
THREADS = 2
MOST_MEMORY = 2 * 1024**3
SECONDS_TO_LOOK_AGAIN = 0.25
SECONDS_TO_ASK_AGAIN = 5.0
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class NotMade(Exception):
    """There is no smaller video. `kind` says why, in one word and without any name."""

    def __init__(self, kind: str, *, is_worth_another_try: bool = True) -> None:
        self.kind, self.is_worth_another_try = kind, is_worth_another_try
        super().__init__(kind)


class Interrupted(Exception):
    """Somebody asked this process to stop."""


def program() -> str | None:
    """Return where ffmpeg is on this machine, or None."""
    return shutil.which(settings.FFMPEG_PROGRAM)


def make_small(source: Path, target: Path, *, most: int, is_wanted: Callable[[], bool]) -> None:
    """Write the video at `source` anew at `target`, for a phone; it stops soon after `most` bytes.

    Raises NotMade, also where `is_wanted` says no meanwhile, and Interrupted where this process is asked to stop.
    """
    ffmpeg = program()
    if ffmpeg is None:
        raise NotMade("NotInstalled")
    command = [*_gently(), ffmpeg, *_what_to_do(source, target, most)]
    with _stop_asked() as stop_asked:
        status = _run(command, target.parent, stop_asked, is_wanted)
    if status != 0:
        raise NotMade(f"Exit{status}")


def _gently() -> list[str]:
    """Return what stands before ffmpeg: it comes after whatever else this machine does, ends when its worker is killed,
    and may use so much and no more, from its first moment on."""
    seconds = int(settings.FFMPEG_SECONDS) * THREADS + 1
    before_it = (
        ("nice", "-n", "15"),
        ("setpriv", "--pdeathsig", "KILL"),
        ("prlimit", f"--as={MOST_MEMORY}", f"--cpu={seconds}", "--core=0"),
    )
    there = [words for words in before_it if shutil.which(words[0])]
    return [word for words in there for word in words]


def _what_to_do(source: Path, target: Path, most: int) -> list[str]:
    # Turned as the phone that filmed it says, then the shorter side brought down; both sides even, as H.264 wants them.
    short = f"trunc(min({SHORT_SIDE},min(iw,ih))/2)*2"
    scale = f"scale='if(gt(iw,ih),-2,{short})':'if(gt(iw,ih),{short},-2)'"
    return [
        *("-nostdin", "-hide_banner", "-loglevel", "quiet", "-y", "-threads", str(THREADS)),
        *("-protocol_whitelist", "file", "-format_whitelist", OPENED_WITH["format_whitelist"]),
        *("-i", f"file:{source}"),
        *("-map", "0:v:0", "-map", "0:a:0?", "-map_metadata", "-1", "-map_chapters", "-1"),
        *("-vf", scale, "-fpsmax", "30", "-pix_fmt", "yuv420p"),
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", "26", "-maxrate", "1200k", "-bufsize", "2400k"),
        *("-c:a", "aac", "-b:a", "96k", "-ac", "2"),
        *("-threads", str(THREADS), "-filter_threads", "1"),
        *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
        *("-fs", str(most), "-f", "mp4", f"file:{target}"),
    ]


def _run(command: list[str], folder: Path, stop_asked: Callable[[], bool], is_wanted: Callable[[], bool]) -> int:
    """Run a command in a group of its own, of which nothing is left afterwards; return how it ended."""
    deadline = time.monotonic() + settings.FFMPEG_SECONDS
    nothing: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    # Of our surroundings it gets no more than where programs are: among the rest are our keys.
    surroundings = {"PATH": os.environ.get("PATH", os.defpath)}
    process = subprocess.Popen(command, cwd=folder, env=surroundings, start_new_session=True, **nothing)
    try:
        while (status := process.poll()) is None:
            if stop_asked():
                raise Interrupted
            if not is_wanted():
                raise NotMade("NotWanted", is_worth_another_try=False)
            if time.monotonic() > deadline:
                raise NotMade("TimeLimit", is_worth_another_try=False)
            with suppress(subprocess.TimeoutExpired):
                process.wait(SECONDS_TO_LOOK_AGAIN)
        return status
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def _stop_asked() -> Iterator[Callable[[], bool]]:
    """Hear of it when this process is asked to stop, and let whoever heard of it before hear of it too."""
    heard: list[int] = []
    before: dict[int, Any] = {}

    def hear(signum: int, frame: FrameType | None) -> None:
        heard.append(signum)
        before[signum](signum, frame)

    if threading.current_thread() is threading.main_thread():
        # Where nobody hears it the process ends, and ffmpeg with it.
        before = {signum: handler for signum in STOPS if callable(handler := signal.getsignal(signum))}
    for signum in before:
        signal.signal(signum, hear)
    try:
        yield lambda: bool(heard)
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)
