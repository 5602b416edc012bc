"""How old somebody is who reads a text with ease, by its letters, words and sentences. For English only.

The Automated Readability Index (E. A. Smith and R. J. Senter, AMRL-TR-66-220, 1967), whose result is a school year in
the United States: children are five years older than its number. It needs no syllables, which programs guess badly.
"""

import math
import re
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
SENTENCE = re.compile(r"[.!?…:;]+[\s”’\")]+|\n+")
FEWEST_WORDS = 30
"""With fewer the number says nothing."""
YOUNGEST = 5


def reading_age(texts: Iterable[str]) -> int | None:
    """Return an age in years; None where there is too little to read. Each text ends a sentence."""
    letters = words = sentences = 0
    for text in texts:
        for sentence in SENTENCE.split(text):
            found = WORD.findall(sentence)
            if found:
                sentences += 1
                words += len(found)
                letters += sum(len(re.sub(r"[’'-]", "", word)) for word in found)
    if words < FEWEST_WORDS:
        return None
    year = 4.71 * letters / words + 0.5 * words / sentences - 21.43
    return max(YOUNGEST, math.ceil(year) + 5)
