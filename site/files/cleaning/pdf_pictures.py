"""Photos inside PDFs: the picture data as it is, without the places and names that a phone wrote beside it."""

import struct
from typing import Any

from pypdf.generic import ArrayObject, EncodedStreamObject, NameObject, NullObject

# Sizes and colours (APP0), and how the colours are mixed (APP14); the other thirteen tell of the phone.
KEPT_SEGMENTS = {0xE0, 0xEE}
COMMENT = 0xFE
KEPT_BOXES = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}


def strip_picture(picture: Any) -> None:
    """Take the metadata out of the bytes of a picture in a PDF. Raises ValueError where they cannot be read."""
    names = filters_of(picture)
    if not names or names[-1] not in ("/DCTDecode", "/DCT", "/JPXDecode"):
        if {"/DCTDecode", "/DCT", "/JPXDecode"} & set(names):
            raise ValueError("packed the wrong way round")
        return
    data = _unwrapped(picture, names[:-1])
    picture._data = bare_jpeg2000(data) if names[-1] == "/JPXDecode" else bare_jpeg(data)
    picture[NameObject("/Filter")] = names[-1]
    parameters = picture.pop("/DecodeParms", None)
    if parameters is not None:
        parameters = parameters.get_object()
        last = parameters[-1].get_object() if isinstance(parameters, ArrayObject) and parameters else parameters
        if not isinstance(last, ArrayObject | NullObject):
            picture[NameObject("/DecodeParms")] = last


def filters_of(stream: Any) -> list[Any]:
    """Return the names of what a stream is packed in, the outermost first."""
    filters = stream.get("/Filter")
    filters = filters.get_object() if filters is not None else ArrayObject()
    return [name.get_object() for name in filters] if isinstance(filters, ArrayObject) else [filters]


def _unwrapped(picture: Any, filters: list[Any]) -> bytes:
    """Return the JPEG inside what it is packed in."""
    if not filters:
        return picture._data
    packed = EncodedStreamObject()
    packed._data = picture._data
    packed[NameObject("/Filter")] = ArrayObject(filters)
    return packed.get_data()


def bare_jpeg(data: bytes) -> bytes:
    """Return a JPEG with the same pixels, without comments, EXIF and whatever follows its end."""
    if data[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    kept, at = [data[:2]], 2
    while at < len(data):
        if data[at] != 0xFF:
            raise ValueError("no marker where one should be")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            return b"".join([*kept, data[at : at + 2]])
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if marker == 0xDA:
            end = _end_of_scan(data, end)
        if marker != COMMENT and not (0xE0 <= marker <= 0xEF and marker not in KEPT_SEGMENTS):
            kept.append(data[at:end])
        at = end
    raise ValueError("cut short")


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the next marker after the packed pixels stands."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise ValueError("cut short")
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def bare_jpeg2000(data: bytes) -> bytes:
    """Return a JPEG 2000 picture with the boxes that draw it, and no others."""
    if data[:2] == b"\xff\x4f":
        return data
    kept, at = [], 0
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, at + 8)
        end = at + length if length else len(data)
        if end <= at or end > len(data):
            raise ValueError("a box that does not end")
        if kind in KEPT_BOXES:
            kept.append(data[at:end])
        at = end
    return b"".join(kept)
