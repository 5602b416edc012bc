"""Whether a row says what a revision says."""

import json
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from wagtail.fields import StreamField

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


def _canonical(text: Any) -> Any:
    """Return JSON text in one spelling: PostgreSQL keeps keys in an order of its own."""
    return json.dumps(json.loads(text), sort_keys=True) if isinstance(text, str) and text else text


def _words(model: type[Model], data: dict[str, Any], drop: frozenset[str]) -> dict[str, Any]:
    words = {}
    for name, value in data.items():
        if name in drop:
            continue
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            words[name] = value
            continue
        if isinstance(value, list) and isinstance(field.related_model, type):
            inline = field.related_model
            value = [_words(inline, child, frozenset({"pk"})) for child in value if isinstance(child, dict)] or value
        words[name] = _canonical(value) if isinstance(field, StreamField) else value
    return words


def words_of(obj: Any) -> dict[str, Any]:
    """Return the fields of `obj` that say something to a reader, in a form that can be compared."""
    return _words(type(obj), obj.serializable_data(), FREE_FIELDS | LIVE_FIELDS)


def has_same_words(row: Any, revised: Any, *, also_free: frozenset[str] = frozenset()) -> bool:
    """Say whether `row` carries the content of `revised`; only the fields that `row` has are compared.

    `also_free` names further fields that may differ (an alias has an address of its own).
    """
    drop = FREE_FIELDS | LIVE_FIELDS | also_free
    mine = _words(type(row), row.serializable_data(), drop)
    theirs = _words(type(revised), revised.serializable_data(), drop)
    return all(key in theirs and theirs[key] == value for key, value in mine.items())
