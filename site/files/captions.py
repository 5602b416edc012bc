"""Captions of recordings: words with times, and nothing beside them that only programs would read."""

import re

import webvtt
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_CHARACTERS = 500_000
"""More than three hours of speech; reading much more than that would keep everybody waiting."""
HEADER = re.compile(r"\ufeff?WEBVTT(?=[ \t\r\n]|$)")
EMPTY_LINES = re.compile(r"\n{2,}")
SHOWN = "-->"
LONGEST_TIME = 20


def readable_captions(text: str) -> str:
    """Return captions as they were typed, without notes, styles and places on the screen.

    Raises ValidationError where no browser could show them.
    """
    if not text.strip():
        return text
    if len(text) > MOST_CHARACTERS:
        raise ValidationError(_("These captions are too long. Please put in only what is said in this recording."))
    if not HEADER.match(text.lstrip()):
        raise ValidationError(_not_webvtt())
    first, *blocks = EMPTY_LINES.split("\n".join(text.strip().splitlines()))
    shown = [block for block in blocks if SHOWN in block and not block.startswith(("NOTE", "STYLE", "REGION"))]
    if shown != blocks or len(first.splitlines()) > 1:
        text = "\n\n".join(["WEBVTT", *shown])
    captions = _read(text)
    if not captions:
        raise ValidationError(
            _("These captions have no times. Below WEBVTT write times, such as 00:01.000 --> 00:04.000, then words.")
        )
    for caption in captions:
        if caption.end.zfill(LONGEST_TIME) <= caption.start.zfill(LONGEST_TIME):
            raise ValidationError(
                _("The captions at %(time)s end before they begin. Please put the earlier time first.")
                % {"time": caption.start}
            )
    return text


def _read(text: str) -> list[webvtt.Caption]:
    try:
        return webvtt.from_string(text).captions
    except (webvtt.errors.MalformedFileError, webvtt.errors.MalformedCaptionError):
        raise ValidationError(_not_webvtt())


def _not_webvtt() -> str:
    return _("These captions are not in WebVTT. The first line must be WEBVTT, then times and words.")
