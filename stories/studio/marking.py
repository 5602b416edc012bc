"""Marking, word by word, what changed between two renderings of the same thing by the same templates.

Tags, pictures and players are those of the newer rendering; words that came are in `<ins>`, words that went
in `<del>`. What a template writes by itself (labels, lengths, buttons) is never marked.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from html import escape, unescape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from languages.interface import our_language

PIECE = re.compile(
    r"""<span\ data-file="(?P<file>[^"]*)"></span>
    |<!--.*?-->
    |<(?P<whole>svg|picture|video|audio|script|style|summary|select)\b.*?</(?P=whole)>
    |<(?P<ours>p|span)\ (?:class="media__title"|data-label)[^>]*>.*?</(?P=ours)>
    |<(?P<tag>/?\w+)[^>]*>
    |(?P<text>[^<]+)
    |<""",
    re.S | re.X,
)
TAG, SPACE, WORD, FILE = range(4)


@dataclass(frozen=True)
class Token:
    """A tag, a space, a word (or a stop, or a comma), or the place of a file; `space` stood before it."""

    kind: int
    key: str
    shown: str = ""
    space: str = ""


@dataclass(frozen=True)
class Marked:
    """What was marked, with how many words and files changed in it."""

    html: SafeString
    words: int = 0
    files: int = 0


def mark_changes(before: str, after: str) -> Marked:
    """Return `after` with what is new in it and what went from `before` marked."""
    if before == after:
        return Marked(mark_safe(_without_places(after)))
    old, new = list(_tokens(before)), list(_tokens(after))
    writer = _Writer()
    words = files = 0
    for how, old_from, old_to, new_from, new_to in _differences(old, new):
        gone, came = old[old_from:old_to], new[new_from:new_to]
        if how == "equal":
            writer.keep(came)
            continue
        words += max(_count(gone), _count(came))
        files += max(_files(gone), _files(came))
        writer.take_out(gone)
        writer.add(came)
    return Marked(mark_safe(writer.text()), words, files)


def mark_new(after: str) -> Marked:
    """Return a rendering in which everything is new."""
    tokens = list(_tokens(after))
    writer = _Writer()
    writer.add(tokens)
    return Marked(mark_safe(writer.text()), _count(tokens), _files(tokens))


def mark_gone(before: str) -> Marked:
    """Return the words of a rendering that is not there any more, without its pictures."""
    tokens = list(_tokens(before))
    writer = _Writer()
    writer.take_out(tokens)
    return Marked(mark_safe(writer.text()), _count(tokens), _files(tokens))


def _tokens(html: str) -> Iterator[Token]:
    for piece in PIECE.finditer(html):
        text = piece["text"]
        if piece["file"] is not None:
            yield Token(FILE, piece["file"])
        elif text is not None:
            yield from _words(unescape(text))
        elif piece[0] == "<":
            yield Token(WORD, "<", "<")
        else:
            yield Token(TAG, piece["whole"] or piece["tag"] or "", piece[0])


def _words(text: str) -> Iterator[Token]:
    """Split at spaces, and stops and commas from words; marks above and below letters stay with them."""
    space = ""
    for chunk in re.findall(r"\s+|\S+", text):
        if chunk.isspace():
            space = chunk
            continue
        start, end = 0, len(chunk)
        while start < end and _is_stop(chunk[start]):
            start += 1
        while end > start and _is_stop(chunk[end - 1]):
            end -= 1
        parts = [*chunk[:start], chunk[start:end], *chunk[end:]]
        for part in filter(None, parts):
            yield Token(WORD, part, part, space)
            space = ""
    if space:
        yield Token(SPACE, " ", space)


def _is_stop(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _differences(old: list[Token], new: list[Token]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what stayed, came and went, in order. What begins and ends alike is set aside first: it is quicker."""
    old_keys, new_keys = [(one.kind, one.key) for one in old], [(one.kind, one.key) for one in new]
    most = min(len(old), len(new))
    head = next((place for place in range(most) if old_keys[place] != new_keys[place]), most)
    most -= head
    tail = next((place for place in range(most) if old_keys[-1 - place] != new_keys[-1 - place]), most)
    old_end, new_end = len(old) - tail, len(new) - tail
    yield "equal", 0, head, 0, head
    matcher = SequenceMatcher(None, old_keys[head:old_end], new_keys[head:new_end], autojunk=False)
    for how, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        yield how, old_from + head, old_to + head, new_from + head, new_to + head
    yield "equal", old_end, len(old), new_end, len(new)


def _count(tokens: list[Token]) -> int:
    """Return how many words are in it; changed stops and commas alone count as one."""
    words = [token for token in tokens if token.kind == WORD]
    return sum(not all(map(_is_stop, word.key)) for word in words) or bool(words)


def _files(tokens: list[Token]) -> int:
    return sum(token.kind == FILE for token in tokens)


def _without_places(html: str) -> str:
    return re.sub(r'<span data-file="[^"]*"></span>', "", html)


class _Writer:
    """Writes the newer rendering. Words that went wait for the next place where words may stand."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._gone: list[Token] = []
        self._among_words = False

    def keep(self, tokens: list[Token]) -> None:
        """Write what stayed as it was."""
        for token in tokens:
            if token.kind == WORD:
                self._write_gone()
                self._write(token.space + escape(token.shown))
            elif token.kind == SPACE:
                self._write(token.shown)
            elif token.kind == TAG:
                self._write_tag(token)

    def add(self, tokens: list[Token]) -> None:
        """Write what is new, words in `<ins>`."""
        run: list[Token] = []
        for token in tokens:
            if token.kind == WORD:
                run.append(token)
                continue
            self._write_new(run)
            run = []
            if token.kind == TAG:
                self._write_tag(token)
            elif token.kind == SPACE:
                self._write(token.shown)
            else:
                self._write(_new_file(token.key))
        self._write_new(run)

    def take_out(self, tokens: list[Token]) -> None:
        """Remember words that went; they are written at once where words stand."""
        after_tag = False
        for token in tokens:
            if token.kind == WORD:
                # Words of two lines or paragraphs do not run together.
                runs_on = after_tag and self._gone and not token.space
                self._gone.append(replace(token, space=" ") if runs_on else token)
            after_tag = token.kind != WORD
        if self._among_words:
            self._write_gone()

    def text(self) -> str:
        """Return all of it."""
        if self._gone:
            self._out.append("<p>")
            self._write_gone()
            self._out.append("</p>")
        return "".join(self._out)

    def _write(self, text: str) -> None:
        self._out.append(text)
        self._among_words = True

    def _write_tag(self, token: Token) -> None:
        self._out.append(token.shown)
        self._among_words = False

    def _write_new(self, run: list[Token]) -> None:
        if run:
            self._write_gone()
            self._write(_marked("ins", _("added:"), run))

    def _write_gone(self) -> None:
        if self._gone:
            gone, self._gone = self._gone, []
            self._write(_marked("del", _("taken out:"), gone) + ("" if self._among_words else " "))


def _marked(tag: str, label: str, run: list[Token]) -> str:
    # The label has a direction of its own, so that it does not turn a line of Urdu around.
    said = f'<span class="visually-hidden" {our_language()}>{escape(label)} </span>'
    end = _("(end)")
    over = f'<span class="visually-hidden" {our_language()}> {escape(end)}</span>'
    words = "".join(token.space + escape(token.shown) for token in run).strip()
    space = run[0].space and " "
    return f"{space}<{tag}>{said}{words}{over}</{tag}>"


def _new_file(key: str) -> str:
    what = _("New recording") if key.startswith("recording") else _("New picture")
    return f'<ins class="new-file" {our_language()}>{escape(what)}</ins> '
