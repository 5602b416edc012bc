"""Captions of recordings."""

import webvtt
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def readable_captions(text: str) -> str:
    """Return captions as they were typed. Raises ValidationError where no browser could read them."""
    if text.strip():
        try:
            webvtt.from_string(text)
        except webvtt.errors.MalformedFileError:
            raise ValidationError(
                _("These captions are not in WebVTT. The first line must be WEBVTT, then times and words.")
            )
    return text
