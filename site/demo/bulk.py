"""Many works at once, for measuring. Written straight into the tables, each with all that a work made by people has.

Only the demo may do this. The database's own triggers are on: a row becomes live only with its release named.
"""

import random
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from wagtail.models import Page, Revision, Task, TaskState, Workflow, WorkflowState
from wagtail.search.backends import get_search_backend

from accounts.models import User
from authorship.models import Contributor, Work, YourOK
from consent.models import ConsentEntry
from consent.services import review_date
from consent.wording import VERSION, How, Use, uses_asked
from core.facets import Facet, as_text
from moderation.models import BeingCheckedTask, CheckState, OKState, Reading, YourOKTask
from publishing.audiences import PUBLIC
from publishing.digests import digest
from publishing.models import Manifest, PublicAddress, Release
from publishing.naming import named
from stories.models import StoryIndexPage, StoryPage

CHUNK = 500
OPENINGS = ("The morning", "A letter", "My neighbour", "The queue", "Our kitchen", "The walk home", "A phone call")
ENDINGS = ("that Tuesday", "in the rain", "before the bus", "at number nine", "after school", "by the canal")
SENTENCES = (
    "I had the form in one hand and the kettle in the other.",
    "Nobody asked us when we could come.",
    "She wrote the number on the back of a receipt and I still have it.",
    "We counted the coins twice, and then we laughed.",
    "The man at the desk was kind, and that was the whole difference.",
    "It was two buses, and the second one did not stop.",
)


class Bulk:
    """Adds works below the English list of stories."""

    def __init__(self, tellers: list[User], moderator: User) -> None:
        self.tellers = [teller for teller in tellers if hasattr(teller, "person")]
        self.moderator = moderator
        self.index = StoryIndexPage.objects.get(locale__language_code="en")
        self.page_type = ContentType.objects.get_for_model(Page)
        self.story_type = ContentType.objects.get_for_model(StoryPage)
        self.workflow = Workflow.objects.get(active=True)
        self.check, self.wait = BeingCheckedTask.objects.get(), YourOKTask.objects.get()
        self.now = timezone.now()
        self.chance = random.Random(4711)

    def add(self, count: int) -> list[int]:
        """Add `count` works and return the ids of their pages."""
        first = StoryPage.objects.filter(slug__startswith="told-").count()
        ids: list[int] = []
        for start in range(first, first + count, CHUNK):
            size = min(CHUNK, first + count - start)
            ids += self._chunk(range(start, start + size))
        _reset_sequences([Page, Revision, TaskState])
        self._index_for_search(ids)
        return ids

    @transaction.atomic
    def _chunk(self, numbers: range) -> list[int]:
        pages = list(self._pages(numbers))
        Page._base_manager.bulk_create([_parent_row(page) for page in pages])
        _insert_own_rows(StoryPage, pages)
        StoryIndexPage._base_manager.filter(pk=self.index.pk).update(numchild=self.index.numchild + len(pages))
        self.index.refresh_from_db()
        revisions = self._revisions(pages)
        works = Work.objects.bulk_create([Work(page_id=page.pk, started_by=page.owner) for page in pages])
        contributors = Contributor.objects.bulk_create(
            [self._contributor(work, page) for work, page in zip(works, pages, strict=True)]
        )
        self._agree(contributors)
        self._release(pages, revisions, contributors)
        return [page.pk for page in pages]

    def _pages(self, numbers: range) -> Iterator[StoryPage]:
        self.index.refresh_from_db()
        next_id = (Page._base_manager.aggregate(last=Max("pk"))["last"] or 0) + 1
        last = self.index.get_last_child()
        step = Page._str2int(last.path[-Page.steplen :]) if last else 0
        for offset, number in enumerate(numbers):
            title = f"{self.chance.choice(OPENINGS)} {self.chance.choice(ENDINGS)}"
            words = "\n\n".join(self.chance.sample(SENTENCES, 4))
            slug = f"told-{number + 1}"
            page = StoryPage(
                pk=next_id + offset,
                title=title,
                draft_title=title,
                slug=slug,
                summary=words.split("\n\n")[0],
                told_as="words",
                place="Birmingham",
                facets=as_text(self.chance.sample(Facet.values, self.chance.choice((0, 0, 1, 1, 2, 3)))),
                body=[("words", words)],
                owner=self.tellers[number % len(self.tellers)],
                locale=self.index.locale,
                content_type=self.story_type,
                live=False,
                path=Page._get_path(self.index.path, self.index.depth + 1, step + 1 + offset),
                depth=self.index.depth + 1,
                url_path=f"{self.index.url_path}{slug}/",
            )
            page.page_ptr_id = page.pk
            yield page

    def _revisions(self, pages: list[StoryPage]) -> list[Revision]:
        rows = [
            Revision(
                content_type=self.story_type,
                base_content_type=self.page_type,
                object_id=str(page.pk),
                created_at=self.now,
                user=page.owner,
                object_str=page.title,
                content=page.serializable_data(),
            )
            for page in pages
        ]
        return Revision.objects.bulk_create(rows)

    def _contributor(self, work: Work, page: StoryPage) -> Contributor:
        person = page.owner.person
        return Contributor(
            work=work,
            person=person,
            role=Contributor.Role.TELLER,
            expertise=Contributor.Expertise.LIVED,
            credit=Contributor.Credit.FIRST_NAME,
            credit_name=person.first_name,
            order=1,
        )

    def _agree(self, contributors: list[Contributor]) -> None:
        until = review_date(timezone.localdate())
        ConsentEntry.objects.bulk_create(
            [
                ConsentEntry(
                    person_id=part.person_id,
                    work_id=part.work_id,
                    use=use,
                    agreed=use != Use.OPEN_LICENCE,
                    how=How.FACE_TO_FACE,
                    language="en",
                    wording=VERSION,
                    review_on=until if use != Use.OPEN_LICENCE else None,
                )
                for part in contributors
                for use in uses_asked(PUBLIC)
            ]
        )

    def _release(self, pages: list, revisions: list, contributors: list) -> None:
        manifests = [
            {
                "files": {},
                "credits": [{"id": part.pk, "name": part.shown_name, "role": part.role, "expertise": part.expertise}],
            }
            for part in contributors
        ]
        words = [digest(revision.content) for revision in revisions]
        frozen = [digest(manifest) for manifest in manifests]
        oks = YourOK.objects.bulk_create(
            [
                YourOK(
                    contributor=part,
                    page_id=page.pk,
                    revision_id=revision.pk,
                    revision_digest=word,
                    manifest_digest=seal,
                    answer=YourOK.Answer.YES,
                )
                for part, page, revision, word, seal in zip(contributors, pages, revisions, words, frozen, strict=True)
            ]
        )
        runs = self._runs(pages, revisions, words)
        releases = Release.objects.bulk_create(
            [
                Release(
                    content_type=self.page_type,
                    object_id=str(page.pk),
                    revision=revision,
                    revision_digest=word,
                    manifest_digest=seal,
                    state=Release.State.VALID,
                    workflow_run=run.pk,
                    approved_by=self.moderator,
                    approved_at=self.now,
                    ok_ids=[ok.pk],
                )
                for page, revision, word, seal, run, ok in zip(pages, revisions, words, frozen, runs, oks, strict=True)
            ]
        )
        Manifest.objects.bulk_create(
            [Manifest(release=release, body=body) for release, body in zip(releases, manifests, strict=True)]
        )
        self._go_live(pages, revisions, releases)

    def _runs(self, pages: list, revisions: list, words: list[str]) -> list[WorkflowState]:
        runs = WorkflowState.objects.bulk_create(
            [
                WorkflowState(
                    content_type=self.story_type,
                    base_content_type=self.page_type,
                    object_id=str(page.pk),
                    workflow=self.workflow,
                    status=WorkflowState.STATUS_APPROVED,
                    requested_by=page.owner,
                )
                for page in pages
            ]
        )
        checks = self._steps(CheckState, self.check, runs, revisions, self.moderator)
        for check, word in zip(checks, words, strict=True):
            check.digest = word
        Reading.objects.bulk_create(
            [
                Reading(run=run.pk, page_id=page.pk, revision_id=revision.pk, digest=word, moderator=self.moderator)
                for run, page, revision, word in zip(runs, pages, revisions, words, strict=True)
            ]
        )
        _insert_own_rows(CheckState, checks)
        _insert_own_rows(OKState, self._steps(OKState, self.wait, runs, revisions, None))
        return runs

    def _steps(self, model: type, task: Task, runs: list, revisions: list, by: User | None) -> list[Any]:
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
                finished_by=by or revision.user,
                content_type=ContentType.objects.get_for_model(model),
            )
            for number, (run, revision) in enumerate(zip(runs, revisions, strict=True))
        ]
        TaskState.objects.bulk_create([_parent_row(step) for step in steps])
        return steps

    def _go_live(self, pages: list, revisions: list, releases: list) -> None:
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
        PublicAddress.objects.bulk_create(
            [
                PublicAddress(
                    digest=PublicAddress.digest_of(f"/stories/{page.slug}/"),
                    path=f"/stories/{page.slug}/",
                    content_type=self.page_type,
                    object_id=str(page.pk),
                )
                for page in pages
            ],
            ignore_conflicts=True,
        )

    def _index_for_search(self, ids: list[int]) -> None:
        index = get_search_backend().get_index_for_model(StoryPage)
        for start in range(0, len(ids), CHUNK):
            index.add_items(StoryPage, list(StoryPage.objects.filter(pk__in=ids[start : start + CHUNK])))


def _parent_row(obj: Any) -> Any:
    """Return the row of the parent table that belongs to `obj`."""
    parent = next(iter(obj._meta.parents))
    fields = parent._meta.concrete_fields
    return parent(**{field.attname: getattr(obj, field.attname) for field in fields})


def _insert_own_rows(model: Any, objects: list[Any]) -> None:
    """Insert only the rows of the child's own table, which Django's `bulk_create` cannot."""
    model._base_manager._insert(objects, fields=model._meta.local_concrete_fields, using="default")


def _reset_sequences(models: list[Any]) -> None:
    """Tell the database which ids are taken, since rows came with ids of their own."""
    statements = connection.ops.sequence_reset_sql(no_style(), models)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
