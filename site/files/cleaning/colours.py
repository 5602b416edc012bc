"""A colour profile with what the colours need, and without what it says about a screen, a program or a person.

Profiles of screens hold serial numbers and the name that somebody gave to a computer, and any other words fit
in too. So a profile is written anew from the tables that turn numbers into colours.
"""

import io
import struct
from typing import Any

from PIL import ImageCms

HEADER = 128
MAX_PROFILE = 4 * 1024 * 1024
MAX_TAGS = 100
COLOUR_TAGS = {
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad", b"gamt",
    b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"cicp",
}  # fmt: skip
NUMBER_TYPES = {b"XYZ ", b"curv", b"para", b"sf32", b"mft1", b"mft2", b"mAB ", b"mBA ", b"cicp"}
# Where a header names who made the profile, with what, when, and for which device.
PERSONAL = ((4, 8), (24, 36), (40, 44), (48, 64), (80, 128))
SPACES = {"RGB": b"RGB ", "RGBA": b"RGB ", "P": b"RGB ", "L": b"GRAY", "LA": b"GRAY", "CMYK": b"CMYK"}


def bare_profile(profile: Any, mode: str) -> bytes | None:
    """Return a profile with the same colours and no words; None where there is none that fits this picture."""
    if not profile or len(profile) > MAX_PROFILE:
        return None
    try:
        bare = _bare(bytes(profile), SPACES.get(mode, b""))
        ImageCms.ImageCmsProfile(io.BytesIO(bare))
    except (struct.error, ValueError, OSError, ImageCms.PyCMSError):
        return None
    return bare


def _bare(profile: bytes, space: bytes) -> bytes:
    if profile[36:40] != b"acsp" or profile[16:20] != space:
        raise ValueError("not a profile for these colours")
    (count,) = struct.unpack_from(">I", profile, HEADER)
    if count > MAX_TAGS:
        raise ValueError("too many tags")
    tags = {b"desc": _words(profile[8]), b"cprt": _words(profile[8])}
    for number in range(count):
        name, start, length = struct.unpack_from(">4sII", profile, HEADER + 4 + 12 * number)
        data = profile[start : start + length]
        if name in COLOUR_TAGS and len(data) == length and data[:4] in NUMBER_TYPES:
            tags[name] = data
    header = bytearray(profile[:HEADER])
    for start, end in PERSONAL:
        header[start:end] = bytes(end - start)
    return _put_together(header, tags)


def _words(version: int) -> bytes:
    """Return the word that every profile must have for its name, in the way of its version."""
    if version >= 4:
        word = "colours".encode("utf-16-be")
        return b"mluc" + struct.pack(">IIIHHII", 0, 1, 12, 0x656E, 0x4742, len(word), 28) + word
    return b"desc" + struct.pack(">II", 0, 8) + b"colours\0" + bytes(4 + 4 + 2 + 1 + 67)


def _put_together(header: bytearray, tags: dict[bytes, bytes]) -> bytes:
    table, body = struct.pack(">I", len(tags)), b""
    start = HEADER + 4 + 12 * len(tags)
    seen: dict[bytes, int] = {}
    for name, data in tags.items():
        if data not in seen:
            seen[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", name, seen[data], len(data))
    whole = bytes(header) + table + body
    return struct.pack(">I", len(whole)) + whole[4:]
