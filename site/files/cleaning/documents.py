"""PDFs are written anew with what stands on their pages, and nothing that acts, calls out or tells of somebody."""

import io
import zlib
from typing import Any, BinaryIO

import pypdf
from django.conf import settings
from django.utils.translation import gettext as _
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from files.cleaning.pdf_pictures import filters_of, strip_picture
from files.cleaning.safety import CleanFile, UnsafeFile, refuse_over, stem

MAX_PAGES = 500
MAX_OBJECTS = 100_000
MAX_UNPACKED = 50_000_000
MAX_STREAM = 100_000_000
MAX_STREAMS = 1_000_000_000
PIECE = 1024 * 1024
SQUEEZED = {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 25_000_000,
    "lzw_maximum_output_length": 25_000_000,
    "run_length_maximum_output_length": 25_000_000,
    "array_based_stream_maximum_output_length": 25_000_000,
    "stream_decoding_work_maximum_length": 60_000_000,
    "stream_filters_maximum_length": 4,
    "page_tree_maximum_entries": 5_000,
    "page_tree_maximum_page_entries": 50_000,
    "disable_legacy_handling": True,
}
PAGE_KEYS = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Contents",
    "/Rotate", "/Group", "/Annots", "/UserUnit",
}  # fmt: skip
PICTURE_KEYS = {
    "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask", "/Mask",
    "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Length", "/Filter", "/DecodeParms", "/OC", "/Name", "/Matte",
}  # fmt: skip
FORM_KEYS = {
    "/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/OC", "/Length", "/Filter",
    "/DecodeParms", "/Name",
}  # fmt: skip
# Marks on a page: those that are only drawn, and links to the web. Notes, attachments, films and the rest go.
MARKS = {
    "/Link", "/Widget", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Square", "/Circle",
    "/Line", "/Polygon", "/PolyLine", "/Ink", "/Stamp",
}  # fmt: skip
MARK_KEYS = {
    "/Type", "/Subtype", "/Rect", "/AP", "/AS", "/F", "/Border", "/BS", "/C", "/IC", "/CA", "/QuadPoints", "/InkList",
    "/Vertices", "/L", "/LE", "/H", "/OC", "/A",
}  # fmt: skip
# Nowhere in a document: what runs, what is carried along, and what tells who made it.
NEVER = {
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/AF", "/EF", "/EmbeddedFiles", "/XFA", "/Metadata", "/PieceInfo",
    "/LastModified", "/OPI", "/Alternates", "/Thumb", "/SpiderInfo", "/RichMediaContent", "/RichMediaSettings",
    "/ID", "/Author", "/Creator", "/Producer", "/CreationDate", "/ModDate",
}  # fmt: skip
# A stream whose bytes lie in another file.
ELSEWHERE = {"/F", "/FFilter", "/FDecodeParms"}
WEB = ("http://", "https://", "mailto:")
UNREADABLE = (
    pypdf.errors.PyPdfError,
    ValueError,
    OSError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    MemoryError,
    NotImplementedError,
)


def clean_document(file: BinaryIO, name: str) -> CleanFile:
    """Return a PDF without its author, programs, attachments and other metadata. Raises UnsafeFile for all else."""
    refuse_over(
        file,
        settings.DOCUMENT_MAX_UPLOAD_SIZE,
        _("This document is too big to send. Nothing was lost: please choose one under 20 MB."),
    )
    try:
        with pypdf.apply_configuration(**LIMITS):
            return CleanFile(_written_anew(pypdf.PdfReader(file)), name=f"{stem(name)}.pdf")
    except UnsafeFile:
        raise
    except UNREADABLE:
        raise UnsafeFile(_("We could not open this as a PDF. Please choose a PDF file."))


def _written_anew(reader: pypdf.PdfReader) -> bytes:
    if reader.is_encrypted:
        raise UnsafeFile(_("This PDF is locked with a password. Please send one that is not."))
    _refuse_if_it_bursts(reader)
    pages = list(reader.pages)
    if not pages:
        raise ValueError("no pages")
    if len(pages) > MAX_PAGES:
        raise UnsafeFile(_("This PDF has too many pages. Please send it in parts of up to 500 pages."))
    _strip(pages)
    writer = pypdf.PdfWriter()
    for page in pages:
        writer.add_page(page)
    _keep_hidden_layers_hidden(reader, writer)
    writer.metadata = None
    writer.xmp_metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _refuse_if_it_bursts(reader: pypdf.PdfReader) -> None:
    """Count what the packed parts of the document come to, before all of them are unpacked."""
    unpacked = 0
    for number in {stream for stream, _place in reader.xref_objStm.values()}:
        packed: Any = reader.get_object(number)
        unpacked += len(packed.get_data())
        if unpacked > MAX_UNPACKED:
            raise ValueError("too much packed into it")


def _keep_hidden_layers_hidden(reader: pypdf.PdfReader, writer: pypdf.PdfWriter) -> None:
    layers = reader.root_object.get("/OCProperties")
    if layers is not None:
        layers = layers.get_object()
        _strip([layers])
        writer.root_object[NameObject("/OCProperties")] = layers.clone(writer)


class _Room:
    """How much may come out of all streams together, so that no phone that opens the document chokes on it."""

    def __init__(self) -> None:
        self.left = MAX_STREAMS

    def count(self, stream: Any) -> None:
        """Unpack a stream piece by piece, keeping nothing. Raises ValueError where it bursts."""
        if stream.get("/Subtype") == "/Image":
            if int(stream["/Width"]) * int(stream["/Height"]) > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise ValueError("a picture with too many pixels")
        squeezed = [name for name in filters_of(stream) if name in SQUEEZED]
        if len(squeezed) > 1:
            raise ValueError("squeezed more than once")
        if filters_of(stream)[:1] not in (["/FlateDecode"], ["/Fl"]):
            return
        unpacking, data, size = zlib.decompressobj(), stream._data, 0
        while data and not unpacking.eof:
            try:
                size += len(unpacking.decompress(data, PIECE))
            except zlib.error:
                break
            data = unpacking.unconsumed_tail
            if size > min(MAX_STREAM, self.left):
                raise ValueError("it bursts")
        self.left -= size


def _strip(roots: list[Any]) -> None:
    """Take out of everything that can be reached from `roots` what has no place in a document of ours."""
    waiting, seen, room = list(roots), set(), _Room()
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            found = found.get_object()
        if id(found) in seen or not isinstance(found, DictionaryObject | ArrayObject):
            continue
        seen.add(id(found))
        if len(seen) > MAX_OBJECTS:
            raise ValueError("too many objects")
        if isinstance(found, StreamObject):
            room.count(found)
        if isinstance(found, DictionaryObject):
            _strip_one(found)
            waiting.extend(value for key, value in found.items() if key not in ("/Parent", "/P"))
        else:
            waiting.extend(found)


def _strip_one(found: DictionaryObject) -> None:
    _keep_only(found, set(found) - NEVER)
    kind = found.get("/Subtype")
    if found.get("/Type") == "/Page":
        _keep_only(found, PAGE_KEYS)
        _keep_marks(found)
    elif found.get("/Type") == "/OCG":
        _keep_only(found, {"/Type", "/Name"})
        found[NameObject("/Name")] = pypdf.generic.TextStringObject("layer")
    if isinstance(found, StreamObject):
        _keep_only(found, set(found) - ELSEWHERE)
        if kind == "/Image":
            _keep_only(found, PICTURE_KEYS)
            strip_picture(found)
        elif kind == "/Form":
            _keep_only(found, FORM_KEYS)
        elif kind == "/PS":
            raise ValueError("a program in the place of a picture")


def _keep_only(found: DictionaryObject, keys: set[str]) -> None:
    for key in set(found) - keys:
        del found[key]


def _keep_marks(page: DictionaryObject) -> None:
    marks = page.get("/Annots")
    marks = marks.get_object() if marks is not None else None
    kept = ArrayObject()
    for mark in marks if isinstance(marks, ArrayObject) else ():
        plain: Any = mark.get_object()
        if not isinstance(plain, DictionaryObject) or plain.get("/Subtype") not in MARKS:
            continue
        _keep_only(plain, MARK_KEYS)
        _keep_only_web_links(plain)
        kept.append(mark)
    _keep_only(page, set(page) - {"/Annots"})
    if kept:
        page[NameObject("/Annots")] = kept


def _keep_only_web_links(mark: DictionaryObject) -> None:
    action = mark.get("/A")
    action = action.get_object() if action is not None else None
    address = action.get("/URI") if isinstance(action, DictionaryObject) and action.get("/S") == "/URI" else None
    if isinstance(action, DictionaryObject) and str(address).lower().startswith(WEB):
        _keep_only(action, {"/Type", "/S", "/URI"})
    else:
        mark.pop("/A", None)
