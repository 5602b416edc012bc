"""Removing each kind of copy that was made for the public, and going on until it is done.

A step is written down in the same transaction as the decision, and done right after it: a store that does not
answer, or a process that is killed, delays the copy's end and never the page's.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from publishing import registry
from publishing.candidates import object_key
from publishing.models import FinishedStep, PendingStep

logger = logging.getLogger(__name__)
A_MONTH = timedelta(days=30)
Key = dict[str, Any]
"""`content_type` and `object_id` of an object that may be gone already."""


@dataclass(frozen=True)
class TakeDownStep:
    """One kind of copy: whether there is any of an object, and how to remove it. `run` may be called again."""

    name: str
    is_needed: Callable[[Key], bool]
    run: Callable[[Key], Any]
    says: Any = ""
    """What it does, for those who look after the site."""
    is_noted: bool = True
    """Whether having done it is written down too."""
    follows_words: bool = False
    """Whether it is done too when the object stays public and says something else: the copy is made of its words."""


def take_copies_away(obj: Any) -> None:
    """Remove every copy made for the public of `obj`, which is no longer live. An alias has none of its own."""
    if obj.pk is None or getattr(obj, "alias_of_id", None):
        return
    key = object_key(obj)
    for step in registry.take_down_steps:
        if step.is_needed(key):
            do_soon(step.name, key)


def take_old_copies_away(key: Key) -> None:
    """Remove every copy that was made of the words of what is public and says something else from now on."""
    for step in registry.take_down_steps:
        if step.follows_words and step.is_needed(key):
            do_soon(step.name, key)


def after_blanking(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """After what was frozen with a release says less: the same, if copies were made of it."""
    if not created and not raw:
        release = instance.release
        take_old_copies_away({"content_type": release.content_type, "object_id": release.object_id})


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
        logger.warning("Not done yet: %s of object %s (%s)", pending.step, pending.object_id, kind_of(failure))
        PendingStep.objects.filter(pk=pending.pk).update(
            tries=pending.tries + 1, failure=kind_of(failure), tried_at=timezone.now()
        )
        return False
    gone, _rows = PendingStep.objects.filter(pk=pending.pk).delete()
    if gone and step.is_noted:
        key = {"content_type": pending.content_type, "object_id": pending.object_id}
        note_done(pending.step, key, asked_at=pending.created_at, tries=pending.tries + 1)
    return True


def kind_of(failure: Exception) -> str:
    """Return the kind of a failure in one word: what it says may hold a name."""
    return str(getattr(failure, "kind", "") or type(failure).__name__)[:120]


def note_done(step: str, key: Key, *, asked_at: datetime, tries: int = 1) -> None:
    """Write down that a step is done."""
    FinishedStep.objects.create(step=step, asked_at=asked_at, tries=tries, **key)


def forget_what_is_long_done(now: datetime) -> None:
    """Let go of the records of steps that were done a month ago."""
    FinishedStep.objects.filter(done_at__lt=now - A_MONTH).delete()


def do_all_pending(now: datetime) -> None:
    """Try again whatever is still to be done."""
    for pending in PendingStep.objects.select_related("content_type").order_by("pk"):
        do_pending(pending)
