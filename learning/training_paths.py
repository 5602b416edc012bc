"""Reading somebody's way through the training: what is behind them, and what comes next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from wagtail.models import Locale, Page

from accounts.models import Person, User
from accounts.roles import accounts_with_any_role
from authorship.models import Contributor
from learning.models import Badge, ModulePage, ProgrammePage, SessionPage, TrainingRecord
from learning.selectors import coming_workshops
from publishing.selectors import released

KINDS = TrainingRecord.Kind


@dataclass
class Step:
    """A module on somebody's way: how many of its sessions they came to, when they completed it, what can be joined."""

    module: Any
    sessions: list[Any] = field(default_factory=list)
    came_to: int = 0
    completed_on: date | None = None
    workshops: list[Any] = field(default_factory=list)


@dataclass
class Way:
    """A programme with its steps in order."""

    programme: Any
    steps: list[Step]

    @property
    def next_step(self) -> Step | None:
        """What comes next; None where everything is completed."""
        return next((step for step in self.steps if step.completed_on is None), None)


def _by_place(pages: Iterable[Any]) -> dict[str, list[Any]]:
    """Return pages by the path in the tree of the page that each lies below."""
    below: dict[str, list[Any]] = defaultdict(list)
    for page in pages:
        below[page.path[: -Page.steplen]].append(page)
    return below


def ways_of(person: Person) -> list[Way]:
    """Return the way of a person through each released programme of our main language."""
    here = Q(locale=Locale.get_default())
    programmes = list(released(ProgrammePage.objects.filter(here)).order_by("path"))
    modules = list(released(ModulePage.objects.filter(here)).order_by("path"))
    sessions = list(released(SessionPage.objects.filter(here)).order_by("path"))
    records = TrainingRecord.objects.filter(person=person).values_list("kind", "page__translation_key", "on")
    completed = {key: on for kind, key, on in records if kind == KINDS.COMPLETED}
    came = {key for kind, key, _on in records if kind == KINDS.CAME}
    below = _by_place([*modules, *sessions])
    workshops: dict[int, list[Any]] = defaultdict(list)
    for workshop in coming_workshops(timezone.now(), teaching=[*modules, *sessions]):
        workshops[workshop.teaches_id].append(workshop)
    ways = []
    for programme in programmes:
        steps = []
        for module in below[programme.path]:
            of_module = below[module.path]
            done_on = completed.get(module.translation_key)
            if done_on is None and module.opens_sending_in:
                done_on = person.responsible_storytelling_on
            if module.life_cycle == ModulePage.LifeCycle.RETIRED and done_on is None:
                continue
            was_there = sum(session.translation_key in came for session in of_module)
            soon = [one for page in (module, *of_module) for one in workshops[page.pk]]
            soon.sort(key=lambda one: one.starts_at)
            steps.append(Step(module, of_module, was_there, done_on, soon))
        if steps:
            ways.append(Way(programme, steps))
    return ways


def badges_of(person: Person) -> list[Badge]:
    """Return the badges of a person, the highest first."""
    return list(person.badges.order_by("-level"))


def completed_by(person: Person) -> list[TrainingRecord]:
    """Return what a person has completed, in the order of time, as far as the public may read what it is."""
    public: Any = released(ModulePage.objects.all())
    return list(
        person.training.filter(kind=KINDS.COMPLETED, page__in=public.values("pk")).select_related(
            "page", "page__locale"
        )
    )


def records_of(person: Person) -> list[tuple[TrainingRecord, str]]:
    """Return the record of a person, newest first, each with what it is about; empty where that is not public."""
    records = list(person.training.order_by("-on", "-pk"))
    public: Any = released(Page.objects.filter(pk__in=[record.page_id for record in records if record.page_id]))
    titles = dict(public.values_list("pk", "title"))
    return [(record, titles.get(record.page_id or 0, "")) for record in records]


def everybody_here(but: Any = None) -> QuerySet[User]:
    """Return the accounts of those who take part here, by name, without `but`: nobody keeps their own record."""
    accounts = accounts_with_any_role().filter(person__isnull=False)
    return accounts if but is None else accounts.exclude(pk=but.pk)


def with_counts(accounts: QuerySet[User]) -> QuerySet[User]:
    """Add to accounts how many modules each has completed, and how many badges each has."""
    done = Count("person__training", filter=Q(person__training__kind=KINDS.COMPLETED), distinct=True)
    return accounts.annotate(completed=done, badges=Count("person__badges", distinct=True))


def public_works_of(person: Person) -> int:
    """Return how many works that are public somebody had a part in."""
    public: Any = released(Page.objects.all())
    return Contributor.objects.filter(person=person, work__page__in=public.values("pk")).count()


@dataclass
class Taught:
    """A module that can be written down, with its sessions, and how many people have completed it."""

    module: Any
    sessions: list[Any]
    completed: int


@dataclass
class Known:
    """What is known of one person at one module or session."""

    sessions: set[int] = field(default_factory=set)
    """The sessions of the module that they came to."""
    days: list[date] = field(default_factory=list)
    """The days on which they came to just this."""
    completed_on: date | None = None


def known_of(page: Page, people: Iterable[Person]) -> dict[int, Known]:
    """Say of people by their number what is known of them at a module or session."""
    known = {person.pk: Known() for person in people}
    below = Q(page__in=SessionPage.objects.child_of(page).values("pk"))
    for record in TrainingRecord.objects.filter(Q(page=page.pk) | below, person__in=known):
        of_person = known[record.person_id]
        if record.kind == KINDS.COMPLETED:
            of_person.completed_on = record.on
        elif record.page_id == page.pk:
            of_person.days.append(record.on)
        elif record.page_id is not None:
            of_person.sessions.add(record.page_id)
    return known


def modules_with_counts() -> list[Taught]:
    """Return the released modules with their sessions, and how many people have completed each."""
    modules = list(released(ModulePage.objects.all()).order_by("path"))
    sessions = _by_place(released(SessionPage.objects.all()).order_by("path"))
    completed = TrainingRecord.objects.filter(kind=KINDS.COMPLETED, page__in=modules)
    counts = dict(completed.order_by().values_list("page").annotate(Count("pk")))
    return [Taught(module, sessions[module.path], counts.get(module.pk, 0)) for module in modules]
