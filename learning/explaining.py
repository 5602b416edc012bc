"""Explaining words of the glossary where they stand: the first time that each is used on a page.

Our own few lines instead of a library that parses HTML: what they read is our own well-formed output, and a parser
takes many times as long, in every request.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

TAG = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"<(/?)([a-z][a-z0-9-]*)", re.I)
LEFT_ALONE = frozenset(
    ("a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "nav", "script", "style", "svg", "summary", "label", "dfn")
)
"""In these a word leads somewhere else already, or is a name of something; nor does it open where voices are silent."""
HIDDEN = 'aria-hidden="true"'
VOID = frozenset(("img", "br", "hr", "input", "source", "wbr"))
BUTTON = '<button type="button" class="term" popovertarget="word-{}">{}</button>'


def explain(html: str, terms: Sequence[Any]) -> tuple[SafeString, list[Any]]:
    """Turn the first use of each term in `html` into a button that opens what it means.

    `terms` have a `pk` and `forms`. Returns the HTML and the terms that are used, in the order in which they come.
    """
    forms = {escape(form).casefold(): term for term in terms for form in term.forms}
    if not forms:
        return mark_safe(html), []
    pattern = _pattern(forms)
    used: dict[int, Any] = {}

    def button(match: re.Match[str]) -> str:
        term = forms[match[0].casefold()]
        if term.pk in used:
            return match[0]
        used[term.pk] = term
        return format_html(BUTTON, term.pk, mark_safe(match[0]))

    pieces, around = TAG.split(html), Around()
    for place, piece in enumerate(pieces):
        if place % 2:
            around.pass_by(piece)
        elif not around.is_left_alone and piece.strip():
            pieces[place] = pattern.sub(button, piece)
    return mark_safe("".join(pieces)), list(used.values())


class Around:
    """The tags around a place in the HTML, as far as they say that its words are left alone."""

    def __init__(self) -> None:
        self.name, self.depth = "", 0

    @property
    def is_left_alone(self) -> bool:
        """Whether nothing is explained here."""
        return self.depth > 0

    def pass_by(self, tag: str) -> None:
        """Go past an opening or closing tag."""
        match = NAME.match(tag)
        if match is None or tag.endswith("/>") or match[2].lower() in VOID:
            return
        closes, name = bool(match[1]), match[2].lower()
        if self.depth and name == self.name:
            self.depth += -1 if closes else 1
        elif not self.depth and not closes and (name in LEFT_ALONE or HIDDEN in tag):
            self.name, self.depth = name, 1


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the longest form at each place, as a whole word."""
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<![\w&#-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.I)
