"""The demo is built through the real services, holds together, and is the same when it is built twice."""

import random
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from authorship.models import Contributor, Work, YourOK
from demo.building import Demo
from demo.bulk import Bulk
from demo.content_files import asset_rows, modules, read, stories
from files.models import Image, Media
from learning.models import SessionPage
from publishing.audit import audit_public
from publishing.digests import digest, revision_digest
from publishing.models import Manifest, PublicAddress, Release
from publishing.selectors import is_released
from publishing.taking_down import do_all_pending
from stories.models import StoryPage

STATES = {"published", "draft", "sent_in", "changes_asked", "waiting_for_ok", "taken_down"}


def test_seed_demo_refuses_a_real_site(settings):
    settings.IS_DEMO = False
    with pytest.raises(CommandError):
        call_command("seed_demo")


def test_the_content_has_what_a_demo_needs():
    told = stories()
    assert {story["state"] for story in told} == STATES
    published = [story for story in told if story["state"] == "published"]
    assert len(published) >= 8
    assert {"words", "poem", "photo_story", "audio", "video", "drawing"} <= {story["told_as"] for story in published}
    assert "ur" in {story["language"] for story in published}
    assert len([module for module in modules() if module["state"] == "published"]) >= 4


def test_every_recording_has_its_words_and_every_picture_says_what_it_shows():
    for row in asset_rows().values():
        if row["kind"] == "image":
            assert row.get("decorative") or len(row["alt"]) > 20, row["key"]
        else:
            assert len(row["transcript"]) > 40, row["key"]
        if row["kind"] == "video":
            assert row["captions"].endswith(".vtt")


def test_minutes_of_every_session_add_up():
    for module in modules():
        for session in module["sessions"]:
            minutes = sum(step.get("minutes", 0) for step in session["running_order"])
            assert minutes == session["length_minutes"], session["key"]


def test_the_demo_never_says_that_birmingham_adopted_the_duty():
    for module in modules():
        for sentence in str(module).replace("\n", " ").split(". "):
            claims = "Birmingham City Council has adopted" in sentence
            assert not claims or "not" in sentence.lower() or "claim" in sentence.lower(), sentence


def counts() -> dict[str, int]:
    """Return how many rows each of our tables and the page table hold."""
    ours = ("accounts", "authorship", "files", "publishing", "moderation", "stories", "learning", "home", "wagtailcore")
    return {
        model._meta.label: model._base_manager.count() for model in apps.get_models() if model._meta.app_label in ours
    }


@pytest.fixture
def demo(db, settings) -> Demo:
    """The whole demo."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    built = Demo(say=lambda words: None)
    built.build()
    return built


def test_the_whole_demo(demo, settings, django_capture_on_commit_callbacks):
    """One building, looked at from every side: building takes longer than all the looking."""
    settings.DEBUG = False
    do_all_pending(timezone.now())
    assert audit_public() == []
    _each_story_is_in_its_state()
    _every_public_page_answers()
    _everything_public_was_approved_by_somebody_else()
    before = counts()
    Demo(say=lambda words: None).build()
    assert counts() == before
    _works_made_in_bulk_are_like_others(demo)


def _each_story_is_in_its_state() -> None:
    for row in stories():
        page = StoryPage.objects.get(slug=row["key"])
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
            assert len(release.ok_ids) == release.object.work.contributors.count()


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
    made = StoryPage.objects.get(slug="the-blazer")
    tellers = [demo.people["reporter"], demo.people["reporter2"]]
    ids = Bulk(tellers, demo.moderator).add(120)
    assert len(ids) == 120
    for pk in random.sample(ids, 50):
        assert shape(StoryPage.objects.get(pk=pk)) == shape(made)
    assert audit_public() == []
    assert Page.find_problems() == ([], [], [], [], [])
    assert Client().get(StoryPage.objects.get(pk=ids[-1]).get_url()).status_code == 200


@pytest.mark.django_db
def test_demo_files_go_through_the_same_door(demo_people):
    from demo.assets_to_files import Assets

    assets = Assets(brought_by=demo_people["reporter"])
    picture = assets.get(next(key for key, row in asset_rows().items() if row["kind"] == "image"))
    again = Assets(brought_by=demo_people["reporter"]).get(
        next(key for key, row in asset_rows().items() if row["kind"] == "image")
    )
    assert picture.sha256
    assert again.pk == picture.pk
    assert Image.objects.count() == 1
    assert Media.objects.count() == 0


@pytest.fixture
def demo_people(db):
    """The demo's people."""
    from demo.people import make_people
    from home.setting_up import make_site

    make_site()
    return make_people()


def test_tellers_cannot_sign_in_with_a_password_and_demo_people_can(demo_people):
    assert not demo_people["nasreen"].has_usable_password()
    for role in ("reporter", "trainer", "moderator", "admin"):
        assert demo_people[role].has_usable_password()
    assert read("people.toml")["people"]
