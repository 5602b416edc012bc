"""Files made to do harm, or that tell of somebody: one table of what is sent, to which door, and what must happen.

MARK, PLACE and the like stand in everything that must not be kept. Pictures that must come out upright are red
above and blue below once they are.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

MARK = "qzAyeshaMalik"
PLACE = "+52.4862-001.8904/"
PROGRAM = "qzalert1"
TOKENS = (MARK, PLACE, PROGRAM)
RED, BLUE = (220, 20, 20), (20, 20, 220)

REFUSED, HARMLESS = "refused", "harmless"


@dataclass(frozen=True)
class Hostile:
    """One file: its name, who makes it, which door it is sent to and what must become of it.

    `upright`: a picture that is red above; `profile`: its colour profile is kept; `shows`: what a part of it
    must still be there; `heavy`: takes seconds to make and to clean.
    """

    title: str
    door: str
    name: str
    make: Callable[[], bytes]
    must: str = HARMLESS
    upright: bool = False
    profile: bool = False
    shows: tuple[str, ...] = field(default=())
    heavy: bool = False


TABLE: list[Hostile] = []


def sent(title: str, door: str, name: str, must: str, **more):
    """Put what the decorated function makes into the table."""

    def put(make: Callable[..., bytes]) -> Callable[..., bytes]:
        TABLE.append(Hostile(title, door, name, make, must, **more))
        return make

    return put


def add(title: str, door: str, name: str, must: str, make: Callable[[], bytes], **more) -> None:
    """Put one file into the table."""
    TABLE.append(Hostile(title, door, name, make, must, **more))


def corpus() -> dict[str, Hostile]:
    """Return the whole table by title."""
    from tests.files import hostile_documents, hostile_pictures, hostile_recordings

    assert all((hostile_pictures, hostile_recordings, hostile_documents))
    return {hostile.title: hostile for hostile in TABLE}
