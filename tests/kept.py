"""What tests make once and keep for later runs, because making it takes longer than most of them."""

import fcntl
import hashlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = [ROOT / name for name in ("site", "home", "learning", "stories", "tests")]


def fingerprint(files: Iterable[Path], *more: str) -> str:
    """Return 32 letters that change with the packages, with any of these files or with any other word in `more`."""
    digest = hashlib.sha256(repr((sys.version, more)).encode())
    for path in (ROOT / "requirements-dev.lock", *sorted(files)):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Let one process at a time make what is kept in `place`, and the others wait."""
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
