"""Opening a plan that somebody brings: which files we read, and what we say of those that we do not.

Nothing in a file is run, and nothing outside it is fetched. A Word file is a ZIP of XML (ECMA-376); it is looked over
before anything reads it: its size unpacked, macros, passwords, and declarations that Word never writes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePath
from typing import Any
from zipfile import BadZipFile, ZipFile

import mammoth
from bs4 import BeautifulSoup
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

MOST_BYTES = 3 * 1024 * 1024
MOST_WORDS = 400 * 1024
"""So many characters of text in Markdown: far more than a plan of a session has."""
MOST_XML = 768 * 1024
"""So many bytes of a Word file's own text, unpacked."""
MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 500
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Word files begin, and new ones that are locked with a password (MS-CFB)."""
LOCKED = "EncryptedPackage".encode("utf-16-le")
MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
DECLARES = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
ASIDE = re.compile(r"word/(header|footer|footnotes|endnotes|comments)\d*\.xml")
RELATION = re.compile(rb"<Relationship\s[^>]*>")
IS_MAIN = re.compile(rb'Type="[^"]*/officeDocument"')
TARGET = re.compile(rb'Target="([^"]+)"')
TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")
LIST_NUMBER = re.compile(r"^[\s>]*\d+[.)]\s")
STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
comment-reference =>
"""


class CannotRead(Exception):
    """A file is not read; the words say why, and what to do."""


@dataclass
class Opened:
    """What a file says: its text as plain HTML, and what stands outside the text."""

    html: str
    lines: list[str] = field(default_factory=list)
    """The same text line by line, read in the plainest way there is: so that nothing can be lost on the way."""
    aside: list[str] = field(default_factory=list)
    """Text of headers, footers and comments."""
    pictures: int = 0
    embedded: int = 0


def open_plan(name: str, content: bytes) -> Opened:
    """Return what a file says. `name` is what it is called, `content` its bytes. Raises CannotRead."""
    if not content.strip():
        raise CannotRead(_("There is nothing in this file. Please look whether it is the right one."))
    if len(content) > MOST_BYTES:
        raise CannotRead(_("This file is very big. Please take the pictures out, save it again, and bring that."))
    ending = PurePath(name).suffix.lower()
    if content.startswith(OLE):
        raise CannotRead(_locked() if LOCKED in content else _old())
    if content.startswith(b"PK"):
        return _open_word(content)
    if ending in (".docx", ".docm", ".dotx"):
        raise CannotRead(_broken())
    if ending not in (".md", ".markdown", ".txt"):
        raise CannotRead(
            _("We can read Word files (.docx) and Markdown files (.md). Please save your plan as one of them.")
        )
    return _open_markdown(content)


def _locked() -> str:
    return _("This file is locked with a password. Please save it without one, and bring that.")


def _old() -> str:
    return _("This is an old kind of Word file. Please open it, save it as “Word document (.docx)”, and bring that.")


def _broken() -> str:
    return _("We cannot open this file: it seems to be broken. Please open it yourself, save it again, and bring that.")


def _open_word(content: bytes) -> Opened:
    try:
        with ZipFile(BytesIO(content)) as file:
            opened = _look_over(file)
    except (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        raise CannotRead(_broken())
    try:
        made: Any = mammoth.convert_to_html(BytesIO(content), style_map=STYLES, convert_image=_no_picture)
    except RecursionError:
        raise CannotRead(_broken())
    except Exception as error:
        # A library for files that anybody made: whatever it stumbles over, the file is the reason.
        raise CannotRead(_broken()) from error
    opened.html = made.value
    return opened


def _no_picture(image: Any) -> list[Any]:
    return []


def _look_over(file: ZipFile) -> Opened:
    """Return what stands beside the text of a Word file that may be read. Raises CannotRead, and what zips raise."""
    parts = file.infolist()
    names = {part.filename for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise CannotRead(_locked())
    if any("vbaproject" in name.lower() for name in names) or MACROS.search(_read(file, "[Content_Types].xml")):
        raise CannotRead(
            _(
                "This file has a small program in it, a macro. We open no programs. "
                "Please save it as “Word document (.docx)”."
            )
        )
    main = _main_part(file)
    if main not in names:
        raise CannotRead(_broken())
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or file.getinfo(main).file_size > MOST_XML:
        raise CannotRead(_("This file is very long. Please bring the plan of one session at a time."))
    if any(DECLARES.search(_read(file, name)) for name in names if name.endswith((".xml", ".rels"))):
        raise CannotRead(_broken())
    return Opened(
        html="",
        lines=list(_texts(_read(file, main))),
        aside=[text for name in sorted(names) if ASIDE.fullmatch(name) for text in _texts(_read(file, name))],
        pictures=sum(name.startswith("word/media/") for name in names),
        embedded=sum(name.startswith("word/embeddings/") for name in names),
    )


def _main_part(file: ZipFile) -> str:
    """Return the name of the part that holds the text: some programs call it `document2.xml` (ECMA-376, 15.2)."""
    for relation in RELATION.findall(_read(file, "_rels/.rels")):
        target = TARGET.search(relation) if IS_MAIN.search(relation) else None
        if target is not None:
            return target[1].decode("utf-8", "replace").lstrip("/")
    return "word/document.xml"


def _read(file: ZipFile, name: str) -> bytes:
    """Return a part of a ZIP, as long as it says it is and no longer."""
    part = file.getinfo(name) if name in file.namelist() else None
    if part is None:
        return b""
    with file.open(part) as stream:
        return stream.read(min(part.file_size, MOST_UNPACKED))


def _texts(xml: bytes) -> Iterator[str]:
    """Return the paragraphs of a header, a footer or comments."""
    for paragraph in xml.split(b"</w:p>"):
        text = b"".join(TEXT.findall(paragraph)).decode("utf-8", "replace")
        text = BeautifulSoup(text, "html.parser").get_text().strip()
        if text:
            yield text


def _open_markdown(content: bytes) -> Opened:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise CannotRead(_("We cannot read the letters in this file. Please save it as plain text in UTF-8."))
    if "\0" in text:
        raise CannotRead(_broken())
    if len(text) > MOST_WORDS:
        raise CannotRead(_("This file is very long. Please bring the plan of one session at a time."))
    # What looks like HTML in it is text like any other.
    reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table")
    html = reader.render(text)
    lines = [LIST_NUMBER.sub("", line).strip() for line in text.splitlines() if line.strip()]
    return Opened(html=html, lines=lines, pictures=html.count("<img "))
