"""What the screens of translations list. The cost does not grow with the list."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, TaskState, WorkflowState, get_page_models
from wagtail_localize.models import Translation

from accounts.roles import accounts_with_role
from authorship.models import Work
from authorship.selectors import contributors_of
from consent.models import ConsentEntry
from consent.wording import Use
from core.listing import listed
from publishing.candidates import object_key
from publishing.models import Release
from publishing.selectors import released
from translation.models import Assignment, NamedLanguage
from translation.selectors import assignments_for, moved_on, pages_in, parts_of, translation_of, works_opened_early
from translation.sentences import Progress, progress_of

Part = Assignment.Part


@dataclass(frozen=True)
class Target:
    """One page to translate or to check, as its translator or reviewer sees it."""

    page: Page
    title: str
    kind: str
    progress: Progress
    where: str
    """What happens to it now, in a few words."""
    is_mine_to_write: bool
    is_mine_to_check: bool


@dataclass(frozen=True)
class Mine:
    """One assignment with its pages."""

    assignment: Assignment
    title: str
    targets: list[Target]


def step_in_words(step: TaskState | None, page: Any) -> str:
    """Say where a translation is."""
    if step is None:
        return _("Public") if page.live and not page.has_unpublished_changes else _("Being translated")
    if step.workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("Changes asked for")
    specific = step.specific
    if getattr(specific, "is_language_check", False):
        return _("The language is being checked")
    if getattr(specific, "is_moderation", False):
        return _("A moderator reads it")
    return _("Those who told it are asked for their OK")


def work_for(user: Any) -> list[Mine]:
    """Return what `user` was given to translate or to check, oldest first, with how far each page is."""
    found = []
    for assignment in assignments_for(user):
        whole = assignment.page.specific
        sources = parts_of(whole)
        there = pages_in(assignment.locale, sources)
        targets = [
            _target(source, there[source.translation_key], assignment)
            for source in sources
            if source.translation_key in there
        ]
        found.append(Mine(assignment, whole.title, targets))
    return found


def _target(source: Any, page: Page, assignment: Assignment) -> Target:
    translation: Any = translation_of(page)
    step = page.current_workflow_task_state
    runs = step is not None and step.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    at_language = runs and getattr(step.specific, "is_language_check", False)
    return Target(
        page=page,
        title=source.title,
        kind=str(source._meta.verbose_name),
        progress=progress_of(translation),
        where=step_in_words(step, page),
        is_mine_to_write=assignment.translates and not runs,
        is_mine_to_check=not assignment.translates and at_language,
    )


@dataclass
class Row:
    """A page, and its translation into one language. `told_by` names those who tell what is not public."""

    page: Page
    kind: str
    translated: Page | None
    state: str
    is_out_of_date: bool = False
    told_by: str = ""
    people: dict[str, Assignment] = field(default_factory=dict)

    @property
    def translator(self) -> Assignment | None:
        """Who translates it now."""
        return self.people.get(Part.TRANSLATOR)

    @property
    def reviewer(self) -> Assignment | None:
        """Who checks it now."""
        return self.people.get(Part.REVIEWER)


def translatable(locale: Locale) -> Any:
    """Return the pages, in their order, that can be translated into a language: those told in another one.

    They are public, or their tellers let translators read them before.
    """
    parts = [model for model in get_page_models() if hasattr(model, "part_of_work")]
    pages = Page.objects.not_exact_type(*parts) if parts else Page.objects.all()
    pages = pages.filter(Q(pk__in=released(pages).values("pk")) | Q(pk__in=_opened_early()))
    translated = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale")
    )
    own = Page.objects.filter(~Exists(translated), translation_key=OuterRef("translation_key"), locale=locale)
    wanted = pages.filter(~Exists(translated), ~Exists(own.order_by()), alias_of=None).exclude(locale=locale)
    return wanted.order_by("path").select_related("locale", "content_type")


def _opened_early() -> list[int]:
    """Return the pages of works that were never public, and that everybody in them lets translators read."""
    said_yes = ConsentEntry.objects.filter(use=Use.EARLY, agreed=True).values("work")
    works = dict(Work.objects.filter(pk__in=said_yes, page__live=False).values_list("pk", "page"))
    opened = {works[pk] for pk in works_opened_early(works)}
    kind = object_key(Page())["content_type"]
    was_public = Release.objects.filter(content_type=kind, object_id__in=[str(pk) for pk in opened])
    return sorted(opened - {int(pk) for pk in was_public.values_list("object_id", flat=True)})


def rows_for(pages: list[Page], locale: Locale) -> list[Row]:
    """Return these pages with their translations into a language; a handful of queries."""
    there = pages_in(locale, pages)
    steps = _steps_of(list(there.values()))
    out_of_date = _out_of_date(pages, there)
    people: dict[int, dict[str, Assignment]] = {}
    for one in Assignment.objects.filter(page__in=pages, locale=locale).select_related("account__person"):
        people.setdefault(one.page_id, {})[one.part] = one
    rows = []
    for page in pages:
        translated = there.get(page.translation_key)
        state = step_in_words(steps.get(translated.pk), translated) if translated is not None else ""
        rows.append(
            Row(
                page=page,
                kind=str(page.specific_class._meta.verbose_name),
                translated=translated,
                state=state,
                is_out_of_date=page.pk in out_of_date,
                told_by="" if page.live else listed(one.person.first_name for one in contributors_of(page)),
                people=people.get(page.pk, {}),
            )
        )
    return rows


def _steps_of(pages: list[Page]) -> dict[int, TaskState]:
    flows = WorkflowState.objects.active().filter(
        base_content_type=object_key(Page())["content_type"], object_id__in=[str(page.pk) for page in pages]
    )
    steps = TaskState.objects.filter(pk__in=flows.values("current_task_state"))
    return {int(step.workflow_state.object_id): step for step in steps.select_related("workflow_state")}


def _out_of_date(pages: list[Page], there: dict[Any, Page]) -> set[int]:
    """Return the ids of those whose public translation was made from an older release than the public one."""
    releases = Release.objects.filter(
        content_type=object_key(Page())["content_type"],
        object_id__in=[str(page.pk) for page in there.values()],
        state=Release.State.VALID,
        audience=Release.PUBLIC,
    ).select_related("manifest")
    taken = {int(one.object_id): one.manifest.body.get("translation", {}).get("release", 0) for one in releases}
    old = moved_on(taken.values())
    keys = {page.translation_key for page in there.values() if taken.get(page.pk) in old}
    return {page.pk for page in pages if page.translation_key in keys}


@dataclass
class Helper:
    """A translator or language reviewer, with the languages that were named for them."""

    account: Any
    roles: list[str]
    locales: set[int]


def helpers() -> list[Helper]:
    """Return everybody who translates or checks, by name; four queries."""
    found: dict[int, Helper] = {}
    for part in Part:
        for user in accounts_with_role(part.value).select_related("person").order_by("person__name", "pk"):
            found.setdefault(user.pk, Helper(user, [], set())).roles.append(str(part.label))
    for account_id, locale_id in NamedLanguage.objects.filter(account__in=found).values_list("account", "locale"):
        found[account_id].locales.add(locale_id)
    return list(found.values())
