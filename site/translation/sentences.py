"""The sentences of a translation: which are still to do, and whether each is made of the same pieces as its source."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue, validate_translation_links

from translation.source_words import with_every_text


class _Marks(HTMLParser):
    """Collects the marks in a sentence: each tag with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.found[" ".join([tag, *(f"{name}={value}" for name, value in sorted(attrs, key=str))])] += 1


def marks_in(html: str) -> Counter[str]:
    """Return how often each mark, such as a link or bold, stands in a sentence."""
    parser = _Marks()
    parser.feed(html)
    parser.close()
    return parser.found


def what_is_wrong(source: str, translated: str) -> str:
    """Say what is wrong with a translated sentence beside its source; empty where nothing is.

    Both are HTML of wagtail-localize: inline marks only, and links known by an id.
    """
    try:
        StringValue.from_translated_html(translated)
        validate_translation_links(source, translated)
    except ValueError:
        return _("It holds marks that do not belong into a sentence, such as a script or a picture.")
    missing = {mark for mark in marks_in(source) if mark.startswith("a ")} - set(marks_in(translated))
    if missing:
        return _("A link of the source is missing.")
    if not StringValue(translated).render_text().strip():
        return _("It is empty.")
    return ""


@dataclass(frozen=True)
class Progress:
    """How far a translation is. All three count sentences; `by_machine` are done, but no person has looked at them."""

    total: int
    done: int
    by_machine: int

    @property
    def left(self) -> int:
        """How many a person still has to write or look at."""
        return self.total - self.done + self.by_machine

    @property
    def is_done(self) -> bool:
        """Whether a person has written each of them."""
        return self.total > 0 and self.left == 0


def progress_of(translation: Translation) -> Progress:
    """Return how far it is; two queries."""
    total, done = translation.get_progress()
    keys = StringSegment.objects.filter(source=translation.source_id)
    by_machine = StringTranslation.objects.filter(
        locale=translation.target_locale_id,
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
        has_error=False,
        context__in=keys.values("context"),
        translation_of__in=keys.values("string"),
    )
    return Progress(total, done, by_machine.count())


def what_is_left(translation: Translation) -> list[str]:
    """Return in sentences what a translator still has to do before it can be checked; empty where nothing."""
    progress = progress_of(translation)
    sentences = []
    missing = progress.total - progress.done
    if missing:
        sentences.append(
            ngettext(
                "%(count)s sentence is not translated yet, or something in it is wrong.",
                "%(count)s sentences are not translated yet, or something in them is wrong.",
                missing,
            )
            % {"count": missing}
        )
    if progress.by_machine:
        sentences.append(
            ngettext(
                "%(count)s sentence is a machine’s. Please read it, mend it, and save it as yours.",
                "%(count)s sentences are a machine’s. Please read them, mend them, and save them as yours.",
                progress.by_machine,
            )
            % {"count": progress.by_machine}
        )
    return sentences


@dataclass(frozen=True)
class Pair:
    """A sentence of the source, and what stands in its place in the translation; either may be missing."""

    source: str
    translated: str

    @property
    def is_same(self) -> bool:
        """Whether nothing was changed: a name, a number, or something that was forgotten."""
        return self.source == self.translated


def _strings_of(page: Any) -> list[tuple[tuple[str, int], str]]:
    counted: Counter[str] = Counter()
    found = []
    for segment in sorted(_texts(extract_segments(with_every_text(page))), key=lambda one: one.order):
        found.append(((segment.path, counted[segment.path]), segment.string.data))
        counted[segment.path] += 1
    return found


def _texts(segments: Iterable[Any]) -> list[StringSegmentValue]:
    return [segment for segment in segments if isinstance(segment, StringSegmentValue)]


def pairs_of(source: Any, translated: Any) -> list[Pair]:
    """Return the sentences of two pages side by side, in the order of the source.

    A sentence belongs to the one at the same place: the same field or part, counted from its start.
    """
    theirs = dict(_strings_of(translated))
    pairs = [Pair(text, theirs.pop(place, "")) for place, text in _strings_of(source)]
    return pairs + [Pair("", text) for text in theirs.values()]
