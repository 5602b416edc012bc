"""What may stand inside the packets of a recording besides sound and picture, and how it is taken out."""

import struct
from collections.abc import Callable

# Messages beside the picture: captions, names of programs, positions; by the names that FFmpeg's filter takes.
SIDE_MESSAGES = {"h264": "6", "hevc": "39|40", "av1": "5"}
# What a decoder of H.264 or HEVC has to know; by the numbers that these parts of a stream bear.
H264_PARAMETERS = {7, 8, 13, 15}
HEVC_PARAMETERS = {32, 33, 34}
AV1_SEQUENCE = 1
# How the four bytes begin that an MP4 puts before the parts.
AV1_BOX = 0x81
START_CODE = b"\0\0\1"
NO_COMMENTS = b"\x03vorbis" + struct.pack("<II", 0, 0) + b"\x01"


def bare_setup(codec: str, setup: bytes) -> bytes:
    """Return what a decoder is told before the first packet, without comments. Raises ValueError.

    For H.264 and HEVC it is as FFmpeg's filter hands it on: one part after the other, each behind a start code.
    """
    try:
        if codec == "vorbis":
            return _bare_vorbis(setup)
        if codec == "hevc":
            return _only_parts(setup, lambda part: part[0] >> 1 & 0x3F in HEVC_PARAMETERS)
        if codec == "h264":
            return _only_parts(setup, lambda part: part[0] & 0x1F in H264_PARAMETERS)
        if codec == "av1":
            return _bare_av1(setup)
    except (struct.error, IndexError):
        raise ValueError("not a setup")
    return setup


def _only_parts(setup: bytes, is_kept: Callable[[bytes], bool]) -> bytes:
    if not setup.startswith((START_CODE, b"\0" + START_CODE)):
        raise ValueError("not in parts")
    parts = [part.rstrip(b"\0") for part in setup.split(START_CODE)]
    return b"".join(b"\0" + START_CODE + part for part in parts if part and is_kept(part))


def _bare_av1(setup: bytes) -> bytes:
    at = 4 if setup[0] == AV1_BOX else 0
    kept = [setup[:at]]
    while at < len(setup):
        start, head = at, setup[at]
        at += 2 if head & 4 else 1
        if not head & 2:
            raise ValueError("a part without a size")
        size = shift = 0
        while True:
            size |= (setup[at] & 0x7F) << shift
            shift, at = shift + 7, at + 1
            if not setup[at - 1] & 0x80:
                break
        at += size
        if head >> 3 & 15 == AV1_SEQUENCE:
            kept.append(setup[start:at])
    return b"".join(kept)


def _bare_vorbis(setup: bytes) -> bytes:
    """Three headers one after the other, of which the second holds the comments."""
    if setup[0] != 2:
        raise ValueError("not three headers")
    at, sizes = 1, []
    for _number in range(2):
        size = 0
        while setup[at] == 255:
            size, at = size + 255, at + 1
        sizes.append(size + setup[at])
        at += 1
    first = setup[at : at + sizes[0]]
    last = setup[at + sum(sizes) :]
    if len(first) >= 255 or not last.startswith(b"\x05vorbis"):
        raise ValueError("not the headers of Vorbis")
    return bytes([2, len(first), len(NO_COMMENTS)]) + first + NO_COMMENTS + last


def is_only_sound(packet: bytes) -> bool:
    """Say whether a packet of an MP3 is one frame of sound: tags at the end of a file are read as packets too."""
    return len(packet) >= 4 and packet[0] == 0xFF and packet[1] & 0xE0 == 0xE0
