"""The times in a transcript: `[1:05]` at the beginning of a line says when the words after it are spoken.

They are part of the written words, so whoever says yes to those says yes to the times too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

import webvtt
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

TIME = re.compile(r"^[ \t]*\[(?:(\d{1,2}):(?=\d\d:))?(\d{1,3}):([0-5]\d)\][ \t]*", re.M)
END_OF_A_SENTENCE = re.compile(r"[.?!…。؟۔।][\"'”’»)\]]*$")
LONGEST = 20
"""Seconds after which captions begin a new line of the transcript even where no sentence ends."""


@dataclass(frozen=True)
class Passage:
    """Words of a transcript, and when they are spoken; None before the first time."""

    words: str
    seconds: int | None = None

    @property
    def clock(self) -> str:
        """The time as people read it, such as 1:05."""
        return clock(self.seconds or 0)

    @property
    def duration(self) -> str:
        """The time as HTML writes it."""
        return f"PT{self.seconds or 0}S"


def clock(seconds: int) -> str:
    """Return a time as people read it: 1:05, or 1:00:05."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def passages(transcript: str) -> list[Passage]:
    """Return a transcript in passages, each with its time; none at all where it has no times."""
    found = list(TIME.finditer(transcript))
    if not found:
        return []
    before = transcript[: found[0].start()].strip()
    return [*([Passage(before)] if before else []), *_timed(transcript, found)]


def _timed(transcript: str, found: list[re.Match[str]]) -> Iterator[Passage]:
    ends = [match.start() for match in found[1:]] + [len(transcript)]
    for match, end in zip(found, ends, strict=True):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        yield Passage(transcript[match.end() : end].strip(), hours * 3600 + minutes * 60 + seconds)


def readable_transcript(text: str) -> str:
    """Return a transcript as it was typed. Raises ValidationError where its times run backwards."""
    times = [passage.seconds for passage in passages(text) if passage.seconds is not None]
    for earlier, later in pairwise(times):
        if later < earlier:
            raise ValidationError(
                _("The times run backwards: [%(later)s] stands after [%(earlier)s]. Please put them in order.")
                % {"later": clock(later), "earlier": clock(earlier)}
            )
    return text


def transcript_of(captions: str) -> str:
    """Return the words of captions with their times, a sentence or so on each line."""
    lines: list[tuple[int, str]] = []
    for caption in webvtt.from_string(captions).captions if captions.strip() else ():
        words = unescape(" ".join(caption.text.split()))
        if not words:
            continue
        if lines and not END_OF_A_SENTENCE.search(lines[-1][1]) and caption.start_in_seconds - lines[-1][0] < LONGEST:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]} {words}")
        else:
            lines.append((caption.start_in_seconds, words))
    return "\n".join(f"[{clock(seconds)}] {words}" for seconds, words in sorted(lines, key=lambda line: line[0]))


def with_times_of(captions: str, transcript: str) -> str:
    """Return a transcript; where nobody has written one yet, the words of the captions with their times."""
    return transcript if transcript.strip() else transcript_of(captions)
