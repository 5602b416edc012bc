"""One form for all the ways in which people write the same word: without accents, in one of several alike letters.

Sources: Unicode Standard Annex 15 (compatibility decomposition), chapters 9 (Arabic), 12 (Bengali, Gurmukhi) of the
Unicode Standard. Which letters of Arabic and Urdu stand for each other on keyboards: UTR 53 and the W3C's Arabic and
Persian Layout Requirements.
"""

import unicodedata
from functools import cache

ALIKE = {
    # No decomposition leads from these to the letter that people type who lack them on their keyboard.
    **dict(zip("łđøħıŧ", "ldohit", strict=True)),
    **dict.fromkeys("’‘ʼʻ`´", "'"),
    # To a database they say that something is quoted.
    **dict.fromkeys('"“”„«»', " "),
    # Arabic and Urdu keyboards have different letters for the same one.
    **dict.fromkeys("يىې", "ی"),
    **dict.fromkeys("كڪ", "ک"),
    **dict.fromkeys("هةۃەھ", "ہ"),
    "ٱ": "ا",
    "ں": "ن",
    "ء": "",
    "ـ": "",
    # Punjabi marks that are put or left out.
    "ੰ": "ਙ",
    "ਂ": "ਙ",
    "ੱ": "",
    # Their Bengali cousins.
    "ং": "ঙ",
    "ঁ": "",
    "ঃ": "",
}


def folded(text: str) -> str:
    """Return a text as it is looked for: words that differ only in how they are written are the same in it."""
    return "".join(map(_folded, unicodedata.normalize("NFKD", text).casefold()))


@cache
def _folded(sign: str) -> str:
    if sign in ALIKE:
        return ALIKE[sign]
    kind = unicodedata.category(sign)
    if kind == "Cf" or (unicodedata.combining(sign) and kind.startswith("M")):
        return ""
    if kind == "Cc":
        return " "
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    return _as_a_letter(sign) if kind.startswith("M") else sign


def _as_a_letter(sign: str) -> str:
    """Return the letter of a vowel that is written as a mark: databases cut words at marks."""
    try:
        return unicodedata.lookup(unicodedata.name(sign, "").replace("VOWEL SIGN", "LETTER"))
    except KeyError:
        return ""
