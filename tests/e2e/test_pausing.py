"""A story is paused, its teller does not agree, somebody else answers; and somebody says that a person is in danger."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from moderation.models import Flag
from tests.e2e import steps
from tests.studio.making import a_person, a_story, public

WORDS = "We counted the herons that stood in the canal."
TITLE = "The herons in the canal"
REASON = "The house in the last part shows where somebody lives."
RULE = "4. Keep people safe"


@dataclass
class Told:
    """A public story, and where it is."""

    teller: User
    work: str
    address: str
    title: str


@pytest.fixture
def told(live_server, request: pytest.FixtureRequest) -> Told:
    """A public story of this test's own."""
    key = request.node.originalname.removeprefix("test_")[:12].replace("_", "-")
    key += "-plain" if "False" in request.node.name else ""
    teller = a_person(f"hera-{key}", "Reporter")
    title = f"{TITLE} {key}"
    work = a_story(teller, title=title, parts=(("words", WORDS),))
    page = public(work, teller, User.objects.get(email="moderator@example.org"))
    base = live_server.url
    return Told(teller, f"{base}/my/works/{work.pk}/", base + urlsplit(page.get_url()).path, title)


def status(page: Page, address: str) -> int:
    """Return how an address answers."""
    answer = page.goto(address)
    assert answer is not None
    return answer.status


def row_of(page: Page, told: Told) -> Locator:
    """Return the row of a list in the admin that is about it."""
    return page.locator(".tt-queue__row").filter(has_text=told.title)


def pause_it(page: Page, base: str, told: Told) -> None:
    """Find it among what is public, choose the rule and say why."""
    page.goto(f"{base}/admin/public/?q={told.title.replace(' ', '+')}")
    row_of(page, told).get_by_role("link", name=re.compile("^Pause")).click()
    page.get_by_role("button", name="Pause it now").click()
    expect(page.get_by_text("Please choose what it rests on.")).to_be_visible()
    page.get_by_label("Which ground or rule does it rest on?").select_option(label=RULE)
    page.get_by_label("Why, in plain words?").fill(REASON)
    page.get_by_role("button", name="Pause it now").click()
    expect(page.get_by_text("It is paused. Nobody can read it now")).to_be_visible()


def check_the_letter(told: Told) -> None:
    """It says why, where to go, and no word of the story."""
    letter = steps.letters_to(told.teller.email)[-1]
    assert REASON in letter.body
    assert "Keep people safe" in letter.body
    assert steps.path_in(letter) == urlsplit(told.work).path
    for word in (told.title, "herons"):
        assert word not in letter.subject + letter.body


@pytest.mark.deep
@pytest.mark.parametrize("javascript", [True, False])
def test_paused_and_shown_again(
    live_server, told: Told, context_for: Callable, look: Callable, javascript: bool
) -> None:
    """By the moderator on a laptop, the teller on a phone, another moderator; with and without scripts."""
    base = live_server.url
    moderator = context_for("desktop", email="moderator@example.org").new_page()
    another = context_for("desktop", email="moderator2@example.org").new_page()
    hera = context_for("phone", javascript=javascript, email=told.teller.email).new_page()
    stranger = context_for("phone", javascript=javascript).new_page()
    assert status(stranger, told.address) == 200

    mail.outbox.clear()
    pause_it(moderator, base, told)
    assert status(stranger, told.address) == 410
    check_the_letter(told)

    hera.goto(told.work)
    expect(hera.locator(".badge", has_text="Paused")).to_be_visible()
    expect(hera.get_by_text(REASON)).to_be_visible()
    if javascript:
        look(hera)
    hera.get_by_role("button", name="I don’t agree").click()
    expect(hera.get_by_role("heading", name="Somebody else looks at it")).to_be_visible()
    if javascript:
        look(hera)
    hera.get_by_label("Would you like to say why?").fill("It is the house of nobody in it.")
    hera.get_by_role("button", name="Send these words too").click()
    expect(hera.get_by_role("status").filter(has_text="reads your words")).to_be_visible()
    expect(hera.get_by_text("One of you does not agree.")).to_be_visible()

    moderator.goto(f"{base}/admin/paused/")
    expect(row_of(moderator, told).get_by_text("A moderator who had no part in it answers.")).to_be_visible()
    another.goto(f"{base}/admin/paused/")
    row_of(another, told).get_by_role("link", name=re.compile("^Read what they say")).click()
    expect(another.get_by_text("It is the house of nobody in it.")).to_be_visible()
    another.get_by_label("They are right: the pause is over").check()
    another.get_by_label("Why, in plain words?").fill("Nobody can be found by it.")
    another.get_by_role("button", name="Answer", exact=True).click()
    expect(another.get_by_text("Done. Those who made it have been told.")).to_be_visible()
    assert status(stranger, told.address) == 200


def test_danger_now(live_server, told: Told, context_for: Callable) -> None:
    """Somebody signed in says so: it is gone at once, everybody sees one sentence, and a lead acts."""
    base = live_server.url
    sam = context_for("phone", javascript=False, email="reporter2@example.org").new_page()
    lead = context_for("desktop", email="safeguarding@example.org").new_page()
    hera = context_for("phone", javascript=False, email=told.teller.email).new_page()
    sam.goto(f"{base}/report-a-concern/?kind=safety&page={urlsplit(told.address).path}")
    expect(sam.get_by_label("I am worried that somebody is not safe")).to_be_checked()
    sam.get_by_label("Somebody is in danger right now").check()
    sam.get_by_label("What is the matter?").fill("He waits outside her door.")
    mail.outbox.clear()
    sam.get_by_role("button", name="Send").click()
    expect(sam.get_by_text("A safeguarding lead has been told.")).to_be_visible()
    assert status(sam, told.address) == 410
    letter = steps.letters_to("safeguarding@example.org")[-1]
    assert "door" not in letter.subject + letter.body

    hera.goto(told.work)
    expect(hera.locator(".badge", has_text="We’re still checking this")).to_be_visible()
    expect(hera.locator("main")).not_to_contain_text("door")

    flag = Flag.objects.latest("pk")
    lead.goto(base + steps.path_in(letter))
    expect(lead.get_by_text("He waits outside her door.")).to_be_visible()
    lead.get_by_label("Close it: dealt with").check()
    lead.get_by_role("button", name="Do this").click()
    expect(lead.get_by_text("Done. It is written down")).to_be_visible()
    expect(lead.get_by_role("link", name=flag.reference)).to_have_count(0)
    assert status(hera, told.address) == 200


@pytest.mark.deep
def test_a_complaint_about_personal_data(live_server, context_for: Callable, look: Callable) -> None:
    """A reader gets a number at once; an administrator sees how many days are left, and answers."""
    base = live_server.url
    reader = context_for("phone").new_page()
    reader.goto(f"{base}/report-a-concern/?kind=data")
    reader.get_by_label("What is the matter?").fill("You keep my old number.")
    reader.get_by_role("button", name="Send").click()
    number = reader.locator(".reference").inner_text()
    expect(reader.get_by_text("within 30 days")).to_be_visible()
    look(reader)
    admin = context_for("desktop", email="admin@example.org").new_page()
    admin.goto(f"{base}/admin/complaints/")
    row = admin.get_by_role("listitem").filter(has_text=number)
    expect(row.get_by_text("30 days left")).to_be_visible()
    admin.get_by_role("link", name=number).click()
    admin.get_by_label("We have changed something").check()
    admin.get_by_label("Your answer").fill("We have deleted it.")
    admin.get_by_role("button", name="Send the answer and close it").click()
    expect(row.get_by_text("Answered", exact=True)).to_be_visible()
