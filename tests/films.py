"""Videos that are big for what they show, and the program that makes them small."""

import io
import shutil
import struct
import time
from pathlib import Path
from typing import Any

import av
import pytest
from django.core.files.base import ContentFile
from PIL import Image as PillowImage

from files.models import Media
from tests.builders import sound_bytes
from tests.files.hostile_recordings import TAGS

FFMPEG = shutil.which("ffmpeg") or ""
needs_ffmpeg = pytest.mark.skipif(not FFMPEG, reason="needs ffmpeg: apt install ffmpeg")
RED, GREEN = (200, 40, 40), (40, 180, 40)


def film_bytes(size: tuple[int, int] = (960, 540), *, frames: int = 12, turned: bool = False) -> bytes:
    """Return a short film, red on the left and green on the right under much noise, with sound and telling words.

    `turned` says that it is to be shown on its side, as phones do that film upright.
    """
    width, height = size
    noise = [PillowImage.effect_noise(size, 90).convert("RGB") for _number in range(2)]
    colours = PillowImage.new("RGB", size, RED)
    colours.paste(GREEN, (width // 2, 0, width, height))
    pictures = [PillowImage.blend(colours, each, 0.3) for each in noise]
    out = io.BytesIO()
    with (
        av.open(out, "w", format="mp4", options={"movflags": "use_metadata_tags"}) as target,
        av.open(io.BytesIO(sound_bytes())) as sound,
    ):
        target.metadata.update(TAGS)
        stream = target.add_stream("libx264", rate=10, options={"preset": "ultrafast", "crf": "10"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        heard = target.add_stream_from_template(sound.streams.audio[0])
        for number in range(frames):
            frame = av.VideoFrame.from_image(pictures[number % 2]).reformat(format="yuv420p")
            frame.pts = number
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
        for packet in sound.demux(sound.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = heard
                target.mux(packet)
    return _on_its_side(out.getvalue(), height) if turned else out.getvalue()


def _on_its_side(made: bytes, height: int) -> bytes:
    at = made.index(b"tkhd") + 4 + 40
    matrix = struct.pack(">9i", 0, 0x10000, 0, -0x10000, 0, 0, height << 16, 0, 0x40000000)
    assert struct.unpack_from(">i", made, at)[0] == 0x10000
    return made[:at] + matrix + made[at + 36 :]


def make_film(*, user: Any = None, content: bytes | None = None, **fields: Any) -> Media:
    """Return a saved video."""
    words = {"title": "film", "transcript": "We walk to the tram.", **fields}
    media = Media(type="video", uploaded_by_user=user, **words)
    media.file = ContentFile(content or film_bytes(), name="film.mp4")
    media.save()
    return media


def a_program(folder: Path, lines: str) -> str:
    """Write a program that does what these lines of sh say, in place of ffmpeg; return where it is."""
    program = folder / "ffmpeg"
    program.write_text(f"#!/bin/sh\n{lines}\n")
    program.chmod(0o700)
    return str(program)


def is_over(pid: int) -> bool:
    """Say whether a process has ended, or does so soon."""
    for _look in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False
