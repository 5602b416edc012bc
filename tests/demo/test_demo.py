"""The demo is built through the real services, holds together, and is the same when it is built twice."""

import pytest
from django.core.management import CommandError, call_command

from demo.bulk_words import codes, words_of
from demo.content_files import asset_rows, modules, read, stories
from files.models import Image, Media

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
    assert [module["key"] for module in modules()] == read("learning/programme.toml")["modules"]
    assert len(modules()) == 9
    assert len([module for module in modules() if module["state"] == "published"]) == 8


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


def test_works_made_in_bulk_have_as_many_words_in_each_language(settings):
    assert sorted(codes()) == sorted(code for code, _name in settings.LANGUAGES)
    counts = {code: {name: len(words) for name, words in words_of(code).items()} for code in codes()}
    assert all(counts[code] == counts["en"] for code in codes())


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
