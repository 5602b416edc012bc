"""Whether a row says what a revision says."""

import json
from typing import Any

# What the tree, locks, dates and drafts use: it says nothing to a reader, and may change at any time.
FREE_FIELDS = frozenset(
    {
        "pk",
        "id",
        "page_ptr",
        "path",
        "depth",
        "numchild",
        "url_path",
        "content_type",
        "owner",
        "locked",
        "locked_at",
        "locked_by",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "draft_title",
        "first_published_at",
        "last_published_at",
        "go_live_at",
        "expire_at",
        "expired",
        "translation_key",
        "locale",
        "wagtail_admin_comments",
        "comments",
        "index_entries",
    }
)
# What decides that a row is public, and as what.
LIVE_FIELDS = frozenset({"live", "live_revision", "alias_of"})


def _words(data: Any, drop: frozenset[str]) -> Any:
    """Return `data` in a form in which only what it says makes a difference.

    Stream fields come as JSON text, in which PostgreSQL keeps keys in an order of its own.
    """
    if isinstance(data, str) and data[:1] in "[{":
        try:
            return json.loads(data)
        except ValueError:
            return data
    if isinstance(data, dict):
        return {key: _words(value, drop=frozenset({"pk"})) for key, value in data.items() if key not in drop}
    if isinstance(data, list):
        return [_words(item, drop=drop) for item in data]
    return data


def has_same_words(row: Any, revised: Any, *, also_free: frozenset[str] = frozenset()) -> bool:
    """Say whether `row` carries the content of `revised`; only the fields that `row` has are compared.

    `also_free` names further fields that may differ (an alias has an address of its own).
    """
    drop = FREE_FIELDS | LIVE_FIELDS | also_free
    mine = _words(row.serializable_data(), drop)
    theirs = _words(revised.serializable_data(), drop)
    return all(key in theirs and theirs[key] == value for key, value in mine.items())
