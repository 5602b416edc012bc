"""One of two leaves a story: the other makes a version without them, and whoever left sees it before anybody else."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.models import User
from authorship.models import Work
from consent.services import take_back
from moderation.services import give_ok
from publishing.errors import PublishBlocked
from stories.studio import services
from tests.builders import act
from tests.e2e import steps
from tests.studio.making import a_person, a_story, page_of, public, sent_in

OURS = "We counted the moorhens that nest under the bridge."
THEIRS = "My brother painted the bridge in one night."


@dataclass
class Told:
    """A public story of two, in which each has told something."""

    base: str
    work: Work
    address: str
    title: str
    ivy: User
    ned: User

    @property
    def screen(self) -> str:
        """Where those who make it find it."""
        return f"{self.base}/my/works/{self.work.pk}/"


@pytest.fixture
def told(live_server, request: pytest.FixtureRequest) -> Told:
    """A story of this test's own, public."""
    key = re.sub(r"[^a-z]+", "-", request.node.name.removeprefix("test_").lower()).strip("-")
    ivy, ned = (a_person(f"{name}-{key}", "Reporter") for name in ("iris", "nat"))
    title = f"The moorhens {key}"
    work = a_story(ivy, ned, title=title, parts=(("words", OURS),))
    services.add_part(page=page_of(work), user=ned, kind="words", value=THEIRS)
    page = public(work, ivy, User.objects.get(email="moderator@example.org"))
    base = live_server.url
    return Told(base, work, base + urlsplit(page.get_url()).path, title, ivy, ned)


@pytest.fixture
def left(told: Told) -> Told:
    """The same after Nat has left, with Iris's version checked, and OKed by her."""
    take_back(contributor=told.work.contributors.get(person__user=told.ned), by=told.ned)
    body = page_of(told.work).get_latest_revision_as_object().body.get_prep_value()
    (theirs,) = (part["id"] for part in body if part["value"] == THEIRS)
    services.remove_part(page=page_of(told.work), user=told.ivy, part_id=theirs)
    act(sent_in(told.work, told.ivy), User.objects.get(email="moderator@example.org"), "approve")
    with pytest.raises(PublishBlocked):
        give_ok(page=page_of(told.work), user=told.ivy)
    return told


def is_gone(stranger: Page, told: Told) -> None:
    """Nobody reads it."""
    answer = stranger.goto(told.address)
    assert answer is not None
    assert answer.status == 410
    expect(stranger.locator("body")).not_to_contain_text("moorhens")


def is_public_without_them(stranger: Page, told: Told) -> None:
    """Everybody reads the words of the one who stayed, and no word or name of the other, here or in the API."""
    answer = stranger.goto(told.address)
    assert answer is not None
    assert answer.status == 200
    expect(stranger.get_by_text(OURS)).to_be_visible()
    read = stranger.content()
    number = page_of(told.work).pk
    read += json.dumps(stranger.request.get(f"{told.base}/api/v2/pages/{number}/?fields=*").json())
    for word in (THEIRS, "painted", told.ned.person.first_name):
        assert word not in read
    found = stranger.request.get(f"{told.base}/search/?q=painted+the+bridge").text()
    assert urlsplit(told.address).path not in found


def leave(page: Page, told: Told) -> None:
    """From one's list to the last question, and yes."""
    page.goto(f"{told.base}/my/")
    page.get_by_role("link", name=re.compile(f"^Hide it or take it back.*{told.title}")).click()
    page.get_by_role("link", name="Take it back").click()
    expect(page.get_by_text("They may make a version without you.")).to_be_visible()
    page.get_by_role("button", name="Yes, take it back for good").click()
    expect(page.get_by_role("status").filter(has_text="You have taken it back.")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(told.title)


def make_it_without_them(page: Page, told: Told) -> None:
    """What still holds the other's words is not sent in; taken out, it is."""
    page.goto(told.screen)
    expect(page.get_by_text("One of you has taken their part back and does not take part any more.")).to_be_visible()
    page.get_by_role("link", name="Send it in", exact=True).click()
    expect(page.get_by_text("Please take out what they wrote or changed")).to_be_visible()
    page.get_by_role("link", name="Go back to it").click()
    theirs = page.locator(".part").filter(has_text=THEIRS)
    theirs.get_by_role("link", name=re.compile("^Remove")).click()
    page.get_by_role("button", name="Yes, remove it").click()
    expect(page.get_by_role("button", name="Bring it back")).to_be_visible()
    steps.send_in(page, told.screen)


def open_the_look(page: Page, told: Told) -> None:
    """From one's list to the exact words of the version without oneself."""
    page.goto(f"{told.base}/my/")
    expect(page.get_by_role("heading", name="There is a version without your part")).to_be_visible()
    page.get_by_role("link", name="Look at it").click()
    expect(page.locator(".final-words").get_by_text(OURS)).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("painted")


@pytest.mark.deep
@pytest.mark.parametrize("javascript", [True, False])
def test_left_and_told_without_them(live_server, told: Told, context_for: Callable, javascript: bool) -> None:
    """All the way: one leaves, the other goes on alone, the one who left says that it is fine, and it is public."""
    ivy, ned = (
        context_for("phone", javascript=javascript, email=user.email).new_page() for user in (told.ivy, told.ned)
    )
    stranger = context_for("phone", javascript=javascript).new_page()
    mail.outbox.clear()
    leave(ned, told)
    is_gone(stranger, told)
    letter = steps.letters_to(told.ned.email)[-1]
    assert "/my/works/" not in letter.body, "it would lead to a page that is not there for them any more"

    make_it_without_them(ivy, told)
    act(page_of(told.work), User.objects.get(email="moderator@example.org"), "approve")
    ivy.goto(told.screen)
    ivy.get_by_role("link", name="Read it and give your OK").click()
    ivy.get_by_role("button", name="Yes, publish this").click()
    expect(ivy.get_by_text("Somebody who took their part back may look at it first.")).to_be_visible()
    is_gone(stranger, told)

    letter = steps.letters_to(told.ned.email)[-1]
    assert letter.subject == "You can look at it first"
    assert told.title not in letter.body
    open_the_look(ned, told)
    ned.get_by_role("button", name="That is fine").click()
    expect(ned.get_by_role("status").filter(has_text="Thank you. You need do nothing more.")).to_be_visible()
    is_public_without_them(stranger, told)


FINDINGS = {"recognisable": "People can tell", "not_recognisable": "People cannot tell"}


@pytest.mark.deep
@pytest.mark.parametrize("finding", FINDINGS)
def test_still_recognisable(live_server, left: Told, context_for: Callable, finding: str) -> None:
    """The one who left objects without scripts; a moderator who takes no part reads it and decides."""
    ivy, ned = (context_for("phone", javascript=False, email=user.email).new_page() for user in (left.ivy, left.ned))
    stranger = context_for("phone", javascript=False).new_page()
    moderator = context_for("desktop", email="moderator2@example.org").new_page()
    is_gone(stranger, left)
    open_the_look(ned, left)
    mail.outbox.clear()
    ned.get_by_role("button", name="People can still recognise me").click()
    expect(ned.get_by_role("status").filter(has_text="Thank you for telling us.")).to_be_visible()
    expect(ned.get_by_text("You said that people can still recognise you.")).to_be_visible()
    assert steps.letters_to("moderator2@example.org")[-1].subject == "Something waits to be looked at"

    decide(moderator, left, finding)
    if finding == "not_recognisable":
        is_public_without_them(stranger, left)
        return
    is_gone(stranger, left)
    assert steps.letters_to(left.ivy.email)[-1].subject == "A few changes first, please"
    ivy.goto(left.screen)
    expect(ivy.get_by_text("Changes asked for", exact=True)).to_be_visible()
    expect(ivy.get_by_text("people can still tell who it was")).to_be_visible()
    ivy.get_by_role("link", name="Send it in", exact=True).click()
    expect(ivy.get_by_text("People can still tell who it was")).to_be_visible()
    expect(ivy.get_by_role("button", name="Yes, send it in")).to_have_count(0)


def decide(moderator: Page, told: Told, finding: str) -> None:
    """From the first screen to the version that waits, and one of the two answers."""
    moderator.goto(f"{told.base}/admin/")
    moderator.get_by_role("link", name=re.compile("^Somebody left a joint work")).click()
    moderator.get_by_role("link", name=f"Look at work {told.work.pk}", exact=True).click()
    expect(moderator.get_by_text("says that people can still tell who they are")).to_be_visible()
    expect(moderator.locator("main")).not_to_contain_text(told.ned.person.first_name)
    with moderator.expect_popup() as opened:
        moderator.get_by_role("link", name=re.compile("^Read this version")).click()
    expect(opened.value.get_by_text(OURS)).to_be_visible()
    expect(opened.value.locator("body")).not_to_contain_text("painted")
    if finding == "recognisable":
        moderator.get_by_label("What is it that shows it?").fill("The number of the house.")
    moderator.get_by_role("button", name=re.compile(f"^{FINDINGS[finding]}")).click()
    expect(moderator.get_by_text("Whoever left and those who made it have been told.")).to_be_visible()
