"""A moderator asks for changes: everybody who made it hears why, changes it, and sends it in again."""

from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.e2e import steps
from tests.studio.making import a_person, a_story, sent_in

WORDS = "We met on the number 50, and the fare had gone up.\n\nIt was late when we came home."
GOOD = "Thank you, this is strong."
REASON = "Please leave out the number of the house; it shows where you live."


@pytest.mark.deep
def test_changes_are_asked_for_with_a_reason(live_server, context_for: Callable) -> None:
    """A reason is needed, reaches both by email without a word of the story, and stands in the studio."""
    base, people = live_server.url, [a_person(key, "Reporter") for key in ("una", "vic")]
    work = a_story(*people, title="Number nine", parts=(("words", WORDS),))
    sent_in(work, people[0])
    path, title = f"/my/works/{work.pk}/", work.latest.title

    moderator = context_for("desktop", email="moderator@example.org").new_page()
    steps.open_what_waits(moderator, base, title)
    steps.choose_action(moderator, "Ask for changes")
    window = moderator.get_by_role("dialog")
    window.get_by_role("button", name="Ask for changes").click()
    expect(window.get_by_text("Please say what you would like changed.")).to_be_visible()
    mail.outbox.clear()
    expect(window.get_by_text("Please choose the rule of the guide")).to_be_visible()
    window.get_by_label("What is good about it?").fill(GOOD)
    window.get_by_label("Which rule of the guide is it about?").select_option(label="4. Keep people safe")
    window.get_by_label("Where is it?").select_option(index=3)
    window.get_by_label("What would you like changed, and why?").fill(REASON)
    window.get_by_role("button", name="Ask for changes").click()
    expect(moderator.get_by_text("has been told what you asked for")).to_be_visible()

    for person in people:
        (letter,) = steps.letters_to(person.email)
        assert letter.subject == "A few changes first, please"
        assert letter.body.index(GOOD) < letter.body.index(REASON)
        assert "4. Keep people safe" in letter.body
        assert title not in letter.subject + letter.body
        assert "the fare" not in letter.body
        assert steps.path_in(letter) == path

    vic = context_for("phone", email=people[1].email).new_page()
    vic.goto(base + path)
    expect(vic.get_by_text(REASON)).to_be_visible()
    expect(vic.get_by_text("You were asked about this part.")).to_be_visible()
    vic.get_by_role("link", name="Edit part 1, Words").click()
    expect(vic.get_by_text(REASON)).to_be_visible()
    vic.get_by_label("Your words").fill("We met on the bus.")
    steps.save(vic)
    steps.send_in(vic, base + path)

    moderator.goto(f"{base}/admin/")
    expect(moderator.get_by_role("link", name=title, exact=True)).to_be_visible()
    steps.approve(moderator, base, title)
    expect(vic.locator("body")).not_to_contain_text("rejected")
