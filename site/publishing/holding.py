"""One decision about an object at a time, so that nobody decides on what somebody else is just changing."""

from collections import defaultdict
from typing import Any

from wagtail.models import Page


def hold(*objects: Any) -> None:
    """Hold the rows of these objects until the transaction ends; whoever else asks for one waits until then.

    Whatever changes what is public of an object, or leads there, holds it first and reads afterwards. Nothing else is
    held before it, and several are held in one call, always in the same order: so no two can wait for each other.
    On SQLite a transaction holds the whole database by itself.
    """
    ids = defaultdict(set)
    for obj in objects:
        ids[Page if isinstance(obj, Page) else type(obj)].add(obj.pk)
    for model in sorted(ids, key=lambda model: model._meta.label):
        list(model._base_manager.select_for_update(no_key=True).filter(pk__in=ids[model]).order_by("pk").values("pk"))


def hold_key(key: dict[str, Any]) -> Any | None:
    """Hold the object that a record names by `content_type` and `object_id`; return its row, None where it is gone."""
    model: Any = key["content_type"].model_class()
    return model._base_manager.select_for_update(no_key=True).filter(pk=key["object_id"]).first() if model else None
