"""Snapshot stories: one open question that a group answers in one sitting. Each answer is a story of its own.

Whoever has an account answers for themselves. For who has none, whoever asks types what they say; it is theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audiences import audiences_of
from accounts.models import Person
from authorship.models import Contributor, Work
from authorship.voices import ask_recorder, who_can_be_asked
from consent.models import ConsentEntry
from consent.selectors import must_be_asked
from publishing.erasing import Subject
from stories.models import SnapshotAnswer, SnapshotQuestion, StoryIndexPage, StoryPage
from stories.studio import services
from stories.studio.errors import NotNow
from stories.studio.parts import parts_in, unanswered
from stories.studio.selectors import Standing, has_title, standing_of
from stories.studio.states import PageState, state_of

MOST_AT_ONCE = 20
"""So many people can be added in one go; each is a story, with all that goes with it."""
MOST_OPEN = 30
"""So many open questions one person has at most."""
Said = dict[tuple[int, int], dict[str, ConsentEntry]]
"""What people said last about each use, by the ids of the work and the person."""
CLOSED = gettext_lazy("This question is closed. What was answered is kept.")


def may_ask(user: Any) -> bool:
    """Say whether `user` may ask a group a question: whoever may send in may, since they send in what others tell."""
    person = Person.objects.filter(user_id=user.pk).first()
    return person is not None and person.is_trained


def questions_asked_by(user: Any) -> QuerySet[SnapshotQuestion]:
    """Return the questions that `user` asked, newest first."""
    return SnapshotQuestion.objects.filter(asked_by_id=user.pk).select_related("locale")


def questions_for(user: Any) -> QuerySet[SnapshotQuestion]:
    """Return the open questions that `user` may answer, newest first: those of their groups and of our project."""
    codes = audiences_of(user)
    return SnapshotQuestion.objects.filter(audience__in=codes, closed_at=None).select_related("locale", "asked_by")


def questions_to_answer(user: Any) -> QuerySet[SnapshotQuestion]:
    """Return the open questions of others that `user` has not begun to answer."""
    mine = Contributor.makers.filter(person__user_id=user.pk).values("work")
    begun = SnapshotAnswer.objects.filter(work__in=mine).values("question")
    return questions_for(user).exclude(asked_by_id=user.pk).exclude(pk__in=begun)


def question_seen_by(user: Any, question_id: int) -> SnapshotQuestion | None:
    """Return a question that `user` asked, or was asked while it is open, or has begun to answer; else None."""
    mine = Contributor.makers.filter(person__user_id=user.pk).values("work")
    asked_of_me = Q(audience__in=audiences_of(user)) & Q(Q(closed_at=None) | Q(answers__work__in=mine))
    seen = Q(asked_by_id=user.pk) | asked_of_me
    return SnapshotQuestion.objects.filter(seen, pk=question_id).select_related("locale", "asked_by").first()


def my_answers(user: Any, question: SnapshotQuestion) -> list[Work]:
    """Return the stories in which `user` answers this question in their own name."""
    mine = Contributor.makers.filter(person__user_id=user.pk, role=Contributor.Role.TELLER).values("work")
    answers = question.answers.filter(work__in=mine, work__page__isnull=False)
    return [answer.work for answer in answers.select_related("work__page").order_by("pk")]


def question_of(work: Work) -> SnapshotQuestion | None:
    """Return the question that a story was begun to answer, or None."""
    answer = SnapshotAnswer.objects.filter(work=work).select_related("question").first()
    return answer.question if answer is not None else None


def index_in(locale_id: int) -> StoryIndexPage:
    """Return the list of stories in a language."""
    return StoryIndexPage.objects.filter(locale_id=locale_id).order_by("path")[0]


@transaction.atomic
def ask(*, user: Any, question: str, index: StoryIndexPage, audience: str) -> SnapshotQuestion:
    """Ask a question of those whom the code `audience` names; empty: of nobody with an account.

    Raises PermissionDenied, or NotNow where this person has many open ones.
    """
    if not may_ask(user) or (audience and audience not in audiences_of(user)):
        raise PermissionDenied
    if SnapshotQuestion.objects.filter(asked_by=user, closed_at=None).count() >= MOST_OPEN:
        raise NotNow(_("You have many open questions. Please close one that is over, and ask again."))
    return SnapshotQuestion.objects.create(
        question=" ".join(question.split()), locale_id=index.locale_id, audience=audience, asked_by=user
    )


@transaction.atomic
def close(*, question: SnapshotQuestion, by: Any, is_over: bool = True) -> None:
    """Let nobody answer it any more, or open it again. Raises PermissionDenied."""
    if question.asked_by_id != by.pk:
        raise PermissionDenied
    question.closed_at = timezone.now() if is_over else None
    question.save(update_fields=["closed_at"])


@transaction.atomic
def answer(*, question: SnapshotQuestion, user: Any) -> Work:
    """Begin a story of `user` as an answer; return its work. Raises PermissionDenied, or NotNow where it is over."""
    held = _held_open(question)
    if held.audience not in audiences_of(user):
        raise PermissionDenied
    return _begin(held, user)


def put_question_first(*, work: Work, user: Any, question: SnapshotQuestion) -> None:
    """Let the question stand in a story before the picture or recording that answers it."""
    value = {"question": question.question, "answer": ""}
    services.add_part(page=work.page, user=user, kind="question", value=value)


def question_told_through(work: Work, user: Any) -> SnapshotQuestion | None:
    """Return the question that somebody else answers in this story through `user`, who asked it; else None."""
    question = question_of(work)
    if question is None or question.asked_by_id != user.pk:
        return None
    tells = Contributor.makers.filter(work=work, person__user_id=user.pk, role=Contributor.Role.TELLER)
    return None if tells.exists() else question


@transaction.atomic
def add_people(*, question: SnapshotQuestion, by: Any, names: Sequence[str], contact: str) -> list[Work]:
    """Begin a story for each of these people without an account, of whom `by` writes down what they say.

    Return their works in order. Raises PermissionDenied, or NotNow where it is over.
    """
    held = _held_open(question)
    if held.asked_by_id != by.pk or not may_ask(by) or len(names) > MOST_AT_ONCE:
        raise PermissionDenied
    return [_begin(held, by, services.NewTeller(name, contact)) for name in names]


def _held_open(question: SnapshotQuestion) -> SnapshotQuestion:
    held = SnapshotQuestion.objects.select_for_update().filter(pk=question.pk).first()
    if held is None or not held.is_open:
        raise NotNow(str(CLOSED))
    return held


def _begin(question: SnapshotQuestion, user: Any, teller: services.NewTeller | None = None) -> Work:
    work = services.start_story(
        user=user,
        title="",
        index=index_in(question.locale_id),
        teller=teller,
        gathered=StoryPage.Gathered.SNAPSHOT,
    )
    SnapshotAnswer.objects.create(question=question, work=work)
    return work


@dataclass(frozen=True)
class Told:
    """One answer that somebody gave through whoever asked, and what is still to do for it."""

    work: Work
    page: Any
    teller: Contributor
    me: Contributor
    state: PageState
    has_answer: bool
    has_title: bool
    teller_agreed: bool
    teller_is_named: bool
    teller_can_be_asked: bool
    my_part_is_done: bool

    @property
    def is_draft(self) -> bool:
        """Whether it has not been sent in, and nobody else reads it."""
        return not self.state.is_on_its_way and not self.state.is_shown

    @property
    def is_ready(self) -> bool:
        """Whether everything is there to send it in, as far as this list knows."""
        of_the_teller = (self.teller_agreed, self.teller_is_named, self.teller_can_be_asked)
        return self.is_draft and all((self.has_answer, self.has_title, *of_the_teller, self.my_part_is_done))


def told_through(question: SnapshotQuestion, user: Any) -> list[Told]:
    """Return what people without an account answered through `user`, in order. The cost does not grow with the list."""
    answers = question.answers.filter(
        work__page__isnull=False, work__contributors__in=Contributor.makers.filter(person__user_id=user.pk)
    )
    begun = Work.objects.filter(pk__in=answers.values("work")).order_by("pk")
    works = list(begun.select_related("page__latest_revision", "page__locale"))
    people: dict[int, list[Contributor]] = {work.pk: [] for work in works}
    for contributor in Contributor.objects.filter(work__in=works).select_related("person", "work"):
        people[contributor.work_id].append(contributor)
    standing = standing_of(work.page for work in works if work.page)
    said: Said = {}
    for entry in ConsentEntry.objects.filter(work__in=works).order_by("pk"):
        said.setdefault((entry.work_id, entry.person_id), {})[entry.use] = entry
    can_be_asked = who_can_be_asked(person for of_work in people.values() for person in of_work)
    found = [_told(work, people[work.pk], standing, said, can_be_asked, user) for work in works]
    return [one for one in found if one is not None]


def _told(
    work: Work, people: list[Contributor], standing: Standing, said: Said, can_be_asked: set[int], user: Any
) -> Told | None:
    page: Any = work.page
    me = next(person for person in people if person.person.user_id == user.pk)
    tellers = [person for person in people if person.makes_it and person.person.user_id is None]
    if not tellers or me.role == Contributor.Role.TELLER:
        return None

    def has_answered(person: Contributor) -> bool:
        return not must_be_asked(person, said.get((work.pk, person.person_id), {}))

    parts = parts_in(page.latest_revision)
    return Told(
        work=work,
        page=page,
        teller=tellers[0],
        me=me,
        state=state_of(page, standing, people, me),
        has_answer=bool(parts) and not unanswered(parts),
        has_title=has_title(page),
        teller_agreed=has_answered(tellers[0]),
        teller_is_named=tellers[0].has_chosen_credit,
        teller_can_be_asked=tellers[0].pk in can_be_asked,
        my_part_is_done=me.has_chosen_credit and has_answered(me),
    )


@transaction.atomic
def ask_trainer_for_all(*, told: Sequence[Told], trainer: Any, by: Any) -> int:
    """Ask a trainer to write down what each of these people says; return for how many they were asked.

    A trainer who takes part in one of the works is not asked there. Raises PermissionDenied where none is left.
    """
    asked = 0
    for one in told:
        inside = Contributor.objects.filter(work=one.work, person__user=trainer).exists()
        if not inside:
            ask_recorder(contributor=one.teller, trainer=trainer, asked_by=by)
            asked += 1
    if not asked:
        raise PermissionDenied
    return asked


def erase_questions(subject: Subject) -> None:
    """Delete what this person asked. The stories that answer it are of those who tell them."""
    if subject.user_id is not None:
        SnapshotQuestion.objects.filter(asked_by_id=subject.user_id).delete()
