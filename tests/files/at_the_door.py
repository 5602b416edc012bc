"""A process of its own in which files go through the doors, so that what one costs can be seen and bounded."""

import io
import resource
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024
NET = 4096 * MEGABYTE


@dataclass(frozen=True)
class Outcome:
    """What a door made of a file: the sentence of its refusal, or the bytes and the name of what is kept."""

    sentence: str
    kept: bytes
    name: str
    memory: int
    seconds: float


def get_ready() -> None:
    """Make this process ready for files: the same settings as the site, and a net below the tightrope."""
    import django

    django.setup()
    resource.setrlimit(resource.RLIMIT_AS, (NET, NET))


def _resident(which: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{which}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(which)


def through_the_door(title: str) -> Outcome:
    """Send one file of the corpus through its door, and see what it costs."""
    from django.core.exceptions import ValidationError

    from files import cleaning
    from tests.files.hostile import corpus

    hostile = corpus()[title]
    file = io.BytesIO(hostile.make())
    # The highest mark starts anew from here.
    Path("/proc/self/clear_refs").write_text("5")
    before, started = _resident("VmRSS"), time.process_time()
    sentence, kept, name = "", b"", ""
    try:
        if hostile.door == "picture":
            clean: Any = cleaning.clean_picture(file, hostile.name)
        elif hostile.door == "document":
            clean = cleaning.clean_document(file, hostile.name)
        else:
            clean = cleaning.clean_sound_or_video(file, hostile.name, hostile.door).content
        kept, name = clean.read(), clean.name
    except ValidationError as refusal:
        sentence = " ".join(refusal.messages)
    return Outcome(sentence, kept, name, _resident("VmHWM") - before, time.process_time() - started)
