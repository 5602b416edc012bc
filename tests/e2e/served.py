"""What the public gets, looked at byte by byte: no place, no name, nothing of the phone."""

import io
from typing import Any
from urllib.parse import urljoin

import av
from PIL import Image, ImageChops, ImageOps
from playwright.sync_api import BrowserContext, Page

from tests.e2e.steps import PHOTO

# What the two inputs carry, in the bytes of any file: names, words, the phone, and GPS as metadata writes it.
TELLTALES = (
    b"A Named Person",
    b"kitchen at home",
    b"ExamplePhone",
    b"2026:03:14",
    b"Exif\0\0",
    b"+52.4796",
    b"GPS",
    b"\xa9xyz",
)
ADDRESSES = """() => [...document.querySelectorAll("img, source, audio, video, track")].flatMap((element) => {
    const sizes = (element.getAttribute("srcset") || "").split(",").map((one) => one.trim().split(" ")[0]);
    return [element.getAttribute("src"), ...sizes];
}).filter(Boolean)"""


def files_on(page: Page) -> dict[str, bytes]:
    """Download every picture and recording that a page names, in all sizes, by its address; not our own decoration."""
    found = {urljoin(page.url, address) for address in page.evaluate(ADDRESSES) if not address.startswith("/static/")}
    return {address: fetch(page.context, address) for address in sorted(found)}


def fetch(context: BrowserContext, address: str) -> bytes:
    """Return the body at an address that answers 200."""
    answer = context.request.get(address)
    assert answer.status == 200, f"{address} answers {answer.status}"
    return answer.body()


def tells_on(content: bytes) -> list[str]:
    """Return what in a file would tell where somebody was, who they are or what they use."""
    found = [f"{mark!r} in the bytes" for mark in TELLTALES if mark in content]
    return found + (_of_a_picture(content) if is_picture(content) else _of_a_recording(content))


def is_picture(content: bytes) -> bool:
    """Say whether Pillow reads it."""
    try:
        Image.open(io.BytesIO(content)).verify()
    except Exception:
        return False
    return True


def _of_a_picture(content: bytes) -> list[str]:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    kept = {"exif", "comment", "xmp", "XML:com.adobe.xmp", "photoshop", "parameters"} & set(picture.info)
    return [f"EXIF {dict(picture.getexif())}"] * bool(picture.getexif()) + [f"{name} in the picture" for name in kept]


def _of_a_recording(content: bytes) -> list[str]:
    # What every such file says of its own kind tells on nobody.
    of_its_kind = {
        "major_brand",
        "minor_version",
        "compatible_brands",
        "encoder",
        "language",
        "handler_name",
        "vendor_id",
    }
    with av.open(io.BytesIO(content)) as recording:
        tags: dict[str, Any] = dict(recording.metadata)
        for stream in recording.streams:
            tags |= stream.metadata
    return [f"tag {name}={value}" for name, value in tags.items() if name not in of_its_kind]


def is_upright(content: bytes) -> bool:
    """Say whether a served picture shows the photo of the inputs the right way up."""
    served = Image.open(io.BytesIO(content)).convert("L")
    taken = ImageOps.exif_transpose(Image.open(PHOTO)).convert("L")
    if (served.width > served.height) != (taken.width > taken.height):
        return False
    small = (24, 24)
    difference = ImageChops.difference(served.resize(small), taken.resize(small))
    return sum(difference.getdata()) / len(difference.getdata()) < 12
