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


class TryAgainLater(PublishBlocked):
    """Nothing is wrong with the work: something of ours does not answer. The clock tries again.

    `kind` says what did not, in one word and without any name.
    """

    def __init__(self, sentences: Iterable[Any], kind: str) -> None:
        self.kind = kind
        super().__init__(sentences)


class NotReleased(PermissionDenied):
    """Code tried to make a row public that is not exactly a released revision."""
