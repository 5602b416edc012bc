"""What the gate answers when the answer is no."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied


class PublishBlocked(Exception):
    """Something stands between a work and the public.

    `sentences` says what, each a sentence that a person can act on.
    """

    def __init__(self, sentences: Iterable[Any]) -> None:
        self.sentences = [str(sentence) for sentence in sentences]
        super().__init__(" ".join(self.sentences))


class NotReleased(PermissionDenied):
    """Code tried to make a row public that is not exactly a released revision."""
