"""Hiding a face, a door number or whatever nobody needs to see: a new version of a picture, with squares in it.

Each square is brought down to four colours and kept as such, so nothing can be worked out of it again, as can be
done with what was only blurred.
"""

import io
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as PillowImage

from files.frozen import note_change
from files.models import Image

COLUMNS = 7
MIN_ROWS, MAX_ROWS = 2, 14
MODES = ("RGB", "RGBA", "L", "LA", "CMYK")
LEFT = 2
"""How many dots a side of a hidden square has left."""

Square = tuple[int, int]


def rows_of(picture: Image) -> int:
    """Return into how many rows a picture is cut, so that its squares are about as high as they are wide."""
    return min(MAX_ROWS, max(MIN_ROWS, int(COLUMNS * picture.height / max(1, picture.width))))


def squares_of(picture: Image) -> list[Square]:
    """Return the squares of a picture as row and column, counted from one, as they are read."""
    return [(row, column) for row in range(1, rows_of(picture) + 1) for column in range(1, COLUMNS + 1)]


def cover(picture: Image, squares: Iterable[Square], *, user: Any, recognised: str) -> Image:
    """Save and return a new version of `picture` in which these squares cannot be made out. Raises ValueError."""
    wanted = set(squares)
    if not wanted or not wanted <= set(squares_of(picture)):
        raise ValueError("no such squares")
    with picture.file.open("rb") as file:
        drawn: Any = PillowImage.open(file)
        drawn.load()
    # In the format that it has, since the door keeps each kind as it is.
    kept_as, profile = drawn.format, drawn.info.get("icc_profile")
    if drawn.mode not in MODES:
        drawn = drawn.convert("RGBA" if drawn.has_transparency_data else "L" if drawn.mode == "1" else "RGB")
    for row, column in wanted:
        box = _box(drawn.size, rows_of(picture), row, column)
        part = drawn.crop(box)
        few = part.resize((LEFT, LEFT), PillowImage.Resampling.BOX)
        drawn.paste(few.resize(part.size, PillowImage.Resampling.NEAREST), box)
    out = io.BytesIO()
    drawn.save(out, kept_as, quality=95, icc_profile=profile)
    return _next_version(picture, out.getvalue(), user=user, recognised=recognised)


def _box(size: tuple[int, int], rows: int, row: int, column: int) -> tuple[int, int, int, int]:
    width, height = size
    left, right = (width * edge // COLUMNS for edge in (column - 1, column))
    top, bottom = (height * edge // rows for edge in (row - 1, row))
    return left, top, max(right, left + 1), max(bottom, top + 1)


def _next_version(picture: Image, content: bytes, *, user: Any, recognised: str) -> Image:
    fresh = picture.new_version()
    fresh.recognised = recognised
    fresh.file = ContentFile(content, name="covered")
    fresh.save()
    note_change(fresh, user)
    return fresh
