"""With JavaScript off: everything that readers and reporters do works."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from demo.examples import example
from tests.builders import act
from tests.e2e import steps
from tests.studio.making import page_of


def test_reading(live_server, no_js: Page) -> None:
    """From the first page to a story, its transcript, and search."""
    no_js.goto(live_server.url)
    no_js.get_by_role("link", name="Read the stories").click()
    expect(no_js.locator(".card")).not_to_have_count(0)
    no_js.goto(live_server.url + example("story, audio").path)
    no_js.get_by_text("Read what is said").first.click()
    expect(no_js.locator(".more__words p").first).to_be_visible()
    expect(no_js.locator("audio").first).to_be_visible()
    no_js.goto(f"{live_server.url}/search/")
    no_js.get_by_label("What are you looking for?").fill("bus")
    no_js.get_by_role("button", name="Search").click()
    expect(no_js.locator(".result")).not_to_have_count(0)


@pytest.mark.deep
def test_report_a_concern(live_server, no_js: Page) -> None:
    """The page that it is about is filled in; an empty form says what is missing; then a number is given."""
    no_js.goto(live_server.url + example("story, words").path)
    no_js.get_by_role("link", name="Report a concern about this page").first.click()
    no_js.get_by_role("button", name="Send").click()
    expect(no_js.get_by_role("alert")).to_contain_text("Please tell us what is the matter.")
    no_js.get_by_label("What is the matter?").fill("I am in the picture.")
    no_js.get_by_role("button", name="Send").click()
    expect(no_js.locator(".reference")).to_contain_text("TT-")


@pytest.mark.deep
def test_handout(live_server, no_js: Page) -> None:
    """From a session to its handout, larger, with notes."""
    no_js.goto(live_server.url + example("session").path)
    no_js.get_by_role("link", name="Handout to print").click()
    no_js.get_by_role("link", name="Large print").click()
    no_js.get_by_role("link", name="With the facilitator’s notes").click()
    expect(no_js.get_by_role("heading", name="The running order")).to_be_visible()
    expect(no_js).to_have_url(re.compile("notes=yes"))
    expect(no_js).to_have_url(re.compile("print=large"))


def test_telling(live_server, context_for: Callable, no_js: Page) -> None:
    """Sign in, start, words, photo, voice note, move, name, send in, OK: it is public."""
    from authorship.models import Work

    base, story = live_server.url, steps.Story("en", "Without any script", ("We met on the bus.", "It was late."))
    steps.enter(no_js, base, steps.make_reporter("nell", "Nell Bird"))
    work = steps.start_story(no_js, base, story)
    steps.add_words(no_js, story.words)
    steps.add_photo(no_js)
    steps.add_voice_note(no_js)
    no_js.get_by_role("button", name="Move up part 3, Voice note").click()
    expect(no_js.locator(".part__kind").nth(1)).to_have_text("Voice note")
    no_js.get_by_role("link", name="Choose how you want to be named").click()
    steps.be_named(no_js, "first name only")
    steps.say_what_we_may_do(no_js, work, "copy it freely")
    steps.send_in(no_js, work)
    page = page_of(Work.objects.get(pk=work.rstrip("/").rsplit("/", 1)[1]))
    from accounts.models import User

    act(page, User.objects.get(email="moderator@example.org"), "approve")
    steps.say_yes(no_js, work)
    expect(no_js.get_by_text("it is public now")).to_be_visible()
    no_js.goto(f"{base}/stories/")
    no_js.get_by_role("link", name=story.title, exact=True).click()
    expect(no_js.get_by_text(story.paragraphs[1])).to_be_visible()
