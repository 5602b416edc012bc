"""Letting what is public say less at once, in the same release: the one change of released words without approval.

It can only remove. Each text that is left stood there before, and a sentence says where something was.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from publishing.candidates import object_key
from publishing.comparing import FREE_FIELDS, LIVE_FIELDS
from publishing.errors import NotReleased
from publishing.models import Release
from publishing.our_sentences import gap_sentences, kinds_of
from publishing.services import rewrite_form
from publishing.taking_down import take_old_copies_away

GAP_BLOCK = "gap"
"""The name of the block that stands where somebody's part was."""
NOT_TEXTS = ("id", "slug", "url_path")


def says_only_less(before: Any, after: Any, gaps: set[str]) -> bool:
    """Say whether every text in `after` is in `before` too, or is one of `gaps`."""
    return set(_texts(after)) <= set(_texts(before)) | gaps | {"", GAP_BLOCK}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in NOT_TEXTS:
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        # A stream of blocks is kept as JSON within JSON.
        yield from _texts(json.loads(value)) if value.startswith("[") and _is_json(value) else [value]


def _is_json(value: str) -> bool:
    try:
        json.loads(value)
    except ValueError:
        return False
    return True


@transaction.atomic
def take_words_out(*, release: Release, content: dict[str, Any]) -> None:
    """Let a valid release say `content`, which says less than before, and show it so at once.

    Its fingerprint follows as after a change of form, so approvals and OKs still hold. Raises NotReleased where
    `content` says anything new, or the release is not the valid one.
    """
    release = Release.objects.select_for_update().get(pk=release.pk)
    revision = release.revision
    if release.state != Release.State.VALID or revision is None:
        raise NotReleased("Only what is public can be made to say less.")
    page = revision.as_object()
    if not says_only_less(revision.content, content, gap_sentences() | kinds_of(page)):
        raise NotReleased("Words can be taken out of what is public, and never be put in.")
    rewrite_form(revision=revision, content=content, reason="Somebody took their words back.")
    said, page = revision.as_object(), revision.content_object
    # Only what a reader reads: the row keeps its place in the tree, its locks and its dates.
    for field in page._meta.concrete_fields:
        if field.name not in FREE_FIELDS | LIVE_FIELDS:
            setattr(page, field.attname, getattr(said, field.attname))
    if page.latest_revision_id == revision.pk:
        page.draft_title = page.title
    page.save(clean=False)
    page.update_aliases(revision=revision)
    take_old_copies_away(object_key(page))
