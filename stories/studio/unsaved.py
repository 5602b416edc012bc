"""Words that somebody is writing and has not saved yet: they wait with us too, for their writer alone.

They are no part of the story: nobody else reads them, no version holds them, and nothing of them can be sent in.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q

from authorship.models import Contributor, Work
from publishing.erasing import Subject
from stories.models import UnsavedWords

ABOUT, COMMENTS, NEW, GIVEN = "about", "comments", "add-", "given-"
"""The forms of title and summary, and of comments; how those that add a part begin, before the kind; and how those
begin of a part that somebody was given, before the page's id and the place in it.

The form of a part has its id.
"""
DAYS = 60
"""As long as they stay on the phone."""
MOST_CHARACTERS = 200_000
MOST_FIELDS = 60
A_FORM = re.compile(r"[a-z0-9]{8,40}")
MINUTES_TO_REMEMBER = 30


def given_place(page_id: int, place: str) -> str:
    """Return the name of the form of a part that somebody was given."""
    return f"{GIVEN}{page_id}-{place}"


def _saved_form(name: str) -> str:
    return f"stories.saved_form.{name}" if A_FORM.fullmatch(name) else ""


def keep_unsaved(*, user: Any, work: Work, place: str, fields: Mapping[str, str], form: str = "") -> bool:
    """Keep what a form holds now, in place of what it held before; say whether there was room for it.

    `form` names one opened form: what is sent late, after it was saved, is not kept any more.
    """
    if len(fields) > MOST_FIELDS or sum(map(len, fields.values())) > MOST_CHARACTERS:
        return False
    key = _saved_form(form)
    where = {"user_id": user.pk, "work": work, "place": place}
    UnsavedWords.objects.update_or_create(**where, defaults={"fields": dict(fields)})
    if key and cache.get(key):
        UnsavedWords.objects.filter(**where).delete()
    return True


def unsaved_words(*, user: Any, work: Work, place: str) -> UnsavedWords | None:
    """Return what this person has written at this place and not saved, or None."""
    return UnsavedWords.objects.filter(user_id=user.pk, work=work, place=place).first()


def forget_unsaved(*, user: Any, work: Work, place: str, form: str = "") -> None:
    """Let go of what was saved by now, or is not wanted any more."""
    if _saved_form(form):
        cache.set(_saved_form(form), True, timeout=MINUTES_TO_REMEMBER * 60)
    UnsavedWords.objects.filter(user_id=user.pk, work=work, place=place).delete()


def forget_old_ones(now: datetime) -> None:
    """Delete what has waited for long, or whose writer does not make the work any more."""
    makes_it = Contributor.makers.filter(work=OuterRef("work"), person__user=OuterRef("user"))
    long_ago = Q(updated_at__lt=now - timedelta(days=DAYS))
    UnsavedWords.objects.filter(long_ago | ~Exists(makes_it)).delete()


def erase_unsaved(subject: Subject) -> None:
    """Delete what this person was writing, and what anybody was writing in a work that they took part in."""
    UnsavedWords.objects.filter(Q(user_id=subject.user_id) | Q(work__in=subject.work_ids)).delete()
