"""Proof that everybody whose work is public has agreed to it."""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page

from authorship.models import is_work
from consent.gates import consent_gate
from publishing.candidates import Candidate


def _public_works() -> Iterator[Any]:
    for page in Page.objects.filter(live=True, alias_of=None, live_revision__isnull=False).specific().iterator():
        if is_work(page):
            yield page


def audit() -> list[str]:
    """Return one sentence for each public work that somebody in it has not agreed to. Names nobody."""
    return [
        f"{page._meta.label} {page.pk} is public, and somebody in it has not agreed, or not in time."
        for page in _public_works()
        if list(consent_gate(Candidate(page.live_revision)))
    ]
