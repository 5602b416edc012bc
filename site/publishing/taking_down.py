"""Removing each kind of copy that was made for the public, and going on until it is done.

A step is written down in the same transaction as the decision, and done right after it: a store that does not
answer, or a process that is killed, delays the copy's end and never the page's.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from publishing import registry
from publishing.candidates import object_key
from publishing.models import PendingStep

logger = logging.getLogger(__name__)
Key = dict[str, Any]
"""`content_type` and `object_id` of an object that may be gone already."""


@dataclass(frozen=True)
class TakeDownStep:
    """One kind of copy: whether there is any of an object, and how to remove it. `run` may be called again."""

    name: str
    is_needed: Callable[[Key], bool]
    run: Callable[[Key], Any]


def take_copies_away(obj: Any) -> None:
    """Remove every copy made for the public of `obj`, which is no longer live. An alias has none of its own."""
    if obj.pk is None or getattr(obj, "alias_of_id", None):
        return
    key = object_key(obj)
    for step in registry.take_down_steps:
        if step.is_needed(key):
            do_soon(step.name, key)


def do_soon(name: str, key: Key) -> None:
    """Write down that a step has to be done, and do it once this transaction has succeeded."""
    pending, _made = PendingStep.objects.get_or_create(step=name, **key)
    transaction.on_commit(partial(do_pending, pending), robust=True)


def do_pending(pending: PendingStep) -> bool:
    """Do one step; return whether it is done. What failed stays written down, to be tried again."""
    step = next((step for step in registry.take_down_steps if step.name == pending.step), None)
    try:
        if step is None:
            raise LookupError(pending.step)
        step.run({"content_type": pending.content_type, "object_id": pending.object_id})
    except Exception as failure:
        logger.warning("Not done yet: %s of object %s (%s)", pending.step, pending.object_id, type(failure).__name__)
        PendingStep.objects.filter(pk=pending.pk).update(
            tries=pending.tries + 1, failure=type(failure).__name__, tried_at=timezone.now()
        )
        return False
    PendingStep.objects.filter(pk=pending.pk).delete()
    return True


def do_all_pending(now: datetime) -> None:
    """Try again whatever is still to be done."""
    for pending in PendingStep.objects.select_related("content_type").order_by("pk"):
        do_pending(pending)
