"""What a paper is made of."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File

from learning.pdf import MADE_BY


@dataclass(frozen=True)
class Source:
    """What a paper is made of just now, and how to make it.

    `fingerprint` is another one as soon as anything in it is. `holds` returns the numbers of the pages whose words are
    in it. `make` returns the open file; it is given what to call whenever one of `parts` is done.
    """

    fingerprint: str
    holds: Callable[[], set[int]]
    make: Callable[[Callable[[], Any]], File]
    ending: str
    parts: int = 1


def fingerprint_of(texts: Iterable[str]) -> str:
    """Return the SHA-256 of all that goes into a paper, and of what makes it."""
    digest = hashlib.sha256(MADE_BY.encode())
    for text in texts:
        digest.update(hashlib.sha256(text.encode()).digest())
    return digest.hexdigest()
