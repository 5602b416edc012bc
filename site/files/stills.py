"""A still of a video: one of its pictures, to be shown before it plays."""

import io
import re
from typing import Any

import av
from django.utils.translation import gettext as _

from files.cleaning import CleanFile, UnsafeFile
from files.cleaning.recordings import OPENED_WITH

AT = re.compile(r"\[?(\d{1,3}):([0-5]\d)\]?$")
MOST_PICTURES = 1200
"""So many are looked at from the nearest picture that stands for itself; phones make such a one every second or two."""


def seconds_of(time: str) -> int | None:
    """Return the seconds of a time such as 1:05; None where it is none."""
    found = AT.match(time.strip())
    return int(found[1]) * 60 + int(found[2]) if found else None


def still_of(video: Any, seconds: int) -> CleanFile:
    """Return what an open video shows at a time, as a JPEG; the last of it where it is shorter. Raises UnsafeFile."""
    try:
        with av.open(video, metadata_errors="ignore", container_options=OPENED_WITH) as source:
            frame = _frame_at(source, source.streams.video[0], seconds)
            # Phones film lying down and note how it is to be turned.
            picture = frame.to_image().rotate(frame.rotation, expand=True)
    except (av.error.FFmpegError, ValueError, OSError, MemoryError, LookupError):
        raise UnsafeFile(
            _("We could not take a picture out of this video. Please choose a picture of your own instead.")
        )
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92)
    return CleanFile(out.getvalue(), name="still.jpg")


def _frame_at(source: Any, stream: Any, seconds: int) -> Any:
    wanted = (stream.start_time or 0) + int(seconds / stream.time_base)
    source.seek(wanted, stream=stream)
    found = None
    for number, frame in enumerate(source.decode(stream)):
        if found is not None and frame.pts is not None and frame.pts > wanted:
            break
        found = frame
        if number >= MOST_PICTURES:
            break
    if found is None:
        raise ValueError("no pictures from there on")
    return found
