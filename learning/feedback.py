"""Asking after a session how it was, without a name, and reading the answers together.

What a few people said is not shown until there are enough of them, so that nobody can guess who said what.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.lists import items_of
from learning.models import Feedback, SessionPage
from learning.models.feedback import KEPT_DAYS
from publishing.digests import digest
from publishing.erasing import Subject
from publishing.withdrawing import gap_sentence

QUESTIONS = 3
SHOWN_FROM = 3
"""So many answers are shown at a time, so that no new one stands out."""
NOT_ASKED = gettext_lazy("A question that is not asked any more")


def questions_of(session: SessionPage) -> list[str]:
    """Return the questions of a session, three at most: its own, or where it has none, what we ask of any."""
    ours = [_("What was good?"), _("What was hard, or did not feel right?"), _("What should we change?")]
    gap = gap_sentence(session.locale.language_code)
    own = [question for question in items_of(session.evaluation) if question != gap][:QUESTIONS]
    return own or ours


def give_feedback(*, session: SessionPage, face: int | None, answers: dict[str, str]) -> Feedback:
    """Keep what somebody said, with the day and nothing else. `answers` are by question."""
    rows = [{"question": digest(question), "answer": answer} for question, answer in answers.items() if answer]
    return Feedback.objects.create(session=session, face=face, answers=rows)


@dataclass(frozen=True)
class Said:
    """What people said about a session: `count` of them can be read, `kept_back` are not yet."""

    count: int
    kept_back: int
    faces: list[tuple[str, int]]
    answers: list[tuple[str, list[str]]]
    """Each question with what was answered, in an order that tells nothing."""


def said_about(session: SessionPage) -> Said:
    """Return what people said about a session. The newest wait until there are enough for nobody to stand out."""
    rows = list(Feedback.objects.filter(session=session).order_by("pk"))
    shown = rows[: len(rows) - len(rows) % SHOWN_FROM]
    faces = [(str(face.label), sum(row.face == face for row in shown)) for face in Feedback.Face]
    asked = {digest(question): question for question in questions_of(session)}
    found: dict[str, list[str]] = defaultdict(list)
    for row in shown:
        for one in row.answers:
            found[asked.get(one["question"], str(NOT_ASKED))].append(one["answer"])
    # By the words, so that no order shows which answers are of the same person.
    answers = [(question, sorted(said)) for question, said in found.items()]
    return Said(len(shown), len(rows) - len(shown), faces, answers)


def forget_old_ones(now: datetime) -> None:
    """Delete answers that are old."""
    Feedback.objects.filter(on__lt=(now - timedelta(days=KEPT_DAYS)).date()).delete()


def erase_feedback(subject: Subject) -> None:
    """Delete the answers about pages that go."""
    Feedback.objects.filter(session__in=subject.pages).delete()
