"""What good HTML is: read strictly, as a voice or a small machine would read it."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as SENTENCES

HTML = "{http://www.w3.org/1999/xhtml}"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
POINTING = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "list", "headers", "form")


class Document:
    """A page as a browser understands it, and what is wrong with how it was written."""

    def __init__(self, text: str) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=True)
        self.root: Element = parser.parse(text)
        self.slips = [f"line {place[0]}: {SENTENCES[code] % data}" for place, code, data in parser.errors]
        self.parents = {child: parent for parent in self.root.iter() for child in parent}

    def every(self, *names: str) -> Iterator[Element]:
        """Yield the elements with one of these names; all of them where none is given."""
        wanted = {f"{HTML}{name}" for name in names}
        for element in self.root.iter():
            if isinstance(element.tag, str) and (not wanted or element.tag in wanted):
                yield element

    def faults(self) -> list[str]:
        """Return all that is wrong, in words."""
        checks = (
            self._ids,
            self._pointers,
            self._headings,
            self._pictures,
            self._fields,
            self._names,
            self._captions,
            self._top,
            self._inline,
        )
        return self.slips + [fault for check in checks for fault in check()]

    def links(self) -> set[str]:
        """Return the addresses that the page leads to on this site, without fragments."""
        found = {element.get("href", "") for element in self.every("a", "link")}
        found |= {
            element.get("src", "") for element in self.every("img", "source", "audio", "video", "track", "script")
        }
        for element in self.every("img", "source"):
            found |= {one.split()[0] for one in element.get("srcset", "").split(",") if one.strip()}
        own = {urlsplit(address)._replace(fragment="").geturl() for address in found if address.startswith("/")}
        return {address for address in own if not address.startswith("//")}

    def _ids(self) -> Iterator[str]:
        counted = Counter(element.get("id") for element in self.every() if element.get("id") is not None)
        yield from (f"{count} elements have the id {name}" for name, count in counted.items() if count > 1)

    def _pointers(self) -> Iterator[str]:
        ids = {element.get("id") for element in self.every()}
        for element in self.every():
            for name in POINTING:
                for wanted in element.get(name, "").split():
                    if wanted not in ids:
                        yield f"{name}={wanted} points at nothing"
            address = element.get("href", "")
            if address.startswith("#") and address[1:] not in ids:
                yield f"the link {address} leads nowhere"

    def _headings(self) -> Iterator[str]:
        levels = [int(element.tag[-1]) for element in self.every(*HEADINGS)]
        if levels.count(1) != 1:
            yield f"{levels.count(1)} headings of the first level"
        for before, after in pairwise(levels):
            if after > before + 1:
                yield f"a heading jumps from h{before} to h{after}: {levels}"
        yield from ("a heading without words" for element in self.every(*HEADINGS) if not words_of(element))

    def _pictures(self) -> Iterator[str]:
        for element in self.every("img"):
            if element.get("alt") is None:
                yield f"no alt: {element.get('src')}"

    def _fields(self) -> Iterator[str]:
        labelled = {element.get("for") for element in self.every("label") if words_of(element)}
        for element in self.every("input", "select", "textarea"):
            hidden = element.get("type") in ("hidden", "submit", "button") or element.get("hidden") is not None
            named = element.get("id") in labelled or element.get("aria-label") or element.get("aria-labelledby")
            if not hidden and not named and not self._inside(element, "label"):
                yield f"no label: {element.get('name')}"

    def _names(self) -> Iterator[str]:
        for element in self.every("a", "button", "summary", "legend", "label"):
            pictures = [part.get("alt") for part in element.iter(f"{HTML}img") if part.get("alt")]
            if not words_of(element) and not pictures and not element.get("aria-label"):
                yield f"no words: {element.tag.removeprefix(HTML)} {dict(element.attrib)}"

    def _captions(self) -> Iterator[str]:
        for element in self.every("figcaption"):
            figure = self.parents[element]
            if figure.tag != f"{HTML}figure" or element not in (figure[0], figure[-1]):
                yield "a caption is neither first nor last in its figure"

    def _top(self) -> Iterator[str]:
        (html,) = self.every("html")
        if not html.get("lang"):
            yield "the page does not say its language"
        if html.get("dir") not in ("ltr", "rtl"):
            yield "the page does not say its direction"
        if [words_of(element) for element in self.every("title")][:1] in ([], [""]):
            yield "the page has no title"
        if len(list(self.every("main"))) != 1:
            yield "the page has not one main part"

    def _inline(self) -> Iterator[str]:
        for element in self.every():
            yield from (f"inline {name}" for name in element.attrib if name == "style" or name.startswith("on"))
        yield from ("an inline style sheet" for _element in self.every("style"))
        for element in self.every("script"):
            # Data is not run.
            if element.get("src") is None and element.get("type") not in ("application/json", "application/ld+json"):
                yield "an inline script"

    def _inside(self, element: Element, name: str) -> bool:
        above: Any = self.parents.get(element)
        while above is not None:
            if above.tag == f"{HTML}{name}" and words_of(above):
                return True
            above = self.parents.get(above)
        return False


def words_of(element: Element) -> str:
    """Return the words in an element, those of its pictures' descriptions not among them."""
    return " ".join("".join(element.itertext()).split())
