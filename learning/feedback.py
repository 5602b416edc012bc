"""Asking after a session how it was, without a name, and reading the answers together.

What a few people said is not shown until there are enough of them, so that nobody can guess who said what.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from learning.lists import items_of
from learning.models import Feedback, SessionPage
from learning.models.feedback import KEPT_DAYS
from publishing.erasing import Subject

QUESTIONS = 3
SHOWN_FROM = 3
"""From how many answers on they are shown."""


def questions_of(session: SessionPage) -> list[str]:
    """Return the questions of a session, three at most: its own, or where it has none, what we ask of any."""
    ours = [_("What was good?"), _("What was hard, or did not feel right?"), _("What should we change?")]
    own = items_of(session.evaluation)[:QUESTIONS]
    return own or ours


def give_feedback(*, session: SessionPage, face: int | None, answers: list[dict[str, str]]) -> Feedback:
    """Keep what somebody said, with the day and nothing else."""
    return Feedback.objects.create(session=session, face=face, answers=answers)


@dataclass(frozen=True)
class Said:
    """What people said about a session. Where they are too few, `is_shown` is no, and they are only counted."""

    count: int
    is_shown: bool
    faces: list[tuple[str, int]]
    answers: list[tuple[str, list[str]]]
    """Each question with what was answered, in an order that tells nothing."""


def said_about(session: SessionPage) -> Said:
    """Return what people said about a session."""
    rows = list(Feedback.objects.filter(session=session))
    is_shown = len(rows) >= SHOWN_FROM
    shown = rows if is_shown else []
    faces = [(str(face.label), sum(row.face == face for row in shown)) for face in Feedback.Face]
    found: dict[str, list[str]] = defaultdict(list)
    for row in shown:
        for one in row.answers:
            found[one["question"]].append(one["answer"])
    # By the words, so that no order shows which answers are of the same person.
    return Said(len(rows), is_shown, faces, [(question, sorted(said)) for question, said in found.items()])


def forget_old_ones(now: datetime) -> None:
    """Delete answers that are old."""
    Feedback.objects.filter(on__lt=(now - timedelta(days=KEPT_DAYS)).date()).delete()


def erase_feedback(subject: Subject) -> None:
    """Delete the answers about pages that go: they repeat questions out of them."""
    Feedback.objects.filter(session__in=subject.pages).delete()
