"""Every kind of public page, looked over in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from demo.examples import EXAMPLES, example
from tests.e2e.looking import look_over
from tests.profiles import a_few
from tests.studio.making import page_of


@a_few(8)
@pytest.mark.parametrize("name", EXAMPLES)
def test_public_page(live_server, desktop: Page, name: str) -> None:
    """axe finds nothing, in light or dark, on phone or laptop; nothing scrolls sideways; thumbs find their targets."""
    wanted = example(name)
    answer = desktop.goto(live_server.url + wanted.path)
    assert answer is not None
    assert answer.status == wanted.status
    complaints = look_over(desktop)
    assert not complaints, "\n".join([desktop.url, *complaints])


def test_a_time_in_a_transcript_plays_the_recording_from_there(live_server, desktop: Page) -> None:
    """Each time is a button that names its time to a voice."""
    desktop.goto(live_server.url + example("story, video").path)
    desktop.get_by_text("Read what is said").click()
    time = desktop.get_by_role("button", name="Play from 0:11")
    time.click()
    expect(time).to_be_visible()
    desktop.wait_for_function("document.querySelector('video').currentTime >= 11")


def test_the_transcript_follows_along_and_takes_along_whoever_reads_it(live_server, desktop: Page) -> None:
    """The passage that is spoken is marked, one at a time; whoever reads somewhere else is not moved."""
    desktop.set_viewport_size({"width": 360, "height": 320})
    desktop.goto(live_server.url + example("story, video").path)
    desktop.get_by_text("Read what is said").click()
    passages = desktop.locator(".timed > li")
    assert passages.count() > 2
    spoken = desktop.locator(".timed > li[aria-current=true]")
    expect(spoken).to_have_count(0)
    desktop.get_by_role("button", name="Play from 0:11").click()
    for number in (1, 2):
        start = desktop.evaluate(f"Number(document.querySelectorAll('.timed time')[{number}].dataset.seconds)")
        desktop.evaluate(f"document.querySelector('video').currentTime = {start}")
        expect(spoken).to_have_count(1)
        expect(spoken.locator("time")).to_have_attribute("data-seconds", str(start))
        expect(spoken).to_be_in_viewport()
    desktop.evaluate("scrollTo(0, 0)")
    desktop.evaluate("document.querySelector('video').currentTime = 0")
    expect(spoken.locator("time")).to_have_attribute("data-seconds", "0")
    assert desktop.evaluate("scrollY") == 0


def test_a_story_says_how_it_was_checked_and_copies_its_link(live_server, desktop: Page, look: Callable) -> None:
    """Whoever shares it gets the address, and is told why a link is kinder than a copy."""
    desktop.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desktop.goto(live_server.url + example("story, video").path)
    desktop.get_by_text("How it was made and checked").press("Enter")
    expect(desktop.get_by_text("a moderator who took no part", exact=False)).to_be_visible()
    desktop.get_by_text("Share it with care").press("Enter")
    look(desktop)
    desktop.get_by_role("button", name="Copy the link").click()
    expect(desktop.get_by_text("The link is copied")).to_be_visible()
    shared = desktop.evaluate("navigator.clipboard.readText()")
    assert shared == desktop.locator("link[rel=canonical]").get_attribute("href")


def test_what_may_be_hard_stays_closed_until_somebody_opens_it(house, desktop: Page, look: Callable) -> None:
    """It says what is in it before it starts; words can be read, pictures and recordings wait."""
    desktop.goto(house.base + page_of(house.works["noted"]).get_url())
    expect(desktop.get_by_text("Before you start")).to_be_visible()
    picture = desktop.get_by_role("img", name="A red door")
    expect(picture).to_be_hidden()
    look(desktop)
    desktop.get_by_text("Open: Photo").press("Enter")
    expect(picture).to_be_visible()
    look(desktop)


def test_concern_that_says_nothing_and_one_that_is_sent(live_server, desktop: Page, look: Callable) -> None:
    """The form's errors and its thanks are pages too."""
    desktop.goto(f"{live_server.url}/report-a-concern/")
    desktop.get_by_role("button", name="Send").click()
    desktop.get_by_role("alert").wait_for()
    look(desktop)
    desktop.get_by_label("What is the matter?").fill("My neighbour is in the picture and did not say yes.")
    desktop.get_by_role("button", name="Send").click()
    desktop.get_by_role("heading", name="Thank you").wait_for()
    look(desktop)
