"""A disk that is soon full: only who may mount one can try."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path]:
    """Let `place` be a disk of its own of this size ("64k"); skip, and say so, where nobody may mount one."""
    place.mkdir()
    if shutil.which("mount") is None:
        pytest.skip("NOT TRIED: there is no mount here, so no disk was full")
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(place)], check=False)
    if done.returncode:
        pytest.skip("NOT TRIED: nobody but root can mount a small disk, so no disk was full")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def resize(place: Path, how: str) -> None:
    """Make the disk bigger ("size=8m") or unwritable ("ro")."""
    subprocess.run(["mount", "-o", f"remount,{how}", str(place)], check=True)
