"""What works that are made in bulk say, the same in each language."""

import random
from dataclasses import dataclass
from typing import Any

from demo.content_files import read

SENTENCES_IN_EACH = 4


def words_of(code: str) -> dict[str, list[str]]:
    """Return the beginnings and ends of titles, and the sentences, in a language."""
    return read("bulk.toml")[code]


def codes() -> list[str]:
    """Return the languages for which there are words."""
    return list(read("bulk.toml"))


@dataclass(frozen=True)
class Told:
    """What one work says: which of the words of a language."""

    opening: int
    ending: int
    sentences: tuple[int, ...]

    @classmethod
    def by_chance(cls, chance: random.Random) -> "Told":
        """Return something that is told."""
        words = words_of("en")
        counts = {name: range(len(lists)) for name, lists in words.items()}
        sentences = chance.sample(counts["sentences"], SENTENCES_IN_EACH)
        return cls(chance.choice(counts["openings"]), chance.choice(counts["endings"]), tuple(sentences))

    def title(self, code: str) -> str:
        """Return its title in a language."""
        words = words_of(code)
        return f"{words['openings'][self.opening]} {words['endings'][self.ending]}"

    def summary(self, code: str) -> str:
        """Return what it is about, in one sentence."""
        return words_of(code)["sentences"][self.sentences[0]]

    def words(self, code: str) -> str:
        """Return what it says, in a language."""
        sentences = words_of(code)["sentences"]
        return "\n\n".join(sentences[number] for number in self.sentences)

    def translated(self, text: str, source: str, target: str) -> str:
        """Return a text of it in another language; what is no text of it, such as a place, stays as it is."""
        for say in (self.title, self.summary, self.words):
            if text == say(source):
                return say(target)
        return text


def facets_by_chance(chance: random.Random, values: Any) -> list[Any]:
    """Return none to three of the things that stories touch on."""
    return chance.sample(values, chance.choice((0, 0, 1, 1, 2, 3)))
