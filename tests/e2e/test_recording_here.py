"""A voice note is recorded in the page, heard, and kept; without a microphone a file can be chosen."""

import zlib
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from files.models import Media
from tests.e2e import steps
from tests.studio.making import a_story, parts_of


@pytest.fixture
def told(live_server, request: pytest.FixtureRequest) -> SimpleNamespace:
    """A story of one reporter of this test's own."""
    key = f"speaker-{zlib.crc32(request.node.name.encode())}"
    steps.make_reporter(key, "Sana Speaker")
    user = User.objects.get(email=f"{key}@example.org")
    work = a_story(user, title="A story told aloud")
    return SimpleNamespace(
        work=work, email=user.email, address=f"{live_server.url}/my/works/{work.pk}/parts/add/audio/"
    )


def record(page: Page, seconds: int) -> None:
    page.get_by_role("button", name="Start recording").click()
    expect(page.get_by_role("timer")).to_have_text(f"0:0{seconds}")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("It is only in this page so far.")).to_be_visible()


def test_a_voice_note_is_recorded_heard_and_kept(told, context_for: Callable, look: Callable) -> None:
    page = context_for("phone", email=told.email, permissions=["microphone"]).new_page()
    page.goto(told.address)
    record(page, 2)
    heard = page.get_by_label("What you have recorded")
    heard.evaluate("sound => sound.play()")
    expect(heard).to_have_js_property("ended", value=True)
    look(page, "recorded in the page")
    page.get_by_label("What is said in it?").fill("Three beeps.")
    steps.save(page)
    recording = Media.objects.get(pk=parts_of(told.work)[-1]["value"]["media"])
    assert 1 < recording.duration < 6
    with recording.file.open() as kept:
        assert len(kept.read()) > 1000
    # On the list it plays, from the private store.
    played = page.get_by_label("Your recording")
    played.evaluate("sound => { sound.muted = true; return sound.play() }")
    expect(played).to_have_js_property("error", value=None)


@pytest.mark.deep
def test_recorded_again_only_the_second_one_is_sent(told, context_for: Callable) -> None:
    page = context_for("phone", email=told.email, permissions=["microphone"]).new_page()
    page.goto(told.address)
    record(page, 1)
    page.get_by_role("button", name="Record it again").click()
    expect(page.get_by_role("timer")).to_have_text("0:04")
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("It is only in this page so far.")).to_be_visible()
    steps.save(page)
    assert [part["type"] for part in parts_of(told.work)] == ["words", "audio"]
    assert Media.objects.get(pk=parts_of(told.work)[-1]["value"]["media"]).duration > 3


@pytest.mark.deep
def test_who_leaves_with_a_recording_is_asked_first(told, context_for: Callable) -> None:
    page = context_for("phone", email=told.email, permissions=["microphone"]).new_page()
    page.goto(told.address)
    record(page, 1)
    asked = []
    page.on("dialog", lambda box: (asked.append(box.type), box.dismiss()))
    page.evaluate("location.assign('/my/')")
    expect(page.get_by_role("button", name="Record it again")).to_be_visible()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.url == told.address


@pytest.mark.deep
def test_without_a_microphone_a_file_is_chosen(told, context_for: Callable, look: Callable) -> None:
    page = context_for("phone", email=told.email).new_page()
    page.goto(told.address)
    page.get_by_role("button", name="Start recording").click()
    expect(page.get_by_text("does not let this page use the microphone")).to_be_visible()
    look(page, "no microphone")
    page.get_by_label("Choose a recording").set_input_files(steps.VOICE)
    expect(page.get_by_role("button", name="Start recording")).to_be_visible()
    steps.save(page)
    assert parts_of(told.work)[-1]["type"] == "audio"


@pytest.mark.deep
def test_without_scripts_nothing_is_offered_that_does_not_work(told, context_for: Callable) -> None:
    page = context_for("phone", javascript=False, email=told.email).new_page()
    page.goto(told.address)
    expect(page.get_by_label("Choose a recording")).to_be_visible()
    expect(page.get_by_role("button", name="Start recording")).to_be_hidden()
