"""Hiding, showing again and taking back, by the people whose story it is: with thumbs, with keys, without scripts."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.e2e import steps
from tests.e2e.test_keyboard import tab_to
from tests.studio.making import a_person, a_story, public

WORDS = "We counted the swallows that came back over the canal."
TITLE = "The swallows over the canal"


@dataclass
class Told:
    """A public story of two."""

    work: str
    address: str
    number: int
    title: str
    people: tuple[User, User]


@pytest.fixture
def told(live_server, request: pytest.FixtureRequest) -> Told:
    """A story of two people of this test's own, public."""
    key = request.node.originalname.removeprefix("test_")[:12].replace("_", "-")
    people = (a_person(f"ivy-{key}", "Reporter"), a_person(f"ned-{key}", "Reporter"))
    title = f"{TITLE} {key}"
    work = a_story(*people, title=title, parts=(("words", WORDS),))
    page = public(work, people[0], User.objects.get(email="moderator@example.org"))
    base = live_server.url
    return Told(f"{base}/my/works/{work.pk}/", base + urlsplit(page.get_url()).path, page.pk, title, people)


def everybody_reads_it(page: Page, told: Told) -> None:
    """The page answers with its words."""
    answer = page.goto(told.address)
    assert answer is not None
    assert answer.status == 200
    expect(page.get_by_text(WORDS)).to_be_visible()


def nobody_reads_it(page: Page, told: Told) -> None:
    """Its address says that it is gone, with no word of it; nothing else leads there."""
    answer = page.goto(told.address)
    assert answer is not None
    assert answer.status == 410
    expect(page.locator("body")).not_to_contain_text(told.title)
    base, path = told.address.split("/stories/")[0], urlsplit(told.address).path
    api = page.request.get(f"{base}/api/v2/pages/{told.number}/")
    assert api.status == 404
    listed = json.loads(page.request.get(f"{base}/api/v2/pages/?limit=20").text())["items"]
    assert told.number not in {item["id"] for item in listed}
    for listing in ("/", "/stories/", "/feed/", "/sitemap.xml", "/search/?q=swallows+over+the+canal"):
        assert path not in page.request.get(base + listing).text(), f"{listing} still leads there"


def hide_it(page: Page, told: Told) -> None:
    """One tap on the screen of the work."""
    page.goto(told.work)
    page.get_by_role("button", name="Hide it from everybody").click()
    expect(page.get_by_role("status").filter(has_text="It is hidden.")).to_be_visible()


def show_it_again(page: Page) -> None:
    """Read the words that were hidden, and say yes anew."""
    page.get_by_role("link", name="Show it again").click()
    expect(page.locator(".final-words").get_by_text(WORDS)).to_be_visible()
    page.get_by_role("button", name="Yes, show it again").click()
    expect(page.get_by_role("status").filter(has_text="It is shown again")).to_be_visible()


def take_it_back(page: Page, told: Told) -> None:
    """From the screen of the work to the last question, and yes."""
    page.goto(told.work)
    page.get_by_role("link", name="Your voice: hide it, take it back").click()
    page.get_by_role("link", name="Take it back").click()
    expect(page.get_by_text("we cannot reach")).to_be_visible()
    page.get_by_role("button", name="Yes, take it back for good").click()
    expect(page.get_by_role("status").filter(has_text="You have taken it back.")).to_be_visible()


def check_what_the_other_learns(page: Page, told: Told) -> None:
    """An email without a word of the story; then the list and the screen say what happened, and never who."""
    ivy, ned = told.people
    letter = steps.letters_to(ivy.email)[-1]
    for word in (told.title, "swallows", ned.person.first_name):
        assert word not in letter.subject + letter.body
    page.goto(told.work.split("/works/")[0] + "/")
    mine = page.get_by_role("listitem").filter(has_text=told.title)
    expect(mine.get_by_text("One of you has taken their part back")).to_be_visible()
    expect(mine.get_by_text("Taken back", exact=True)).to_be_visible()
    page.get_by_role("link", name=told.title).click()
    expect(page.get_by_text("make a version without that part")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(ned.person.first_name)
    expect(page.get_by_role("button", name="Hide it from everybody")).to_have_count(0)
    expect(page.get_by_role("link", name="Show it again")).to_have_count(0)


@pytest.mark.on_postgresql
def test_hidden_shown_again_and_taken_back(live_server, told: Told, context_for: Callable) -> None:
    """On two phones, while a stranger looks."""
    ivy, ned = (context_for("phone", email=person.email).new_page() for person in told.people)
    stranger = context_for("desktop").new_page()
    everybody_reads_it(stranger, told)

    hide_it(ivy, told)
    nobody_reads_it(stranger, told)
    show_it_again(ivy)
    everybody_reads_it(stranger, told)

    mail.outbox.clear()
    take_it_back(ned, told)
    nobody_reads_it(stranger, told)
    expect(ned.locator("main")).not_to_contain_text(told.title)
    answer = ned.goto(told.work)
    assert answer is not None
    assert answer.status == 404
    check_what_the_other_learns(ivy, told)


@pytest.mark.deep
def test_without_scripts(live_server, told: Told, context_for: Callable) -> None:
    """The same in a browser without JavaScript."""
    ivy, ned = (context_for("phone", javascript=False, email=person.email).new_page() for person in told.people)
    stranger = context_for("phone", javascript=False).new_page()
    hide_it(ivy, told)
    nobody_reads_it(stranger, told)
    show_it_again(ivy)
    everybody_reads_it(stranger, told)
    mail.outbox.clear()
    take_it_back(ned, told)
    nobody_reads_it(stranger, told)
    check_what_the_other_learns(ivy, told)


@pytest.mark.deep
def test_with_the_keyboard(live_server, told: Told, context_for: Callable) -> None:
    """The same with keys alone."""
    ivy = context_for("desktop", email=told.people[0].email).new_page()
    stranger = context_for("desktop").new_page()

    def press(name: str, then: str) -> None:
        tab_to(ivy, name)
        ivy.keyboard.press("Enter")
        expect(ivy.get_by_text(then).first).to_be_visible()

    ivy.goto(told.work)
    press("^Hide it from everybody", "It is hidden.")
    nobody_reads_it(stranger, told)
    press("^Show it again", "This is exactly what was shown before")
    press("^Yes, show it again", "It is shown again")
    everybody_reads_it(stranger, told)
    press("^Your voice", "What you agreed to")
    press("^Take it back", "You need not say why, and nobody will ask.")
    press("^Yes, take it back for good", "You have taken it back.")
    nobody_reads_it(stranger, told)
