"""Recordings made to do harm, and recordings that tell of somebody."""

import io
import struct
from fractions import Fraction
from functools import partial
from typing import Any

import av

from tests.builders import picture_bytes, sound_bytes
from tests.files.hostile import HARMLESS, MARK, PLACE, PROGRAM, REFUSED, add, sent
from tests.files.hostile_pictures import HTML, SVG, archive, drawn, exif, saved, segment, turned, with_segments

TAGS = {
    "title": MARK, "artist": MARK, "comment": f"{MARK} {PROGRAM}", "location": PLACE, "lyrics": MARK,
    "com.apple.quicktime.location.ISO6709": PLACE, "com.apple.quicktime.author": MARK,
}  # fmt: skip


def film(container: str = "mp4", codec: str = "libx264", *, sound: bool = False, frames: int = 6, **more: Any) -> bytes:
    """Return a short film full of names."""
    out = io.BytesIO()
    options = {"movflags": "use_metadata_tags"} if container in ("mp4", "mov") else {}
    with av.open(out, "w", format=container, options=options) as target:
        target.metadata.update(TAGS)
        stream = target.add_stream(codec, rate=10, options=more.pop("options", {}))
        stream.width, stream.height, stream.pix_fmt = 64, 48, more.pop("pix_fmt", "yuv420p")
        stream.metadata.update({"handler_name": MARK, "title": MARK})
        for extra in more.values():
            extra(target)
        for _number in range(frames):
            target.mux(stream.encode(av.VideoFrame(64, 48, stream.pix_fmt)))
        target.mux(stream.encode(None))
    return out.getvalue()


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def id3(*frames: bytes) -> bytes:
    body = b"".join(frames)
    size = bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\0\0" + size + body


def id3_frame(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack(">I", len(body)) + b"\0\0" + body


def ape() -> bytes:
    """A tag as some programs put it behind an MP3."""
    item = struct.pack("<II", len(MARK), 0) + b"Artist\0" + MARK.encode()
    head = struct.pack("<8sIIII8x", b"APETAGEX", 2000, len(item) + 32, 1, 0xA0000000)
    foot = struct.pack("<8sIIII8x", b"APETAGEX", 2000, len(item) + 32, 1, 0x80000000)
    return head + item + foot


def id3v1() -> bytes:
    return b"TAG" + MARK.encode().ljust(30, b"\0") * 3 + b"2026" + MARK.encode().ljust(30, b"\0") + b"\0"


# In disguise

for title, door, name, body in (
    ("HTML named .mp3", "audio", "x.mp3", HTML.encode()),
    ("HTML in UTF-16 named .mp4", "video", "x.mp4", HTML.encode("utf-16")),
    ("SVG named .mp4", "video", "x.mp4", SVG.encode()),
    ("a playlist named .mp3", "audio", "x.mp3",
     b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n/etc/passwd\n#EXT-X-ENDLIST\n"),
    ("a list of other files named .mp4", "video", "x.mp4", b"ffconcat version 1.0\nfile /etc/passwd\n"),
    ("a stream description", "video", "x.mp4", b"<?xml version='1.0'?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>"),
    ("a session description", "audio", "x.mp3", b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=audio 9 RTP/AVP 0\r\n"),
    ("subtitles named .mp4", "video", "x.mp4", f"WEBVTT\n\n00:00.000 --> 00:01.000\n{MARK}\n".encode()),
    ("a recording with nothing in it", "audio", "x.m4a", b""),
    ("a recording of null bytes", "audio", "x.mp3", bytes(20_000)),
    ("HTML behind the first bytes of an MP3", "audio", "x.mp3", b"\xff\xfb\x90\x64" + HTML.encode()),
    ("HTML behind the first bytes of an MP4", "video", "x.mp4", box(b"ftyp", b"isom\0\0\2\0isom") + HTML.encode()),
    ("an archive named .mp4", "video", "x.mp4", archive()),
):  # fmt: skip
    add(title, door, name, REFUSED, lambda body=body: body)
add("a photo named .mp4", "video", "x.mp4", REFUSED, picture_bytes)
add("a sound sent as a film", "video", "x.mp4", REFUSED, partial(sound_bytes, "mp4"))
add("a GIF named .mp4", "video", "x.mp4", REFUSED, lambda: film("gif", "gif", pix_fmt="rgb8"))
add("an AVI", "video", "x.mp4", REFUSED, lambda: film("avi", "mpeg4"))
add("a film that no browser plays", "video", "x.mov", REFUSED, lambda: film("mov", "mpeg4"))
add("a film of photos with notes", "video", "x.mov", REFUSED, lambda: film("mov", "mjpeg", pix_fmt="yuvj420p"))


# Two files in one

add("an archive behind an MP4", "video", "x.mp4", HARMLESS, lambda: film() + archive())
add("HTML behind an M4A", "audio", "x.m4a", HARMLESS, lambda: sound_bytes("mp4", TAGS) + HTML.encode())
add("a program in a free box of an MP4", "video", "x.mp4", HARMLESS,
    lambda: (lambda made: made[:32] + made[32:] + box(b"free", PROGRAM.encode(), MARK.encode()))(film()))  # fmt: skip
add("HTML behind an MP3", "audio", "x.mp3", "either", lambda: sound_bytes("mp3", TAGS) + HTML.encode())
add("HTML before an MP3", "audio", "x.mp3", "either", lambda: HTML.encode() + sound_bytes("mp3", TAGS))
add("HTML behind an OGG", "audio", "x.ogg", "either", lambda: sound_bytes("ogg", TAGS) + HTML.encode())
add("an archive behind a WebM", "video", "x.webm", "either", lambda: film("webm", "libvpx") + archive())


# Who and where

for container, name in (("mp4", "x.m4a"), ("mov", "x.m4a"), ("mp3", "x.mp3"), ("ogg", "x.ogg"), ("webm", "x.webm")):
    add(f"a sound in {container} with names and a place", "audio", name, HARMLESS,
        partial(sound_bytes, container, TAGS))  # fmt: skip
for container, codec in (("mp4", "libx264"), ("mov", "libx264"), ("mp4", "libx265"), ("mov", "libx265"),
                         ("webm", "libvpx"), ("webm", "libvpx-vp9"), ("mp4", "libsvtav1")):  # fmt: skip
    add(f"a film by {codec} in {container} with names and a place", "video", f"x.{container}", HARMLESS,
        partial(film, container, codec))  # fmt: skip


@sent("an MP3 with tags of every age", "audio", "x.mp3", HARMLESS)
def telling_mp3() -> bytes:
    cover = with_segments(turned(1), segment(0xFE, MARK.encode()))
    frames = (
        id3_frame(b"TPE1", b"\1" + MARK.encode("utf-16")),
        id3_frame(b"COMM", b"\0eng\0" + f"{MARK} {PLACE}".encode()),
        id3_frame(b"APIC", b"\0image/jpeg\0\3\0" + cover),
        id3_frame(b"PRIV", f"{MARK}\0{PROGRAM}".encode()),
        id3_frame(b"GEOB", b"\0text/html\0x\0x\0" + HTML.encode()),
    )
    return id3(*frames) + sound_bytes("mp3", TAGS) + ape() + id3v1()


@sent("an M4A with a cover", "audio", "x.m4a", HARMLESS)
def m4a_with_cover() -> bytes:
    made = sound_bytes("mp4", TAGS)
    cover = with_segments(saved(drawn(), "JPEG", exif=exif()), segment(0xFE, MARK.encode()))
    data = box(b"data", struct.pack(">II", 13, 0), cover)
    meta = box(b"meta", bytes(4), box(b"hdlr", bytes(8), b"mdirappl", bytes(10)), box(b"ilst", box(b"covr", data)))
    return in_moov(made, box(b"udta", meta))


def in_moov(made: bytes, more: bytes) -> bytes:
    """Put a box at the end of the last `moov`, which stands at the end of the file."""
    at = made.rindex(b"moov") - 4
    (size,) = struct.unpack_from(">I", made, at)
    assert at + size == len(made)
    return made[:at] + struct.pack(">I", size + len(more)) + made[at + 4 :] + more


@sent("an MP4 with a place in its old words", "video", "x.mov", HARMLESS)
def place_in_udta() -> bytes:
    words = PLACE.encode()
    xyz = box(b"\xa9xyz", struct.pack(">HH", len(words), 0x15C7), words)
    name = box(b"\xa9nam", struct.pack(">HH", len(MARK), 0), MARK.encode())
    uuid = box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac"), MARK.encode())
    return in_moov(film(), box(b"udta", xyz, name, box(b"auth", bytes(6), MARK.encode())) + uuid)


@sent("an MP4 with a track of places", "video", "x.mp4", HARMLESS)
def timed_places() -> bytes:
    """As action cameras write them: a track of its own, by the name of `gpmd`."""
    out = io.BytesIO()
    with av.open(out, "w", format="mov") as target:
        stream = target.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        places = target.add_mux_stream("mov_text")
        for _number in range(6):
            target.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
        for number in range(4):
            words = f"{PLACE} {MARK} {number}".encode()
            packet = av.Packet(struct.pack(">H", len(words)) + words)
            packet.stream, packet.time_base = places, Fraction(1, 10)
            packet.pts = packet.dts = number
            packet.duration = 1
            target.mux(packet)
        target.mux(stream.encode(None))
    made = out.getvalue()
    assert MARK.encode() in made
    return made.replace(b"tx3g", b"gpmd").replace(b"sbtl", b"meta")


@sent("a film with chapters", "video", "x.mp4", HARMLESS)
def chapters() -> bytes:
    def named(target: Any) -> None:
        target.set_chapters([
            {"id": number, "start": number * 2, "end": number * 2 + 2, "time_base": Fraction(1, 10),
             "metadata": {"title": f"{MARK} {PLACE}"}}
            for number in range(3)
        ])  # fmt: skip

    return film(chapters=named)


@sent("a WebM with an attachment and chapters", "video", "x.webm", HARMLESS)
def attachment() -> bytes:
    def attach(target: Any) -> None:
        target.add_attachment(f"{MARK}.txt", "text/plain", f"{PLACE} {PROGRAM}".encode())

    return film("matroska", "libvpx", attach=attach)


@sent("a film with words among its pictures", "video", "x.mp4", HARMLESS)
def words_in_packets() -> bytes:
    """A message for nobody, as programs write their settings and some cameras a position."""
    made = film(options={"x264-params": "info=1"})
    at = made.index(b"x264 - core")
    assert len(made) > at + 60
    words = f"{MARK} {PLACE}".encode().ljust(60)
    return made[:at] + words + made[at + 60 :]


@sent("a HEVC film with words in its setup", "video", "x.mp4", HARMLESS)
def words_in_setup() -> bytes:
    made = film("mp4", "libx265")
    at = made.index(b"x265 (build")
    return made[:at] + f"{MARK} {PLACE}".encode().ljust(60) + made[at + 60 :]


def vorbis(container: str) -> bytes:
    """Return a sound whose comments stand in what its decoder is told."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as target:
        target.metadata.update(TAGS)
        stream = target.add_stream("vorbis", rate=44_100, layout="stereo", options={"strict": "experimental"})
        for number in range(30):
            frame = av.AudioFrame(format="fltp", layout="stereo", samples=64)
            for plane in frame.planes:
                plane.update(bytes(plane.buffer_size))
            frame.sample_rate, frame.pts = 44_100, number * 64
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    made = out.getvalue()
    at = made.index(b"\x03vorbis") + 11
    (length,) = struct.unpack_from("<I", made, at - 4)
    return made[:at] + MARK.encode()[:length].ljust(length) + made[at + length :]


add("a WebM whose sound is set up with names", "audio", "x.webm", HARMLESS, partial(vorbis, "webm"))


@sent("a film that lies on its side", "video", "x.mp4", HARMLESS, shows=("turned",))
def lying_film() -> bytes:
    made = film()
    at = made.index(b"tkhd") + 4 + 40
    matrix = struct.pack(">9i", 0, 0x10000, 0, -0x10000, 0, 0, 48 << 16, 0, 0x40000000)
    assert struct.unpack_from(">i", made, at)[0] == 0x10000
    return made[:at] + matrix + made[at + 36 :]


# Cut short, and lying about lengths


def half(made: bytes) -> bytes:
    return made[: len(made) // 2]


add("an MP4 without its end", "video", "x.mp4", REFUSED, lambda: half(film()))
add("a WebM without its end", "video", "x.webm", "either", lambda: half(film("webm", "libvpx")))
add("an M4A without its end", "audio", "x.m4a", REFUSED, lambda: sound_bytes("mp4")[:300])
add("an OGG without its end", "audio", "x.ogg", "either", lambda: sound_bytes("ogg", TAGS)[:400])
add("an MP3 of nothing but tags", "audio", "x.mp3", REFUSED, lambda: id3(id3_frame(b"TPE1", b"\0" + MARK.encode())))
add("an MP3 whose tag claims 256 MB", "audio", "x.mp3", REFUSED,
    lambda: b"ID3\x03\0\0\x7f\x7f\x7f\x7f" + MARK.encode())  # fmt: skip


def lying(kind: bytes, size: int) -> bytes:
    made = film()
    at = made.index(kind) - 4
    return made[:at] + struct.pack(">I", size) + made[at + 4 :]


add("an MP4 whose index claims four gigabytes", "video", "x.mp4", "either", lambda: lying(b"moov", 2**32 - 1))
add("an MP4 whose box is smaller than its name", "video", "x.mp4", "either", lambda: lying(b"mdat", 3))


def patched(kind: bytes, *values: int) -> bytes:
    """Let a table of an MP4 hold other numbers; they stand behind its version."""
    made = film()
    at = made.index(kind) + 8
    return made[:at] + struct.pack(f">{len(values)}I", *values) + made[at + 4 * len(values) :]


add("an MP4 that claims a billion pictures", "video", "x.mp4", "either", partial(patched, b"stsz", 1000, 2**30))
add("an MP4 whose table claims four billion lines", "video", "x.mp4", "either", partial(patched, b"stts", 2**32 - 1))
add("an MP4 that claims to last for years", "video", "x.mp4", REFUSED, partial(patched, b"stts", 1, 6, 2**30))


@sent("an MP4 that shows the same bytes a million times", "video", "x.mp4", REFUSED)
def same_bytes() -> bytes:
    """Six million bytes of tables that name the same megabyte again and again would fill the disk."""
    made = film(frames=400, options={"x264-params": "keyint=1"})
    at = made.index(b"stsz") - 4
    (size,) = struct.unpack_from(">I", made, at)
    (count,) = struct.unpack_from(">I", made, at + 16)
    sizes = b"".join(struct.pack(">I", 60_000) for _number in range(count))
    padding = box(b"free", bytes(100_000))
    return made[: at + 20] + sizes + made[at + 20 + 4 * count :] + padding if size else made
