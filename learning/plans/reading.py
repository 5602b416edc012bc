"""A plan as a flat list of pieces: headings, paragraphs, items and rows, each with its text and nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
INNER = ("p", "ul", "ol", "table", "blockquote", "pre", "dl", "div", "hr", *HEADINGS)


@dataclass
class Piece:
    """A heading with its `level`, a paragraph, an item (`ordered`: of a numbered list), or a row of a table."""

    kind: str
    text: str = ""
    level: int = 0
    is_title: bool = False
    ordered: bool = False
    cells: list[str] = field(default_factory=list)
    begins_table: bool = False

    @property
    def whole(self) -> str:
        """All of its text."""
        return self.text or " | ".join(cell for cell in self.cells if cell)


def pieces_of(html: str) -> list[Piece]:
    """Return the pieces of plain HTML in their order. No text of it is left out."""
    return list(_pieces(BeautifulSoup(html, "html.parser")))


def _pieces(parent: Any) -> Iterator[Piece]:
    loose: list[Any] = []
    for node in parent.children:
        if isinstance(node, Tag) and node.name in INNER:
            yield from _paragraph(loose)
            loose = []
            yield from _piece(node)
        else:
            loose.append(node)
    yield from _paragraph(loose)


def _paragraph(nodes: list[Any]) -> Iterator[Piece]:
    text = _joined(nodes)
    if text:
        yield Piece("paragraph", text)


def _piece(node: Tag) -> Iterator[Piece]:
    if node.name in HEADINGS:
        text = _text(node)
        if text:
            yield Piece(
                "heading", text, level=HEADINGS[node.name], is_title="title" in node.get_attribute_list("class")
            )
    elif node.name in ("ul", "ol"):
        for item in node.find_all("li", recursive=False):
            for inner in _pieces(item):
                plain = inner.kind == "paragraph"
                yield Piece("item", inner.text, ordered=node.name == "ol") if plain else inner
    elif node.name == "table":
        begins = True
        for row in node.find_all("tr"):
            cells = [_text(cell) for cell in row.find_all(["td", "th"], recursive=False)]
            if any(cells):
                yield Piece("row", cells=cells, begins_table=begins)
                begins = False
    else:
        yield from _pieces(node)


def _text(node: Any) -> str:
    return _joined(node.children)


def _joined(nodes: Any) -> str:
    return " ".join("".join(_words(node) for node in nodes).split())


def _words(node: Any) -> str:
    """Return the text of a node; a link keeps its address, a picture its description, a line break is a space."""
    if isinstance(node, NavigableString):
        return str(node)
    if node.name == "img":
        return f" {node.get('alt') or ''} "
    inner = "".join(_words(child) for child in node.children)
    if node.name in ("br", "p", "li", "td", "tr", "div"):
        inner = f"{inner} "
    address = str(node.get("href") or "") if node.name == "a" else ""
    return f"{inner} ({address})" if address.startswith(("http", "mailto:")) and address not in inner else inner
