"""Reading what somebody takes part in, and where each of its pages stands. The cost does not grow with the list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, WorkflowState, get_page_models

from accounts.audiences import words_of_audiences
from authorship.audiences import audiences_of_pages
from authorship.models import Contributor, Work, YourOK
from authorship.selectors import works_for
from core.listing import listed
from moderation.models import NoteToAuthor, Pause
from moderation.notes import notes_of_steps
from moderation.pausing import standing_pauses
from publishing.models import Release
from publishing.our_sentences import UNTITLED, in_every_language
from stories.models import StoryPage
from stories.studio.states import PageState, most_urgent, state_of


@dataclass
class MyWork:
    """A work in somebody's list."""

    work: Work
    title: str
    language: str
    state: PageState
    others: str
    kind: str
    """What it is, in words, where it is no story; empty for a story."""


@dataclass
class Standing:
    """What is known of some pages at once, to say of each where it stands for one person."""

    flows: dict[int, WorkflowState] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    paused: set[int] = field(default_factory=set)
    pauses: dict[int, Pause] = field(default_factory=dict)
    taken_back: set[int] = field(default_factory=set)
    shown_to: dict[int, str] = field(default_factory=dict)
    """Who reads it, in words, of what is shown to fewer people than everybody."""
    shown_as_it_is: set[int] = field(default_factory=set)
    """The revisions of these that are shown to just the people whom their makers want to read them."""
    somebody_left: set[int] = field(default_factory=set)
    answers: dict[tuple[int, int], str] = field(default_factory=dict)
    notes: dict[int, NoteToAuthor] = field(default_factory=dict)
    translated: set[int] = field(default_factory=set)
    """The pages that others make, in another language than the work was told in."""


def _page_type() -> ContentType:
    return ContentType.objects.get_for_model(Page)


def kinds_of_parts() -> list[int]:
    """Return which kinds of page are part of a work, such as sessions."""
    return [
        ContentType.objects.get_for_model(model).pk for model in get_page_models() if hasattr(model, "part_of_work")
    ]


def pages_of_works(works: Iterable[Work]) -> dict[int, list[Page]]:
    """Return the pages of each work by the work's id: its own page first, then the parts below, such as sessions."""
    own: dict[int, Any] = {work.pk: work.page for work in works}
    found = {pk: [page] for pk, page in own.items()}
    below = {page.path: pk for pk, page in own.items() if page.numchild}
    if below:
        places = Q()
        for path in below:
            places |= Q(path__startswith=path, depth=len(path) // Page.steplen + 1)
        parts = Page.objects.filter(places, content_type__in=kinds_of_parts(), alias_of=None).order_by("path")
        for page in parts.select_related("locale", "latest_revision"):
            found[below[page.path[: -Page.steplen]]].append(page)
    return found


def pages_of_work(work: Work) -> list[Page]:
    """Return the pages of one work, its own first."""
    return pages_of_works([work])[work.pk]


def standing_of(pages: Iterable[Page], translated: Iterable[Page] = ()) -> Standing:
    """Read where these pages stand, and those that are `translated` from them, in a handful of queries."""
    translated = list(translated)
    pages = [*pages, *translated]
    ids = [str(page.pk) for page in pages]
    flows = {
        int(flow.object_id): flow
        for flow in WorkflowState.objects.active()
        .filter(base_content_type=_page_type(), object_id__in=ids)
        .select_related("current_task_state")
        .order_by("pk")
    }
    releases = Release.objects.filter(content_type=_page_type(), object_id__in=ids)
    # The newest comes last and counts.
    ended = {int(pk): state for pk, state in releases.order_by("pk").values_list("object_id", "state")}
    paused = {pk for pk, state in ended.items() if state == Release.State.PAUSED}
    shared = list(releases.filter(state=Release.State.VALID).exclude(audience=Release.PUBLIC))
    words = words_of_audiences({release.audience for release in shared}) if shared else {}
    wanted = audiences_of_pages([int(release.object_id) for release in shared]) if shared else {}
    left = Contributor.everyone.filter(work__page__in=ids, left_at__isnull=False)
    asked = {flow.current_task_state.revision_id for flow in flows.values() if flow.current_task_state}
    answers = {
        (ok.revision_id, ok.contributor_id): ok.answer
        for ok in YourOK.objects.filter(revision_id__in=asked, lost=None).order_by("pk")
    }
    asked_for = [
        flow.current_task_state_id for flow in flows.values() if flow.status == WorkflowState.STATUS_NEEDS_CHANGES
    ]
    return Standing(
        flows=flows,
        hidden={pk for pk, state in ended.items() if state == Release.State.HIDDEN},
        paused=paused,
        pauses=_pauses_of([page for page in pages if page.pk in paused]),
        taken_back={pk for pk, state in ended.items() if state == Release.State.REVOKED},
        shown_to={int(release.object_id): words[release.audience] for release in shared},
        shown_as_it_is={
            release.revision_id
            for release in shared
            if release.revision_id and wanted.get(int(release.object_id)) == release.audience
        },
        somebody_left=set(left.values_list("work_id", flat=True)),
        answers=answers,
        notes=notes_of_steps(asked_for),
        translated={page.pk for page in translated},
    )


def _pauses_of(pages: list[Page]) -> dict[int, Pause]:
    """Return the pause of each of these paused pages: its own, or the one of the page that it is part of."""
    if not pages:
        return {}
    above = {page.path[: -Page.steplen] for page in pages}
    wholes = {whole.path: whole for whole in Page.objects.filter(path__in=above)}
    found = standing_pauses([*pages, *wholes.values()])
    for page in pages:
        whole = wholes.get(page.path[: -Page.steplen])
        if page.pk not in found and whole is not None and whole.pk in found:
            found[page.pk] = found[whole.pk]
    return found


def states_of(
    pages: Iterable[Page], contributors: list[Contributor], me: Contributor, translated: Iterable[Page] = ()
) -> dict[int, PageState]:
    """Return where each page of one work, and each that is `translated` from them, stands for `me`."""
    pages, translated = list(pages), list(translated)
    standing = standing_of(pages, translated)
    return {page.pk: state_of(page, standing, contributors, me) for page in (*pages, *translated)}


def my_works(user: Any) -> list[MyWork]:
    """Return what `user` takes part in, what needs them first, then the newest."""
    from stories.studio.in_other_languages import translations_of_works

    works = list(works_for(user))
    pages, translated = pages_of_works(works), translations_of_works(works)
    standing = standing_of(
        (page for of_work in pages.values() for page in of_work),
        (page for of_work in translated.values() for page in of_work),
    )
    people: dict[int, list[Contributor]] = {work.pk: [] for work in works}
    for contributor in Contributor.objects.filter(work__in=works).select_related("person"):
        people[contributor.work_id].append(contributor)
    mine = [_my_work(work, [*pages[work.pk], *translated[work.pk]], standing, people[work.pk], user) for work in works]
    return sorted(mine, key=lambda item: not item.state.needs_me)


def _my_work(work: Work, pages: list[Page], standing: Standing, people: list[Contributor], user: Any) -> MyWork:
    me = next(person for person in people if person.person.user_id == user.pk)
    page: Any = work.page
    return MyWork(
        work=work,
        title=page.draft_title or page.title,
        language=page.locale.language_code,
        state=most_urgent([state_of(page, standing, people, me) for page in pages]),
        others=listed(person.person.first_name for person in people if person is not me),
        kind="" if is_story(page) else str(page.specific_class._meta.verbose_name),
    )


def somebody_left(work: Work) -> bool:
    """Say whether one of those who made `work` has taken their part back."""
    return Contributor.everyone.filter(work=work, left_at__isnull=False).exists()


def is_story(page: Page) -> bool:
    """Say whether the studio can change this page, without reading more of it."""
    return issubclass(page.specific_class, StoryPage)


def has_title(page: Page) -> bool:
    """Say whether whoever tells a story has called its draft something."""
    return page.draft_title != "" and page.draft_title not in in_every_language(UNTITLED)
