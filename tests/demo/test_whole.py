"""The whole demo, built by its command: each story in its state, each page answers, and twice is as good as once."""

import random
from collections import Counter
from typing import Any
from urllib.parse import unquote

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from authorship.models import Contributor, YourOK
from authorship.selectors import contributors_of
from consent.models import ConsentEntry
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
from translation.selectors import ever_assigned, source_page, translation_of
from translation.sentences import progress_of
from translation.services import as_it_stands, is_up_to_date


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
    contributors = list(contributors_of(page))
    oks = list(YourOK.objects.filter(pk__in=release.ok_ids))
    return {
        "words": revision_digest(release.revision) == release.revision_digest,
        "frozen": digest(manifest.body) == release.manifest_digest,
        "parts of the manifest": sorted(manifest.body),
        "credit keys": sorted(manifest.body["credits"][0]),
        "translation": frozen_translation(page, manifest),
        "credits": [credit["id"] for credit in manifest.body["credits"]] == [person.pk for person in contributors],
        "oks": {ok.contributor_id for ok in oks} == {person.pk for person in contributors},
        "same digests": all(
            (ok.revision_digest, ok.manifest_digest) == (release.revision_digest, release.manifest_digest) for ok in oks
        ),
        "steps": sorted((type(state).__name__, state.status) for state in states),
        "run": WorkflowState.objects.get(pk=release.workflow_run).status,
        "approved by": release.approved_by.groups.get().name,
        "kind": release.kind,
        "address": PublicAddress.objects.filter(path=unquote(page.get_url())).count(),
        "language of the consent": {
            entry.language == entry.work.page.locale.language_code
            for entry in ConsentEntry.objects.filter(work=contributors[0].work)
        },
        "live revision": page.live_revision_id == release.revision_id == page.latest_revision_id,
        "row": (page.live, page.has_unpublished_changes, page.draft_title == page.title),
    }


def plot() -> StoryPage:
    """Return the demo's story that is in three languages."""
    return StoryPage.objects.get(slug="plot-nineteen", locale__language_code="en")


def frozen_translation(page: StoryPage, manifest: Manifest) -> dict[str, Any]:
    """Return what stands behind a translation, without ids and words; empty for a page that is none."""
    translation = translation_of(page)
    if translation is None:
        return {}
    frozen = manifest.body["translation"]
    source = source_page(translation)
    return {
        "keys": {key: sorted(row for each in frozen[key] for row in each) for key in ("by", "checked_by")},
        "from": frozen["from"] == source.locale.language_code != page.locale.language_code,
        "release": frozen["release"] == translation.taken_from.release_id,
        "progress": progress_of(translation).is_done,
        "sentences": as_it_stands(translation).body.raw_data[:] == page.body.raw_data[:],
        "given": sorted((one.part, bool(one.done_at), bool(one.ended_at)) for one in ever_assigned(page)),
        "up to date": is_up_to_date(page),
    }


def _works_made_in_bulk_are_like_others(demo: Demo) -> None:
    """Each stands in its own language, and one round of each ten in others too."""
    before = set(StoryPage.objects.values_list("pk", flat=True))
    ids = Bulk(demo.people).add(120)
    assert len(ids) == 120
    translations = set(StoryPage.objects.values_list("pk", flat=True)) - before - set(ids)
    assert len(translations) == 2 * len(settings.LANGUAGES) * 2
    made = StoryPage.objects.get(slug="the-blazer", locale__language_code="en")
    translated = StoryPage.objects.get(translation_key=plot().translation_key, locale__language_code="ur")
    for pages, like, count in ((ids, made, 50), (sorted(translations), translated, 20)):
        for pk in random.sample(pages, count):
            assert shape(StoryPage.objects.get(pk=pk)) == shape(like)
    in_each = Counter(StoryPage.objects.filter(pk__in=ids).values_list("locale__language_code", flat=True))
    assert in_each == {code: 15 for code, _name in settings.LANGUAGES}
    assert audit_public() == []
    assert Page.find_problems() == ([], [], [], [], [])
    for page in StoryPage.objects.filter(pk__in=[*ids[-8:], *translations]):
        assert Client().get(page.get_url()).status_code == 200
