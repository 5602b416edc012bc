"""Proof from outside: the whole site, read as somebody who is not signed in, without a network."""

import hashlib
import html
import json
import logging
import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.test import Client
from wagtail.models import Page

from publishing import registry
from publishing.hidden_words import hidden_words, titles_in
from publishing.needles import APART, Words, leaves, readable
from publishing.places import Place, closed_paths, open_places
from publishing.selectors import released

LINK = re.compile(r"""\b(?:href|src|poster|url)=["']([^"']*)["']""")
SOURCES = re.compile(r"""\bsrcset=["']([^"']*)["']""")
IN_XML = re.compile(r"<(?:loc|link|guid)[^>]*>([^<]+)<")
# Every other query is left out: it changes nothing in what is shown, or asks for another page's address.
TURNS_PAGES = {"page", "p", "offset", "limit"}
NOWHERE = "/nothing-is-here-and-nothing-ever-was/"
GONE = (404, 410)
MOST_SEARCHES = 200


class Crawl:
    """One walk through the site. `findings` are sentences about what answers and should not, without a word of it."""

    def __init__(self) -> None:
        site = urlsplit(settings.SITE_URL)
        self._host, self._secure = site.netloc, site.scheme == "https"
        self._client = Client(raise_request_exception=False, headers={"host": self._host})
        self.findings: list[str] = []
        self.asked = 0
        self._places = open_places()
        self._closed = closed_paths(set(self._places))
        self._needles = hidden_words()
        # What the house itself says on every page belongs to nobody.
        self._needles.forget(self._needles.find(_text_of(self._get(NOWHERE))))

    def walk(self) -> list[str]:
        """Read all that can be reached; return the findings, none twice."""
        self._read_everything()
        self._knock_at_closed_doors()
        self._search()
        return list(dict.fromkeys(self.findings))

    def _get(self, path: str, **more: Any) -> Any:
        self.asked += 1
        return self._client.get(path, secure=self._secure, **more)

    def _read_everything(self) -> None:
        waiting = deque(place.path for place in self._places.values())
        seen = set(waiting)
        while waiting:
            path = waiting.popleft()
            for link in self._read(path):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)

    def _read(self, path: str) -> list[str]:
        """Judge what stands at `path`; return what it leads to."""
        response = self._get(path)
        if response.status_code in (301, 302, 307, 308):
            return list(self._inside([response["Location"]], path))
        if response.status_code >= 500 and response.status_code != 503:
            self.findings.append(f"{path} answers {response.status_code}, so nobody can say what it shows.")
        if response.status_code != 200:
            return []
        content = _bytes_of(response)
        place = self._places.get(unquote(urlsplit(path).path)) or self._places.get(urlsplit(path).path)
        self._judge(path, place, response, content)
        if not _is_text(response):
            return []
        return list(self._inside(_links_in(response, content), path))

    def _judge(self, path: str, place: Place | None, response: Any, content: bytes) -> None:
        if place is None:
            self.findings.append(f"{path} answers, and is neither a released page nor on the list of fixed places.")
        elif place.sha256 and hashlib.sha256(content).hexdigest() != place.sha256:
            self.findings.append(f"The public file {path} does not hold the bytes that were released.")
        if _is_text(response):
            for owner in sorted(set(self._needles.find(_text_of(response, content)).values())):
                self.findings.append(f"{path} shows words of {owner} that are not public.")

    def _inside(self, links: list[str], path: str) -> Iterator[str]:
        """Yield the paths on this site that `links` lead to."""
        for link in links:
            parts = urlsplit(urljoin(f"{settings.SITE_URL}{path}", html.unescape(link).strip()))
            if parts.scheme not in ("http", "https") or parts.netloc != self._host:
                continue
            if parts.path.startswith(settings.STATIC_URL):
                continue
            pairs = parse_qsl(parts.query)
            turns = bool(pairs) and all(name in TURNS_PAGES and value.isdecimal() for name, value in pairs)
            yield f"{parts.path}?{parts.query}" if turns else parts.path

    def _knock_at_closed_doors(self) -> None:
        for path, owner in self._closed.items():
            response = self._get(path, follow=True)
            ends_at = unquote(response.request["PATH_INFO"])
            if response.status_code not in GONE and ends_at not in self._places:
                self.findings.append(f"{owner} is not public, and one of its addresses answers {response.status_code}.")

    def _search(self) -> None:
        for words, owner in self._searches():
            for search in registry.public_searches:
                self._look_up(search(quote(" ".join(words))), words, owner)

    def _searches(self) -> list[tuple[Words, str]]:
        """Return what to search for: titles of what is not public, and as many of those that are."""
        public = released(Page.objects.all()).values("pk")
        found = []
        for pages, owner in ((Page.objects.exclude(pk__in=public), "hidden"), (Page.objects.filter(pk__in=public), "")):
            titles = pages.filter(depth__gt=1).order_by("-pk").values("title", "draft_title")[:MOST_SEARCHES]
            found += [(words, owner) for title in titles for words in titles_in(title)]
        return list(dict.fromkeys(found))

    def _look_up(self, path: str, asked: Words, owner: str) -> None:
        response = self._get(path)
        content = _bytes_of(response)
        where = path.partition("?")[0]
        found = self._needles.find(_text_of(response, content))
        # The page says what was asked for.
        found.pop(asked, None)
        for owner_of_words in sorted(set(found.values())):
            self.findings.append(f"{where} finds words of {owner_of_words} that are not public.")
        for link in self._inside(_links_in(response, content), path):
            if (closed := self._closed.get(unquote(urlsplit(link).path))) is not None:
                self.findings.append(f"{where} leads to {closed}, which is not public.")


def _is_text(response: Any) -> bool:
    kind = response.get("Content-Type", "")
    return any(part in kind for part in ("text/", "json", "xml"))


def _bytes_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def _text_of(response: Any, content: bytes | None = None) -> str:
    """Return what an answer says, without its markup."""
    text = (_bytes_of(response) if content is None else content).decode(errors="replace")
    if "json" in response.get("Content-Type", ""):
        return APART.join(readable(leaf) for leaf in leaves(json.loads(text)))
    return readable(text)


def _links_in(response: Any, content: bytes) -> list[str]:
    text = content.decode(errors="replace")
    if "json" in response.get("Content-Type", ""):
        return [leaf for leaf in leaves(json.loads(text)) if leaf.startswith(("/", "http"))]
    sources = [part.split()[0] for srcset in SOURCES.findall(text) for part in srcset.split(",") if part.split()]
    return LINK.findall(text) + IN_XML.findall(text) + sources


def crawl_public() -> Crawl:
    """Walk through the whole site as the public; return the walk with what it found.

    Meanwhile nothing is logged: each address that is rightly gone would leave a line with its words.
    """
    crawl = Crawl()
    logging.disable(logging.CRITICAL)
    try:
        crawl.walk()
    finally:
        logging.disable(logging.NOTSET)
    return crawl
