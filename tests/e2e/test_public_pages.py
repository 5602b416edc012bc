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
