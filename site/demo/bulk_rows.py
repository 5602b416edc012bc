"""The rows of public stories that are made in bulk: their places in the tree, and all that stands behind a release.

The database's own triggers are on: a row becomes live only with its release named.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Max
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState

from accounts.models import User
from authorship.models import Contributor, YourOK
from moderation.models import CheckState, OKState, Reading
from publishing.digests import digest
from publishing.models import Manifest, PublicAddress, Release
from publishing.naming import named
from stories.models import StoryIndexPage, StoryPage
from translation.models import LanguageCheckState


@dataclass
class Version:
    """Words that are to be public: whose they are, who wrote them down, and what is frozen of how they came there."""

    page: StoryPage
    part: Contributor
    writer: User
    frozen: dict[str, Any] = field(default_factory=dict)

    @property
    def manifest(self) -> dict[str, Any]:
        """What is frozen with its release."""
        part = self.part
        credit = {"id": part.pk, "name": part.shown_name, "role": part.role, "expertise": part.expertise}
        return {"files": {}, "credits": [credit]} | self.frozen


class Lists:
    """The lists of stories, each in its language, and where new stories go below them."""

    def __init__(self, codes: Any) -> None:
        found = StoryIndexPage.objects.filter(locale__language_code__in=codes).select_related("locale").order_by("pk")
        self.by_locale = {index.locale_id: index for index in found}
        self.locales = [index.locale for index in self.by_locale.values()]

    def add(self, pages: list[StoryPage]) -> None:
        """Put drafts below the lists of their languages."""
        below: dict[int, list[StoryPage]] = defaultdict(list)
        next_id = (Page._base_manager.aggregate(last=Max("pk"))["last"] or 0) + 1
        for number, page in enumerate(pages, start=next_id):
            page.pk = page.id = page.page_ptr_id = number
            below[page.locale_id].append(page)
        for locale_id, new in below.items():
            self._place(self.by_locale[locale_id], new)
        Page._base_manager.bulk_create([parent_row(page) for page in pages])
        insert_own_rows(StoryPage, pages)

    def _place(self, index: StoryIndexPage, pages: list[StoryPage]) -> None:
        depth = index.depth + 1
        there = Page._base_manager.filter(path__startswith=index.path, depth=depth).aggregate(last=Max("path"))["last"]
        step = Page._str2int(there[-Page.steplen :]) if there else 0
        for offset, page in enumerate(pages, start=1):
            page.path, page.depth = Page._get_path(index.path, depth, step + offset), depth
            page.url_path = f"{index.url_path}{page.slug}/"
        StoryIndexPage._base_manager.filter(pk=index.pk).update(numchild=F("numchild") + len(pages))


class Gate:
    """Makes drafts public, with all the rows that checking them and saying yes to them leave behind."""

    def __init__(self, moderator: User, reviewer: User) -> None:
        self.page_type = ContentType.objects.get_for_model(Page)
        self.story_type = ContentType.objects.get_for_model(StoryPage)
        self.moderator, self.reviewer = moderator, reviewer
        self.now = timezone.now()

    def release(self, versions: list[Version]) -> list[Release]:
        """Make versions public that all go the same way; return their releases."""
        revisions = self._revisions(versions)
        words = [digest(revision.content) for revision in revisions]
        frozen = [digest(version.manifest) for version in versions]
        oks = YourOK.objects.bulk_create(
            [
                YourOK(
                    contributor=version.part,
                    page_id=version.page.pk,
                    revision_id=revision.pk,
                    revision_digest=word,
                    manifest_digest=seal,
                    answer=YourOK.Answer.YES,
                )
                for version, revision, word, seal in zip(versions, revisions, words, frozen, strict=True)
            ]
        )
        runs = self._runs(versions, revisions, words)
        releases = Release.objects.bulk_create(
            [
                Release(
                    content_type=self.page_type,
                    object_id=revision.object_id,
                    revision=revision,
                    revision_digest=word,
                    manifest_digest=seal,
                    state=Release.State.VALID,
                    workflow_run=run.pk,
                    approved_by=self.moderator,
                    approved_at=self.now,
                    ok_ids=[ok.pk],
                )
                for revision, word, seal, run, ok in zip(revisions, words, frozen, runs, oks, strict=True)
            ]
        )
        Manifest.objects.bulk_create(
            [
                Manifest(release=release, body=version.manifest)
                for release, version in zip(releases, versions, strict=True)
            ]
        )
        self._go_live([version.page for version in versions], revisions, releases)
        return releases

    def _revisions(self, versions: list[Version]) -> list[Revision]:
        rows = [
            Revision(
                content_type=self.story_type,
                base_content_type=self.page_type,
                object_id=str(version.page.pk),
                created_at=self.now,
                user=version.writer,
                object_str=version.page.title,
                content=version.page.serializable_data(),
            )
            for version in versions
        ]
        return Revision.objects.bulk_create(rows)

    def _runs(self, versions: list[Version], revisions: list[Revision], words: list[str]) -> list[WorkflowState]:
        workflow: Any = versions[0].page.get_workflow()
        runs = WorkflowState.objects.bulk_create(
            [
                WorkflowState(
                    content_type=self.story_type,
                    base_content_type=self.page_type,
                    object_id=str(version.page.pk),
                    workflow=workflow,
                    status=WorkflowState.STATUS_APPROVED,
                    requested_by=version.writer,
                )
                for version in versions
            ]
        )
        Reading.objects.bulk_create(
            [
                Reading(
                    run=run.pk,
                    page_id=int(revision.object_id),
                    revision_id=revision.pk,
                    digest=word,
                    moderator=self.moderator,
                )
                for run, revision, word in zip(runs, revisions, words, strict=True)
            ]
        )
        for task in workflow.tasks:
            self._step(task.specific, versions, runs, revisions, words)
        return runs

    def _step(self, task: Any, versions: list[Version], runs: list, revisions: list, words: list[str]) -> None:
        model = task.task_state_class
        of_all = {CheckState: self.moderator, LanguageCheckState: self.reviewer}
        next_id = (TaskState.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        steps = [
            model(
                pk=next_id + number,
                taskstate_ptr_id=next_id + number,
                id=next_id + number,
                workflow_state=run,
                revision=revision,
                task_id=task.pk,
                status=TaskState.STATUS_APPROVED,
                started_at=self.now,
                finished_at=self.now,
                finished_by=of_all.get(model, version.page.owner),
                content_type=ContentType.objects.get_for_model(model),
                **({} if model is OKState else {"digest": word}),
            )
            for number, (version, run, revision, word) in enumerate(zip(versions, runs, revisions, words, strict=True))
        ]
        TaskState.objects.bulk_create([parent_row(step) for step in steps])
        insert_own_rows(model, steps)

    def _go_live(self, pages: list[StoryPage], revisions: list[Revision], releases: list[Release]) -> None:
        for page, revision, release in zip(pages, revisions, releases, strict=True):
            with named(release.pk):
                Page._base_manager.filter(pk=page.pk).update(
                    live=True,
                    live_revision=revision,
                    latest_revision=revision,
                    latest_revision_created_at=self.now,
                    first_published_at=self.now,
                    last_published_at=self.now,
                )
        paths = [unquote(page.get_url_parts()[2]) for page in pages]
        PublicAddress.objects.bulk_create(
            [
                PublicAddress(
                    digest=PublicAddress.digest_of(path),
                    path=path,
                    content_type=self.page_type,
                    object_id=str(page.pk),
                )
                for page, path in zip(pages, paths, strict=True)
            ],
            ignore_conflicts=True,
        )


def parent_row(obj: Any) -> Any:
    """Return the row of the parent table that belongs to `obj`."""
    parent = next(iter(obj._meta.parents))
    fields = parent._meta.concrete_fields
    return parent(**{field.attname: getattr(obj, field.attname) for field in fields})


def insert_own_rows(model: Any, objects: list[Any]) -> None:
    """Insert only the rows of the child's own table, which Django's `bulk_create` cannot."""
    model._base_manager._insert(objects, fields=model._meta.local_concrete_fields, using="default")
