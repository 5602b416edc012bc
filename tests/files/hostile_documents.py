"""Documents made to do harm, and documents that tell of somebody."""

import io
import zipfile
import zlib
from functools import partial
from typing import Any

import pypdf
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from tests.files.hostile import HARMLESS, MARK, PLACE, PROGRAM, REFUSED, add, sent
from tests.files.hostile_pictures import BURSTING, HTML, SVG, XMP, archive, drawn, exif, saved, segment, with_segments


def pdf_value(value: Any) -> Any:
    """Return plain Python as what a PDF holds; strings with a slash are names."""
    if isinstance(value, PdfObject):
        return value
    if isinstance(value, dict):
        return DictionaryObject({NameObject(key): pdf_value(inner) for key, inner in value.items()})
    if isinstance(value, list | tuple):
        return ArrayObject(pdf_value(inner) for inner in value)
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    if isinstance(value, float):
        return FloatObject(value)
    return NumberObject(value) if type(value) is int else value


def stream(data: bytes, **entries: Any) -> StreamObject:
    made = DecodedStreamObject()
    made._data = data
    made.update(pdf_value({f"/{key}": value for key, value in entries.items()}))
    return made


class Pdf:
    """A PDF of one page with some words on it."""

    def __init__(self, pages: int = 1) -> None:
        self.writer = pypdf.PdfWriter()
        for _number in range(pages):
            self.page = self.writer.add_blank_page(200, 200)
        self.page[NameObject("/Contents")] = self.put(stream(b"0 0 50 50 re f"))

    def put(self, value: Any) -> Any:
        """Return a reference to an object of its own."""
        return self.writer._add_object(pdf_value(value))

    def root(self, key: str, value: Any) -> "Pdf":
        """Put something into the catalogue."""
        self.writer.root_object[NameObject(key)] = pdf_value(value)
        return self

    def mark(self, **entries: Any) -> "Pdf":
        """Put a mark on the page."""
        mark = {"/Type": "/Annot", "/Rect": [0, 0, 50, 50], **{f"/{key}": value for key, value in entries.items()}}
        self.page.setdefault(NameObject("/Annots"), ArrayObject()).append(self.put(mark))
        return self

    def picture(self, data: bytes, **entries: Any) -> "Pdf":
        """Put a picture on the page."""
        made = EncodedStreamObject()
        made._data = data
        standing = {"/Type": "/XObject", "/Subtype": "/Image", "/Width": 60, "/Height": 80, "/BitsPerComponent": 8,
                    "/ColorSpace": "/DeviceRGB", **{f"/{key}": value for key, value in entries.items()}}  # fmt: skip
        made.update(pdf_value(standing))
        resources = {"/XObject": {"/Im": self.put(made)}}
        self.page[NameObject("/Resources")] = pdf_value(resources)
        self.page[NameObject("/Contents")] = self.put(stream(b"q 200 0 0 200 0 0 cm /Im Do Q"))
        return self

    def bytes(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        self.writer.write(out)
        return out.getvalue()


def raw(*objects: bytes, root: int = 1) -> bytes:
    """Return a PDF of these objects, numbered from one."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, start)


SCRIPT = {"/S": "/JavaScript", "/JS": f"app.{PROGRAM}"}

# In disguise

for title, body in (
    ("HTML named .pdf", HTML.encode()),
    ("HTML in UTF-16 named .pdf", HTML.encode("utf-16")),
    ("SVG named .pdf", SVG.encode()),
    ("an archive named .pdf", archive()),
    ("a document with nothing in it", b""),
    ("HTML behind the first bytes of a PDF", b"%PDF-1.7\n" + HTML.encode()),
    ("a PDF without pages", raw(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")),
):
    add(title, "document", "x.pdf", REFUSED, lambda body=body: body)


@sent("a Word file that bursts", "document", "x.pdf", REFUSED)
def bursting_word() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", bytes(20_000_000))
    return out.getvalue()


@sent("a PDF with a password", "document", "x.pdf", REFUSED)
def locked() -> bytes:
    made = Pdf()
    made.writer.encrypt("secret")
    return made.bytes()


# What acts

add("a PDF that runs a program when it is opened", "document", "x.pdf", HARMLESS,
    lambda: Pdf().root("/OpenAction", SCRIPT).bytes())  # fmt: skip
add("a PDF with a program by name", "document", "x.pdf", HARMLESS,
    lambda: Pdf().root("/Names", {"/JavaScript": {"/Names": [MARK, SCRIPT]}}).bytes())  # fmt: skip
add("a PDF that runs a program when it is printed", "document", "x.pdf", HARMLESS,
    lambda: Pdf().root("/AA", {"/WP": SCRIPT}).bytes())  # fmt: skip
for title, action in (
    ("runs a program", SCRIPT),
    ("starts a program of the computer", {"/S": "/Launch", "/F": f"cmd.exe {MARK}", "/Win": {"/F": MARK}}),
    ("opens another file", {"/S": "/GoToR", "/F": f"//{MARK}/share", "/D": [0]}),
    ("opens a file inside it", {"/S": "/GoToE", "/T": {"/N": MARK}}),
    ("sends a form away", {"/S": "/SubmitForm", "/F": f"https://{MARK}.example/"}),
    ("takes data in", {"/S": "/ImportData", "/F": MARK}),
    ("links to a program", {"/S": "/URI", "/URI": f"javascript:{PROGRAM}"}),
    ("links to a file", {"/S": "/URI", "/URI": f"file:///{MARK}"}),
    ("does one thing after another", {"/S": "/URI", "/URI": "https://example.org/", "/Next": SCRIPT}),
):
    add(f"a PDF whose link {title}", "document", "x.pdf", HARMLESS,
        lambda action=action: Pdf().mark(Subtype="/Link", A=action, AA={"/E": SCRIPT}, PA=SCRIPT).bytes())  # fmt: skip
add("a PDF whose page runs a program", "document", "x.pdf", HARMLESS,
    lambda: (lambda made: (made.page.__setitem__(NameObject("/AA"), pdf_value({"/O": SCRIPT})), made.bytes())[1])(
        Pdf()))  # fmt: skip
add("a PDF with a form that runs a program", "document", "x.pdf", HARMLESS,
    lambda: Pdf().mark(Subtype="/Widget", FT="/Tx", T=MARK, V=MARK, AA={"/K": SCRIPT})
    .root("/AcroForm", {"/Fields": [], "/XFA": [MARK, PROGRAM]}).bytes())  # fmt: skip
add("a PDF that links to the web", "document", "x.pdf", HARMLESS,
    lambda: Pdf().mark(Subtype="/Link", A={"/S": "/URI", "/URI": "https://example.org/"}).bytes(),
    shows=("https://example.org/",))  # fmt: skip


# What is carried along


@sent("a PDF with an attachment", "document", "x.pdf", HARMLESS)
def attachment() -> bytes:
    made = Pdf()
    made.writer.add_attachment(f"{MARK}.txt", f"{PLACE} {PROGRAM}".encode())
    return made.bytes()


@sent("a PDF with files pinned to its page", "document", "x.pdf", HARMLESS)
def pinned() -> bytes:
    made = Pdf()
    file = made.put(stream(PROGRAM.encode(), Type="/EmbeddedFile"))
    spec = {"/Type": "/Filespec", "/F": MARK, "/EF": {"/F": file}}
    for kind in ("/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/Sound", "/3D"):
        made.mark(Subtype=kind, FS=spec, RichMediaContent={"/Assets": {"/Names": [MARK, spec]}}, T=MARK)
    made.page[NameObject("/AF")] = pdf_value([spec])
    return made.bytes()


# Who and where


@sent("a PDF with its author everywhere", "document", "x.pdf", HARMLESS)
def author_everywhere() -> bytes:
    made = Pdf()
    names = {"/Author": MARK, "/Title": MARK, "/Creator": MARK, "/Producer": MARK, "/Where": PLACE}
    made.writer.add_metadata(names)
    xmp = made.put(stream(XMP.encode(), Type="/Metadata", Subtype="/XML"))
    made.root("/Metadata", xmp)
    made.page[NameObject("/Metadata")] = xmp
    made.page[NameObject("/PieceInfo")] = pdf_value({"/Own": {"/LastModified": MARK, "/Private": {"/Who": MARK}}})
    made.page[NameObject(f"/{MARK}")] = pdf_value({"/Where": PLACE})
    form = made.put(stream(b"0 0 9 9 re f", Type="/XObject", Subtype="/Form", BBox=[0, 0, 9, 9], Metadata=xmp, Who=MARK,
                           PieceInfo={"/Own": {"/Private": MARK}}))  # fmt: skip
    made.page[NameObject("/Resources")] = pdf_value({"/XObject": {"/Fm": form}})
    made.writer._ID = pdf_value([MARK, MARK])
    return made.bytes()


@sent("a PDF with notes by somebody", "document", "x.pdf", HARMLESS)
def notes() -> bytes:
    made = Pdf()
    for kind in ("/Text", "/Popup", "/Highlight", "/Stamp", "/FreeText", "/Ink"):
        made.mark(Subtype=kind, T=MARK, Contents=f"{MARK} {PLACE}", RC=MARK, NM=MARK, M=MARK, Subj=MARK)
    return made.bytes()


def telling_photo() -> bytes:
    jpeg = saved(drawn(), "JPEG", exif=exif(), xmp=XMP.encode())
    return with_segments(jpeg, segment(0xFE, MARK.encode()), segment(0xED, f"Photoshop 3.0\0{MARK}".encode()))


add("a PDF with a photo and its camera's notes", "document", "x.pdf", HARMLESS,
    lambda: Pdf().picture(telling_photo(), Filter="/DCTDecode", Metadata={"/Who": MARK}, Who=MARK).bytes(),
    shows=("photo",))  # fmt: skip
add("a PDF with a squeezed photo and its camera's notes", "document", "x.pdf", HARMLESS,
    lambda: Pdf().picture(zlib.compress(telling_photo()), Filter=["/FlateDecode", "/DCTDecode"]).bytes(),
    shows=("photo",))  # fmt: skip
add("a PDF with words behind a photo", "document", "x.pdf", HARMLESS,
    lambda: Pdf().picture(telling_photo() + HTML.encode(), Filter="/DCTDecode").bytes(), shows=("photo",))  # fmt: skip
add("a PDF with a JPEG 2000 that tells", "document", "x.pdf", HARMLESS,
    lambda: Pdf().picture(telling_jp2(), Filter="/JPXDecode").bytes(), shows=("photo",))  # fmt: skip
add("a PDF with HTML for a photo", "document", "x.pdf", REFUSED,
    lambda: Pdf().picture(HTML.encode(), Filter="/DCTDecode").bytes())  # fmt: skip
add("a PDF with a photo cut short", "document", "x.pdf", REFUSED,
    lambda: Pdf().picture(telling_photo()[:-20], Filter="/DCTDecode").bytes())  # fmt: skip
add("a PDF whose picture is a program", "document", "x.pdf", REFUSED,
    lambda: Pdf().picture(b"(x) run", Subtype="/PS").bytes())  # fmt: skip


def telling_jp2() -> bytes:
    words = f"{MARK}{PLACE}".encode()
    return saved(drawn(), "JPEG2000", comment=None) + (len(words) + 8).to_bytes(4, "big") + b"xml " + words


add("a PDF whose picture claims 60000 by 60000", "document", "x.pdf", REFUSED,
    lambda: Pdf().picture(BURSTING, Filter="/FlateDecode", Width=60_000, Height=60_000).bytes())  # fmt: skip
add("a PDF whose picture is squeezed twice", "document", "x.pdf", REFUSED,
    lambda: Pdf().picture(zlib.compress(BURSTING, 9), Filter=["/FlateDecode", "/FlateDecode"]).bytes())  # fmt: skip


@sent("a PDF whose bytes lie in another file", "document", "x.pdf", HARMLESS)
def bytes_elsewhere() -> bytes:
    made = Pdf()
    made.page[NameObject("/Contents")] = made.put(stream(b"", F=f"//{MARK}/share/x", FFilter="/FlateDecode"))
    return made.bytes()


# Two files in one

add("an archive behind a PDF", "document", "x.pdf", HARMLESS, lambda: Pdf().bytes() + archive())
add("HTML before a PDF", "document", "x.html", HARMLESS, lambda: HTML.encode() + b"\n" + Pdf().bytes())


# Made to burst, or never to end

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
add("a PDF whose pages go round in a circle", "document", "x.pdf", REFUSED,
    lambda: raw(CATALOGUE, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", PAGE))  # fmt: skip
add("a PDF whose objects are each other", "document", "x.pdf", REFUSED,
    lambda: raw(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources 4 0 R>>", b"5 0 R", b"4 0 R"))  # fmt: skip
add("a PDF that shows a page 20000 times", "document", "x.pdf", REFUSED,
    lambda: raw(CATALOGUE, b"<</Type/Pages/Kids[%s]/Count 20000>>" % (b"3 0 R " * 20000), PAGE))  # fmt: skip
add("a PDF of 600 pages", "document", "x.pdf", REFUSED, lambda: Pdf(600).bytes())


@sent("a PDF whose pages lie 3000 deep", "document", "x.pdf", REFUSED)
def deep_pages() -> bytes:
    branches = [b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1) for number in range(2, 3002)]
    return raw(CATALOGUE, *branches, b"<</Type/Page/MediaBox[0 0 9 9]>>")


@sent("a PDF of pages that double 40 times", "document", "x.pdf", REFUSED)
def doubling_pages() -> bytes:
    branches = [b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count 2>>" % (number + 1, number + 1) for number in range(2, 42)]
    return raw(CATALOGUE, *branches, b"<</Type/Page/MediaBox[0 0 9 9]>>")


def nested(depth: int) -> bytes:
    body = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</X %s>>>>" % (b"[" * depth + b"]" * depth)
    return raw(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", body)


add("a PDF of lists in lists", "document", "x.pdf", HARMLESS, partial(nested, 20_000))


@sent("a PDF whose drawing bursts", "document", "x.pdf", REFUSED)
def bursting_drawing() -> bytes:
    made = Pdf()
    packed = EncodedStreamObject()
    packed._data = zlib.compress(bytes(150_000_000), 9)
    packed.update(pdf_value({"/Filter": "/FlateDecode"}))
    made.page[NameObject("/Contents")] = made.put(packed)
    return made.bytes()


@sent("a PDF whose drawing bursts seven times over", "document", "x.pdf", REFUSED)
def bursting_often() -> bytes:
    made, data = Pdf(), BURSTING
    for _number in range(6):
        data = zlib.compress(data, 9)
    made.picture(data, Filter=["/FlateDecode"] * 7 + ["/DCTDecode"])
    return made.bytes()


def packed_objects(streams: int, size: int) -> bytes:
    """A PDF whose objects are packed into streams that burst; only the last names a page."""
    out, places, packed = b"%PDF-1.7\n", {}, {}
    number = 3
    for _number in range(streams):
        body = b"%d 0 \n" % (number + 1)
        first = len(body)
        data = zlib.compress(body + b"<<>>" + b" " * size, 9)
        places[number] = len(out)
        packed[number + 1] = number
        out += b"%d 0 obj\n<</Type/ObjStm/N 1/First %d/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n" % (
            number, first, len(data), data)  # fmt: skip
        number += 2
    places[1] = len(out)
    out += b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    places[2] = len(out)
    out += b"2 0 obj\n<</Type/Pages/Kids[%d 0 R]/Count 1>>\nendobj\n" % number
    places[number] = len(out)
    kept = b" ".join(b"/X%d %d 0 R" % (inner, inner) for inner in packed)
    out += b"%d 0 obj\n<</Type/Page/MediaBox[0 0 9 9]/Resources<<%s>>>>\nendobj\n" % (number, kept)
    table = number + 1
    places[table] = len(out)
    lines = b"\0\0\0\0\0\xff"
    for inner in range(1, table + 1):
        kind, value = (2, packed[inner]) if inner in packed else (1, places[inner])
        lines += bytes([kind]) + value.to_bytes(4, "big") + b"\0"
    out += b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream endobj\n" % (
        table, table + 1, len(lines), lines)  # fmt: skip
    return out + b"startxref\n%d\n%%%%EOF" % places[table]


add("a PDF packed in the usual way", "document", "x.pdf", HARMLESS, partial(packed_objects, 3, 10))
add("a PDF whose objects burst", "document", "x.pdf", REFUSED, partial(packed_objects, 60, 5_000_000))


# Cut short, and lying about lengths

add("a PDF whose table is false", "document", "x.pdf", HARMLESS,
    lambda: Pdf().bytes().replace(b"startxref\n", b"startxref\n9"))  # fmt: skip
add("a PDF whose table points into itself", "document", "x.pdf", REFUSED,
    lambda: b"%PDF-1.7\nxref\n0 1\n0000000009 00000 n \n"
            b"trailer<</Prev 9/Size 1/Root 0 0 R>>\nstartxref\n9\n%%EOF")  # fmt: skip
add("a PDF whose stream claims four gigabytes", "document", "x.pdf", REFUSED,
    lambda: raw(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
                b"<</Length 4294967295>>stream\nq Q\nendstream"))  # fmt: skip
add("a PDF cut short", "document", "x.pdf", REFUSED, lambda: (lambda made: made[: len(made) // 2])(Pdf().bytes()))


@sent("a PDF with a hidden layer", "document", "x.pdf", HARMLESS, shows=("layer",))
def hidden_layer() -> bytes:
    made = Pdf()
    layer = made.put({"/Type": "/OCG", "/Name": MARK, "/Usage": {"/CreatorInfo": {"/Creator": MARK}}})
    made.page[NameObject("/Resources")] = pdf_value({"/Properties": {"/L": layer}})
    return made.root("/OCProperties", {"/OCGs": [layer], "/D": {"/OFF": [layer], "/Creator": MARK}}).bytes()
