"""What the screens of translations list. The cost does not grow with the list."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, TaskState, WorkflowState

from accounts.roles import accounts_with_role
from authorship.models import Contributor, YourOK
from authorship.selectors import contributors_of
from core.listing import listed
from publishing.candidates import object_key
from translation.models import Assignment, NamedLanguage
from translation.overview import outdated_among
from translation.selectors import assignments_for, pages_in, parts_of, translation_of
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

    @property
    def is_left_to_write(self) -> bool:
        """Whether something is left to write or to send, and not only open to be written in."""
        return self.is_mine_to_write and not (self.page.live and self.progress.is_done)


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
    is_checked = step is not None and runs(step)
    at_language = is_checked and getattr(step.specific, "is_language_check", False)
    return Target(
        page=page,
        title=source.title,
        kind=str(source._meta.verbose_name),
        progress=progress_of(translation),
        where=step_in_words(step, page),
        is_mine_to_write=assignment.translates and not is_checked,
        is_mine_to_check=not assignment.translates and at_language,
    )


def _asked(assignment: Assignment | None, nobody: str) -> str:
    return _("Asked next: %(names)s") % {"names": assignment.account.person.name} if assignment is not None else nobody


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
    step: Any = None
    """Where it is just being checked."""
    still_asked: list[str] = field(default_factory=list)
    """The first names of those who have not said yes to its newest version."""

    @property
    def asked_next(self) -> str:
        """Say who has to do something now; empty where nobody has to."""
        if getattr(self.step, "is_your_ok", False):
            return _("Asked next: %(names)s") % {"names": listed(self.still_asked)} if self.still_asked else ""
        if getattr(self.step, "is_language_check", False):
            return _asked(self.reviewer, _("Nobody is chosen to check the language"))
        if self.step is not None:
            return _("Asked next: a moderator")
        if self.translated is None or (self.translated.live and not self.is_out_of_date and self.translator is None):
            return ""
        return _asked(self.translator, _("Nobody is chosen to translate it"))

    @property
    def translator(self) -> Assignment | None:
        """Who translates it now."""
        return self.people.get(Part.TRANSLATOR)

    @property
    def reviewer(self) -> Assignment | None:
        """Who checks it now."""
        return self.people.get(Part.REVIEWER)


def rows_for(pages: list[Page], locale: Locale) -> list[Row]:
    """Return these pages with their translations into a language; a handful of queries."""
    there = pages_in(locale, pages)
    steps = _steps_of(list(there.values()))
    outdated = outdated_among([str(page.pk) for page in there.values()])
    still_asked = _still_asked(pages, there)
    people: dict[int, dict[str, Assignment]] = {}
    for one in Assignment.objects.filter(page__in=pages, locale=locale).select_related("account__person"):
        people.setdefault(one.page_id, {})[one.part] = one
    rows = []
    for page in pages:
        translated = there.get(page.translation_key)
        step = steps.get(translated.pk) if translated is not None else None
        rows.append(
            Row(
                page=page,
                kind=str(page.specific_class._meta.verbose_name),
                translated=translated,
                state=step_in_words(step, translated) if translated is not None else "",
                is_out_of_date=translated is not None and translated.pk in outdated,
                told_by="" if page.live else listed(one.person.first_name for one in contributors_of(page)),
                people=people.get(page.pk, {}),
                step=step if step is not None and runs(step) else None,
                still_asked=still_asked.get(page.pk, []),
            )
        )
    return rows


def runs(step: Any) -> bool:
    """Say whether this is a step that somebody is asked to take now."""
    return step.workflow_state.status == WorkflowState.STATUS_IN_PROGRESS


def _steps_of(pages: list[Page]) -> dict[int, Any]:
    """Return the step at which each of these pages is, as what it is; one query for each kind of step."""
    flows = WorkflowState.objects.active().filter(
        base_content_type=object_key(Page())["content_type"], object_id__in=[str(page.pk) for page in pages]
    )
    kinds: dict[Any, list[int]] = {}
    for pk, kind in TaskState.objects.filter(pk__in=flows.values("current_task_state")).values_list(
        "pk", "content_type"
    ):
        kinds.setdefault(ContentType.objects.get_for_id(kind).model_class() or TaskState, []).append(pk)
    steps = [
        step
        for kind, ids in kinds.items()
        for step in kind._default_manager.filter(pk__in=ids).select_related("workflow_state")
    ]
    return {int(step.workflow_state.object_id): step for step in steps}


def _still_asked(pages: list[Page], there: dict[Any, Page]) -> dict[int, list[str]]:
    """Return the first names of those who have not said yes to the newest version of a translation, by its source."""
    newest = {page.latest_revision_id: page.translation_key for page in there.values()}
    said_yes = YourOK.objects.filter(revision_id__in=newest, answer=YourOK.Answer.YES)
    yeses = {(newest[revision], pk) for revision, pk in said_yes.values_list("revision_id", "contributor")}
    keys = {page.pk: page.translation_key for page in pages}
    asked: dict[Any, list[str]] = {}
    for one in Contributor.objects.filter(work__page__in=keys).select_related("work", "person"):
        if (keys[one.work.page_id], one.pk) not in yeses:
            asked.setdefault(one.work.page_id, []).append(one.person.first_name)
    return asked


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
