"""Noting that somebody opened a draft of other people, for the safeguarding leads."""

from typing import Any

from authorship.models import Work
from authorship.selectors import is_contributor
from publishing.decisions import log_once_a_day

DRAFT_READ = "draft_read"


def has_a_draft(page: Any) -> bool:
    """Say whether `page` holds words that the public cannot read."""
    return not page.live or bool(page.has_unpublished_changes)


def note_reading(user: Any, work: Work) -> None:
    """Note, once a day, that `user` opened words of a work in which they take no part. Nothing of the words."""
    if work.page is not None and not is_contributor(user, work.page):
        log_once_a_day(DRAFT_READ, work, by=user)
