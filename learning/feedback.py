"""Asking after a session how it was, without a name, and reading the answers together.

What a few people said is not shown until there are enough of them, so that nobody can guess who said what.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy

from learning.lists import items_of
from learning.models import Feedback, SessionPage
from learning.models.feedback import KEPT_DAYS
from publishing.digests import digest
from publishing.erasing import Subject
from publishing.our_sentences import gap_sentences, said_in

QUESTIONS = 3
SHOWN_FROM = 3
"""So many answers are shown at a time, so that no new one stands out."""
OURS = (
    gettext_lazy("What was good?"),
    gettext_lazy("What was hard, or did not feel right?"),
    gettext_lazy("What should we change?"),
)
NOT_ASKED = gettext_lazy("A question that is not asked any more")


def questions_of(session: SessionPage) -> dict[str, str]:
    """Return the questions of a session by their keys, three at most: its own, or else what we ask of any.

    What was answered is kept by the key: that of a question of ours is the same in every language.
    """
    gaps = gap_sentences()
    own = [question for question in items_of(session.evaluation) if question not in gaps][:QUESTIONS]
    if own:
        return {digest(question): question for question in own}
    return {digest(said_in(settings.LANGUAGE_CODE, question)): str(question) for question in OURS}


def give_feedback(*, session: SessionPage, face: int | None, answers: dict[str, str]) -> Feedback:
    """Keep what somebody said, with the day and nothing else. `answers` are by the keys of the questions."""
    rows = [{"question": key, "answer": answer} for key, answer in answers.items() if answer]
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
    asked = questions_of(session)
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
