"""What every kind of file is asked first, and how a file is turned away."""

import io
from pathlib import PurePath
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile


class UnsafeFile(ValidationError):
    """This file is not taken in. The message says why, and what would do instead."""


class CleanFile(ContentFile):
    """What has gone through the door, once: each time costs a picture something, and a big file its time."""


def refuse_over(file: BinaryIO, limit: int, sentence: str) -> None:
    """Raise UnsafeFile with `sentence` where the file has more than `limit` bytes; else stand at its start."""
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    if size > limit:
        raise UnsafeFile(sentence)


def stem(name: str) -> str:
    """Return the name without its ending, for a copy that gets an ending of its own."""
    return PurePath(name).stem[:60] or "file"
