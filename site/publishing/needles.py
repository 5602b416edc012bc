"""Finding words that nobody may read in what the public is answered, whatever markup stands between them."""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

Words = tuple[str, ...]

WORD = re.compile(r"\w+")
# Between two words of one sentence; any other tag ends it.
INLINE = re.compile(r"</?(?:a|b|i|em|strong|span|mark|bdi|sup|sub|u|s|abbr)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
ATTRIBUTE = re.compile(r'="([^"]*)"')
END_OF_SENTENCE = re.compile(r"[.!?…؟۔।\n\r]+")
# No word of a sentence: it keeps apart what a reader sees apart.
APART = " _ "
WORDS_IN_A_START = 3
FEWEST_WORDS = 4


def words_of_text(text: str) -> Words:
    """Return the words of a text in order, without case and punctuation."""
    return tuple(WORD.findall(html.unescape(text).casefold()))


def readable(markup: str) -> str:
    """Return what a page says, in its text and in its attributes."""
    text = TAG.sub(APART, INLINE.sub("", markup))
    return APART.join([text, *ATTRIBUTE.findall(markup)])


def leaves(value: Any) -> Iterator[str]:
    """Yield each text in a JSON value, JSON inside of texts included."""
    if isinstance(value, dict):
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part)
    elif isinstance(value, str):
        try:
            inner = json.loads(value) if value[:1] in ("[", "{") else None
        except ValueError:
            inner = None
        if inner is None:
            yield value
        else:
            yield from leaves(inner)


def sentences_in(value: Any) -> Iterator[Words]:
    """Yield each sentence in a JSON value that is long enough to be told from the words of the house."""
    for text in leaves(value):
        for sentence in END_OF_SENTENCE.split(readable(text)):
            for words in (words_of_text(part) for part in sentence.split(APART)):
                if sum(word.isalpha() and len(word) > 1 for word in words) >= FEWEST_WORDS:
                    yield words


class Needles:
    """Sentences to look for, each with what it belongs to."""

    def __init__(self) -> None:
        self._owners: dict[Words, str] = {}
        self._by_start: dict[Words, list[Words]] = defaultdict(list)

    def add(self, needles: Iterable[Words], owner: str) -> None:
        """Look for these from now on."""
        for words in needles:
            if words and words not in self._owners:
                self._owners[words] = owner
                self._by_start[words[:WORDS_IN_A_START]].append(words)

    def forget(self, needles: Iterable[Words]) -> None:
        """Look for these no longer."""
        for words in set(needles) & self._owners.keys():
            del self._owners[words]
            self._by_start[words[:WORDS_IN_A_START]].remove(words)

    def find(self, text: str) -> dict[Words, str]:
        """Return those that stand in `text`, each with what it belongs to."""
        hay = words_of_text(text)
        found = {}
        for at in range(len(hay)):
            for size in range(1, WORDS_IN_A_START + 1):
                for needle in self._by_start.get(hay[at : at + size], ()):
                    if hay[at : at + len(needle)] == needle:
                        found[needle] = self._owners[needle]
        return found
