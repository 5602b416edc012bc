"""The whole demo, built by its command: each story in its state, each page answers, and twice is as good as once."""

import random
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from authorship.models import Contributor, Work, YourOK
from demo.building import Demo
from demo.bulk import Bulk
from demo.content_files import stories
from learning.models import SessionPage
from publishing.audit import audit_public
from publishing.digests import digest, revision_digest
from publishing.models import Manifest, PublicAddress, Release
from publishing.selectors import is_released
from publishing.taking_down import do_all_pending
from stories.models import StoryPage
from tests.furnished_house import demo_files, house, own_file_roots  # noqa: F401


def counts() -> dict[str, int]:
    """Return how many rows each of our tables and the page table hold."""
    ours = (
        "accounts",
        "authorship",
        "files",
        "publishing",
        "moderation",
        "translation",
        "wagtail_localize",
        "stories",
        "learning",
        "home",
        "consent",
        "wagtailcore",
    )
    return {
        model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.app_label in ours
    }


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.usefixtures("house")
def test_the_whole_demo(settings, django_capture_on_commit_callbacks):
    """One building by the command, looked at from every side: building takes longer than all the looking."""
    settings.DEBUG = False
    do_all_pending(timezone.now())
    assert audit_public() == []
    _each_story_is_in_its_state()
    _every_public_page_answers()
    _everything_public_was_approved_by_somebody_else()
    # Beside it stand works of others, for whom no building of the demo answers.
    before = counts()
    demo = Demo(say=lambda words: None)
    demo.build()
    assert counts() == before


@pytest.mark.deep
@pytest.mark.django_db
@pytest.mark.usefixtures("house")
def test_works_made_in_bulk_are_like_others() -> None:
    demo = Demo(say=lambda words: None)
    demo.build()
    _works_made_in_bulk_are_like_others(demo)


def _each_story_is_in_its_state() -> None:
    for row in stories():
        page = StoryPage.objects.get(slug=row["key"], locale__language_code=row["language"])
        assert is_released(page) == (row["state"] == "published"), row["key"]
        run = page.current_workflow_state
        expected = {
            "sent_in": WorkflowState.STATUS_IN_PROGRESS,
            "waiting_for_ok": WorkflowState.STATUS_IN_PROGRESS,
            "changes_asked": WorkflowState.STATUS_NEEDS_CHANGES,
        }.get(row["state"])
        assert (run.status if run else None) == expected, row["key"]
        if row["state"] == "taken_down":
            assert Client().get(page.get_url()).status_code == 410
    for session in SessionPage.objects.filter(live=True):
        assert session.total_minutes == session.length_minutes


def _every_public_page_answers() -> None:
    client = Client()
    for page in Page.objects.filter(depth__gt=1, live=True).specific():
        response = client.get(page.get_url())
        assert response.status_code == 200, page.get_url()
        assert "files/" not in response.content.decode().replace("/static/files/", ""), "a private link in public"


def _everything_public_was_approved_by_somebody_else() -> None:
    for release in Release.objects.filter(state=Release.State.VALID, kind=Release.Kind.WORKFLOW):
        writers = set(release.object.revisions.values_list("user_id", flat=True))
        assert release.approved_by_id not in writers
        if hasattr(release.object, "work"):
            said_yes = set(YourOK.objects.filter(pk__in=release.ok_ids).values_list("contributor_id", flat=True))
            parts = Contributor.everyone.filter(work=release.object.work)
            stayed = {part.pk for part in parts if part.left_at is None}
            assert len(said_yes) == len(release.ok_ids)
            assert stayed <= said_yes <= {part.pk for part in parts}


def shape(page: StoryPage) -> dict[str, Any]:
    """Return what stands behind a public story, without ids, words and dates."""
    release = Release.objects.get(object_id=str(page.pk), state=Release.State.VALID)
    manifest = Manifest.objects.get(release=release)
    states = [state.specific for state in TaskState.objects.filter(workflow_state_id=release.workflow_run)]
    contributors = list(Contributor.objects.filter(work=Work.objects.get(page=page)))
    oks = list(YourOK.objects.filter(pk__in=release.ok_ids))
    return {
        "words": revision_digest(release.revision) == release.revision_digest,
        "frozen": digest(manifest.body) == release.manifest_digest,
        "parts of the manifest": sorted(manifest.body),
        "credit keys": sorted(manifest.body["credits"][0]),
        "credits": [credit["id"] for credit in manifest.body["credits"]] == [person.pk for person in contributors],
        "oks": {ok.contributor_id for ok in oks} == {person.pk for person in contributors},
        "same digests": all(
            (ok.revision_digest, ok.manifest_digest) == (release.revision_digest, release.manifest_digest) for ok in oks
        ),
        "steps": sorted((type(state).__name__, state.status) for state in states),
        "run": WorkflowState.objects.get(pk=release.workflow_run).status,
        "approved by": release.approved_by.groups.get().name,
        "kind": release.kind,
        "address": PublicAddress.objects.filter(path=page.get_url()).count(),
        "live revision": page.live_revision_id == release.revision_id == page.latest_revision_id,
        "row": (page.live, page.has_unpublished_changes, page.draft_title == page.title),
    }


def _works_made_in_bulk_are_like_others(demo: Demo) -> None:
    made = StoryPage.objects.get(slug="the-blazer", locale__language_code="en")
    tellers = [demo.people["reporter"], demo.people["reporter2"]]
    ids = Bulk(tellers, demo.moderator).add(120)
    assert len(ids) == 120
    for pk in random.sample(ids, 50):
        assert shape(StoryPage.objects.get(pk=pk)) == shape(made)
    assert audit_public() == []
    assert Page.find_problems() == ([], [], [], [], [])
    assert Client().get(StoryPage.objects.get(pk=ids[-1]).get_url()).status_code == 200
