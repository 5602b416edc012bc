"""Pictures made to do harm, and pictures that tell of somebody."""

import gzip
import io
import struct
import zipfile
import zlib
from functools import partial

import pillow_heif
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from tests.builders import picture_bytes, sound_bytes
from tests.files.hostile import BLUE, HARMLESS, MARK, PLACE, PROGRAM, RED, REFUSED, add, sent

SVG = f'<svg xmlns="http://www.w3.org/2000/svg"><script>{PROGRAM}</script><text>{MARK}</text></svg>'
HTML = f"<!doctype html><title>{MARK}</title><script>{PROGRAM}</script>"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{MARK}</dc:creator><exif:GPS>{PLACE}</exif:GPS></x:xmpmeta>'
UPRIGHT = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
"""How an upright picture is turned so that each EXIF orientation says how to turn it back."""


def drawn(size: tuple[int, int] = (60, 80)) -> Image.Image:
    upright = Image.new("RGB", size, BLUE)
    upright.paste(RED, (0, 0, size[0], size[1] // 2))
    return upright


def exif(orientation: int = 1) -> Image.Exif:
    """A camera's notes with names and a position."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x013B] = notes[0x8298] = notes[0x010F] = notes[0x010E] = MARK
    notes[0x9C9D] = MARK.encode("utf-16-le")
    notes.get_ifd(0x8825).update({1: "N", 2: (52.0, 29.0, 10.0), 3: "W", 4: (1.0, 53.0, 25.0), 27: PLACE.encode()})
    return notes


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def telling_profile() -> bytes:
    """sRGB, with a name in the place of its own, and a private tag that tells of a screen."""
    profile = srgb()
    (count,) = struct.unpack_from(">I", profile, 128)
    shift = 12
    table = b""
    for number in range(count):
        name, start, length = struct.unpack_from(">4sII", profile, 132 + 12 * number)
        table += struct.pack(">4sII", name, start + shift, length)
    body = profile[132 + 12 * count :]
    private = b"text" + bytes(4) + f"{MARK} {PROGRAM}".encode() + b"\0"
    start = len(profile) + shift
    whole = profile[:128] + struct.pack(">I", count + 1) + table + struct.pack(">4sII", b"mmod", start, len(private))
    whole += body + private
    whole = whole.replace("sRGB built-in".encode("utf-16-be"), MARK[:13].encode("utf-16-be"))
    return struct.pack(">I", len(whole)) + whole[4:]


def saved(picture: Image.Image, format: str, **more) -> bytes:
    out = io.BytesIO()
    picture.save(out, format, **more)
    return out.getvalue()


def turned(orientation: int, format: str = "JPEG", **more) -> bytes:
    turn = UPRIGHT[orientation]
    lying = drawn() if turn is None else drawn().transpose(Image.Transpose(turn))
    return saved(lying, format, exif=exif(orientation), icc_profile=srgb(), **more)


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def with_chunks(png: bytes, *chunks: bytes) -> bytes:
    """Put chunks behind the header of a PNG."""
    return png[:33] + b"".join(chunks) + png[33:]


def empty_png(width: int, height: int, *, packed: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed or zlib.compress(b"\0" * 9)) + END


END = chunk(b"IEND", b"")


def archive(name: str = "run.class", body: bytes = PROGRAM.encode()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(name, body)
        packed.writestr(f"{MARK}.txt", PLACE)
    return out.getvalue()


def heif(picture: Image.Image | None = None, **more) -> bytes:
    pillow_heif.register_heif_opener()
    return saved(picture or drawn(), "HEIF", quality=60, **more)


def claims(data: bytes, width: int, height: int) -> bytes:
    """Let a HEIC or AVIF say that it is of another size."""
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", width, height) + data[at + 8 :]


def moving(format: str, frames: int, **more) -> bytes:
    shades = [drawn((40, 40)) if number == 0 else Image.new("RGB", (40, 40), (number % 251, number % 7, 9))
              for number in range(frames)]  # fmt: skip
    return saved(shades[0], format, save_all=True, append_images=shades[1:], duration=20, **more)


# In disguise

for title, name, body in (
    ("SVG named .jpg", "x.jpg", SVG.encode()),
    ("SVG named .png", "x.png", b'<?xml version="1.0"?>\n' + SVG.encode()),
    ("SVG in UTF-16", "x.jpg", SVG.encode("utf-16")),
    ("SVG squeezed", "x.png", gzip.compress(SVG.encode())),
    ("SVG behind a byte order mark", "x.webp", b"\xef\xbb\xbf" + SVG.encode()),
    ("HTML named .jpg", "x.jpg", HTML.encode()),
    ("HTML in UTF-16 named .png", "x.png", HTML.encode("utf-16-le")),
    ("HTML behind the first bytes of a JPEG", "x.jpg", b"\xff\xd8\xff\xe0" + HTML.encode()),
    ("HTML behind the first bytes of a PNG", "x.png", b"\x89PNG\r\n\x1a\n" + HTML.encode()),
    ("a program behind the first bytes of a WebP", "x.webp", b"RIFF\x24\0\0\0WEBPVP8 " + PROGRAM.encode() * 5),
    ("a program that is a GIF too", "x.jpg", b"GIF89a/*" + bytes(200) + f"*/=1;{PROGRAM}".encode()),
    ("PostScript named .jpg", "x.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n"),
    ("PDF named .jpg", "x.jpg", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>"),
    ("an archive named .jpg", "x.jpg", archive()),
    ("a Word file named .png", "x.png", archive("word/document.xml")),
    ("a program for Windows named .jpg", "x.jpg", b"MZ\x90\0" + bytes(120) + b"PE\0\0"),
    ("a shell script named .jpg", "x.jpg", b"#!/bin/sh\nrm -rf /\n"),
    ("a picture file with nothing in it", "x.jpg", b""),
    ("a picture of null bytes", "x.png", bytes(5000)),
    ("words named .heic", "x.heic", b"Dear all, this is a story."),
):
    add(title, "picture", name, REFUSED, lambda body=body: body)

add("a sound named .jpg", "picture", "x.jpg", REFUSED, partial(sound_bytes, "mp4"))
add("a GIF of 3000 pictures", "picture", "x.jpg", REFUSED, partial(moving, "GIF", 3000))
add("a TIFF", "picture", "x.jpg", REFUSED, lambda: saved(drawn(), "TIFF"))
add("a TIFF of 400 pictures", "picture", "x.png", REFUSED, partial(moving, "TIFF", 400))
add("a BMP", "picture", "x.jpg", REFUSED, lambda: saved(drawn(), "BMP"))
add("an icon", "picture", "x.png", REFUSED, lambda: saved(drawn((32, 32)), "ICO"))
add("a JPEG 2000", "picture", "x.jpg", REFUSED, lambda: saved(drawn(), "JPEG2000"))


# Two files in one

add("an archive behind a JPEG", "picture", "x.jpg", HARMLESS, lambda: turned(1) + archive(), upright=True)
add("HTML behind a JPEG", "picture", "x.html.jpg", HARMLESS, lambda: turned(1) + HTML.encode(), upright=True)
add("an archive behind a PNG", "picture", "x.png", HARMLESS, lambda: turned(1, "PNG") + archive(), upright=True)
add("HTML behind a WebP", "picture", "x.webp", HARMLESS, lambda: saved(drawn(), "WEBP") + HTML.encode(), upright=True)
add("an archive behind a HEIC", "picture", "x.heic", HARMLESS, lambda: heif() + archive(), upright=True)


@sent("a program in the comment of a JPEG", "picture", "x.jpg", HARMLESS, upright=True)
def program_in_comment() -> bytes:
    return with_segments(turned(1), segment(0xFE, f"*/{PROGRAM}/*{HTML}".encode()))


@sent("a program in a JPEG's first segment", "picture", "x.js", HARMLESS, upright=True)
def program_in_first_segment() -> bytes:
    jpeg = turned(1)
    body = b"JFIF\0\1\1\0\0\1\0\1\0\0"
    body += bytes(0x2F2A - 2 - len(body) - 40) + f"*/={PROGRAM};/*".encode().ljust(40)
    return jpeg[:2] + b"\xff\xe0\x2f\x2a" + body + jpeg[20:]


@sent("a PDF inside a PNG", "picture", "x.png", HARMLESS, upright=True)
def pdf_inside_png() -> bytes:
    return with_chunks(saved(drawn(), "PNG"), chunk(b"tEXt", b"x\0%PDF-1.7\n" + PROGRAM.encode()))


# Made to burst

add("a PNG that claims 60000 by 60000", "picture", "x.png", REFUSED, partial(empty_png, 60000, 60000))
add("a PNG that claims 2147483647 by 1", "picture", "x.png", REFUSED, partial(empty_png, 2**31 - 1, 1))
add("a PNG of no width", "picture", "x.png", REFUSED, partial(empty_png, 0, 10))
add("a black PNG of 144 million pixels", "picture", "x.png", REFUSED,
    lambda: saved(Image.new("1", (12_000, 12_000)), "PNG"))  # fmt: skip
add("a HEIC that claims 60000 by 60000", "picture", "x.heic", REFUSED, lambda: claims(heif(), 60000, 60000))
add("an AVIF that claims 60000 by 60000", "picture", "x.avif", REFUSED,
    lambda: claims(saved(drawn(), "AVIF"), 60000, 60000))  # fmt: skip
add("a WebP of 3000 pictures", "picture", "x.webp", HARMLESS, partial(moving, "WEBP", 3000, quality=5, method=0),
    upright=True)  # fmt: skip
add("a PNG of 1000 pictures", "picture", "x.png", HARMLESS, partial(moving, "PNG", 1000), upright=True)
add("an AVIF of 120 pictures", "picture", "x.avif", HARMLESS, partial(moving, "AVIF", 120, speed=10), upright=True)


@sent("a JPEG that claims 65500 by 65500", "picture", "x.jpg", REFUSED)
def claiming_jpeg() -> bytes:
    jpeg = picture_bytes()
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", 65500, 65500) + jpeg[at + 4 :]


@sent("a WebP that claims 16000 by 16000", "picture", "x.webp", REFUSED)
def claiming_webp() -> bytes:
    webp = saved(drawn(), "WEBP", lossless=False)
    at = webp.index(b"\x9d\x01\x2a") + 3
    return webp[:at] + struct.pack("<HH", 16000, 16000) + webp[at + 4 :]


BURSTING = zlib.compress(bytes(50_000_000), 9)
for kind, lead in (
    (b"zTXt", b"Comment\0\0"),
    (b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0"),
    (b"iCCP", b"icc\0\0"),
):
    add(f"a PNG whose {kind.decode()} bursts", "picture", "x.png", REFUSED,
        lambda kind=kind, lead=lead: with_chunks(saved(drawn(), "PNG"), chunk(kind, lead + BURSTING)))  # fmt: skip
add("a PNG whose pixels burst", "picture", "x.png", HARMLESS, lambda: empty_png(10, 10, packed=BURSTING))
add("a PNG of 200000 pieces", "picture", "x.png", HARMLESS,
    lambda: with_chunks(saved(drawn(), "PNG"), chunk(b"tEXt", b"a\0b") * 200_000))  # fmt: skip


# Who and where

for number in UPRIGHT:
    add(f"a JPEG turned {number} with its camera's notes", "picture", f"IMG {MARK}.jpg", HARMLESS,
        partial(turned, number, xmp=XMP.encode(), comment=MARK.encode()), upright=True, profile=True)  # fmt: skip
add("a WebP with its camera's notes", "picture", "x.webp", HARMLESS, partial(turned, 6, "WEBP", xmp=XMP.encode()),
    upright=True, profile=True)  # fmt: skip
add("an AVIF with its camera's notes", "picture", "x.avif", HARMLESS, partial(turned, 1, "AVIF", xmp=XMP.encode()),
    upright=True, profile=True)  # fmt: skip
add("a HEIC with its camera's notes", "picture", "x.heic", HARMLESS,
    lambda: heif(exif=exif(), xmp=XMP.encode(), icc_profile=srgb()), upright=True, profile=True)  # fmt: skip
for format, name in (("JPEG", "x.jpg"), ("PNG", "x.png"), ("WEBP", "x.webp")):
    add(f"a {format} whose colour profile tells of a screen", "picture", name, HARMLESS,
        lambda format=format: saved(drawn(), format, icc_profile=telling_profile()),
        upright=True, profile=True)  # fmt: skip
add("a JPEG whose colour profile is HTML", "picture", "x.jpg", HARMLESS,
    lambda: saved(drawn(), "JPEG", icc_profile=HTML.encode()), upright=True)  # fmt: skip


@sent("a PNG with every kind of words", "picture", "x.png", HARMLESS, upright=True, profile=True)
def telling_png() -> bytes:
    words = PngInfo()
    words.add_text("Author", f"{MARK} {PLACE}")
    words.add_text("Comment", f"{MARK} {PLACE}", zip=True)
    words.add_itxt("XML:com.adobe.xmp", XMP)
    words.add_itxt("Title", MARK, lang="ur", tkey=MARK, zip=True)
    png = turned(6, "PNG", pnginfo=words)
    own = chunk(b"qzAm", f"{MARK}{PROGRAM}".encode()) + chunk(b"tIME", b"\x07\xea\1\1\1\1\1")
    return with_chunks(png, own)


@sent("a JPEG with a segment of every number", "picture", "x.jpg", HARMLESS, upright=True)
def telling_jpeg() -> bytes:
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0" + struct.pack(">I", 40) + b"\x1c\x02\x50\0\x20" + MARK.encode()
    segments = [
        segment(0xED, iptc),
        segment(0xE0, b"JFXX\0\x10" + saved(Image.new("RGB", (8, 8)), "JPEG", exif=exif())),
    ]
    segments += [segment(0xE0 + number, f"{MARK}{PLACE}{number}".encode()) for number in range(3, 14)]
    segments += [segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + XMP.encode()) for _number in range(20)]
    return with_segments(turned(6), *segments)


@sent("a JPEG with a small copy in its notes", "picture", "x.jpg", HARMLESS, upright=True)
def thumbnail() -> bytes:
    small = with_segments(saved(drawn((16, 16)), "JPEG"), segment(0xFE, MARK.encode()))
    ifd0 = struct.pack("<HHHII", 1, 0x0112, 3, 1, 1) + struct.pack("<I", 26)
    ifd1 = struct.pack("<HHHIIHHII", 2, 0x0201, 4, 1, 56, 0x0202, 4, 1, len(small)) + struct.pack("<I", 0)
    body = b"Exif\0\0II*\0\x08\0\0\0" + ifd0 + ifd1 + small
    return with_segments(saved(drawn(), "JPEG"), segment(0xE1, body))


@sent("a JPEG with a second picture behind it", "picture", "x.jpg", HARMLESS, upright=True)
def second_picture() -> bytes:
    second = with_segments(picture_bytes(BLUE), segment(0xFE, MARK.encode()))
    return saved(drawn(), "MPO", save_all=True, append_images=[Image.open(io.BytesIO(second))], exif=exif()) + second


QUICK: dict[str, dict[str, int]] = {"PNG": {"compress_level": 1}, "WEBP": {"method": 0}, "AVIF": {"speed": 10}}

# As big as may be, which is more than a phone makes

for format, mode, size in (
    ("JPEG", "RGB", (8600, 6900)),
    ("JPEG", "CMYK", (7000, 5600)),
    ("PNG", "RGBA", (8600, 6900)),
    ("WEBP", "RGBA", (6200, 5100)),
    ("HEIF", "RGB", (8600, 6900)),
    ("AVIF", "RGB", (8600, 6900)),
):
    add(f"a {format} in {mode} of all the pixels that may be", "picture", "x.jpg", HARMLESS, heavy=True,
        make=lambda format=format, mode=mode, size=size: saved(
            drawn(size).convert(mode), format, exif=exif(1 if format == "HEIF" else 6), quality=20,
            **QUICK.get(format, {})))  # fmt: skip


# Cut short, and lying about lengths

for format, name in (("JPEG", "x.jpg"), ("PNG", "x.png"), ("WEBP", "x.webp"), ("AVIF", "x.avif")):
    add(f"a {format} cut short", "picture", name, REFUSED,
        lambda format=format: saved(Image.effect_noise((200, 200), 80).convert("RGB"), format)[:1500])  # fmt: skip
add("a HEIC cut short", "picture", "x.heic", REFUSED, lambda: heif()[:-200])
add("a HEIC without its pixels", "picture", "x.heic", REFUSED, lambda: heif()[:400])
add("a JPEG whose segment never ends", "picture", "x.jpg", REFUSED,
    lambda: b"\xff\xd8\xff\xe1\xff\xff" + MARK.encode())  # fmt: skip
add("a PNG whose piece claims two gigabytes", "picture", "x.png", REFUSED,
    lambda: with_chunks(saved(drawn(), "PNG"), struct.pack(">I", 2**31 - 1) + b"tEXt" + MARK.encode()))  # fmt: skip
add("a WebP that claims four gigabytes", "picture", "x.webp", REFUSED,
    lambda: (lambda webp: webp[:4] + b"\xff\xff\xff\xfe" + webp[8:])(saved(drawn(), "WEBP")))  # fmt: skip
add("a WebP that claims to be empty", "picture", "x.webp", REFUSED,
    lambda: (lambda webp: webp[:4] + bytes(4) + webp[8:])(saved(drawn(), "WEBP")))  # fmt: skip
