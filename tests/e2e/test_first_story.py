"""The first day after training: a story with a photo and a voice note, on a cheap phone and a slow connection."""

import gzip
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, Response, expect

from accounts.models import User
from authorship.models import Work
from tests.e2e import steps

SCREENS, ACTIONS, BYTES = 14, 60, 60_000
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
"""400 kbit/s and 400 ms, as the issue of an old phone on a bus; throughput in bytes a second."""
WEIGHS = ("document", "stylesheet", "script", "font")


class Phone:
    """A page on which every screen and every action is counted, and what each screen weighs without its media."""

    def __init__(self, page: Page) -> None:
        self.page, self.screens, self.actions = page, [], 0
        self._sizes: dict[str, int] = {}
        self.weights: dict[str, int] = {}
        page.on("response", self._weigh)

    def _weigh(self, response: Response) -> None:
        if response.request.resource_type in WEIGHS and response.ok:
            self._sizes[response.url] = len(gzip.compress(response.body()))

    def arrived(self) -> None:
        """Note the screen that is shown now."""
        self.page.wait_for_load_state()
        needs = self.page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
        path = urlsplit(self.page.url).path
        self.screens.append(path)
        self.weights[path] = sum(self._sizes.get(url, 0) for url in {self.page.url, *needs})

    def do(self, what: Locator, how: str, *values: Any) -> None:
        """Do one thing."""
        self.actions += 1
        getattr(what, how)(*values)

    def go(self, what: Locator) -> None:
        """Do one thing that leads to another screen."""
        before = self.page.url
        self.do(what, "click")
        self.page.wait_for_url(lambda url: url != before)
        self.arrived()


@pytest.fixture
def phone(live_server, context_for: Callable) -> Phone:
    """The phone of somebody who has been trained and has not used the studio yet."""
    user = User.objects.get(email=steps.make_reporter("firstday", "Fay First", trained=False))
    user.person.responsible_storytelling_on = timezone.localdate()
    user.person.save()
    page = context_for("phone", email=user.email, permissions=["microphone"]).new_page()
    page.set_default_timeout(60_000)
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send("Network.emulateNetworkConditions", SLOW)
    return Phone(page)


@pytest.mark.deep
def test_a_first_story_in_few_screens_and_few_taps(live_server, phone: Phone) -> None:
    page = phone.page
    page.goto(f"{live_server.url}/my/")
    phone.arrived()

    def field(label: str) -> Locator:
        return page.get_by_label(label, exact=True)

    def button(name: str) -> Locator:
        return page.get_by_role("button", name=name, exact=True)

    phone.go(page.get_by_role("link", name="Start a new story").first)
    phone.do(page.get_by_label("What is it called?"), "fill", "The first bus")
    phone.do(page.get_by_role("radio", name="English"), "check")
    phone.go(button("Start"))
    phone.go(page.get_by_role("link", name="A photo", exact=True))
    phone.do(page.get_by_label("Choose a photo"), "set_input_files", steps.PHOTO)
    phone.do(page.get_by_label("What does it show?"), "fill", steps.ALT_TEXT)
    phone.do(page.get_by_role("radio", name="No, nobody"), "check")
    phone.go(button("Save"))
    phone.go(page.get_by_role("link", name="A voice note"))
    phone.do(button("Start recording"), "click")
    expect(page.get_by_role("timer")).to_have_text("0:02")
    phone.do(button("Stop"), "click")
    phone.do(page.get_by_label("What is said in it?"), "fill", "Three beeps, on the first bus.")
    phone.go(button("Save"))
    phone.go(page.get_by_role("link", name="Next: Choose how you are named"))
    phone.do(page.get_by_role("radio").first, "check")
    phone.go(button("Save"))
    for group in page.get_by_role("group").all():
        phone.do(group.get_by_role("radio", name="Yes"), "check")
    phone.go(button("Save my answers"))
    phone.go(page.get_by_role("link", name="Read our guide"))
    phone.go(page.get_by_role("button", name="agree"))
    phone.go(button("Yes, send it in"))
    expect(page.get_by_text("It is on its way to be checked")).to_be_visible()

    work = Work.objects.get(page__draft_title="The first bus")
    assert work.page.specific.workflow_in_progress
    assert [part.block_type for part in work.page.specific.get_latest_revision_as_object().body] == ["photo", "audio"]
    print(f"\n{len(phone.screens)} screens, {phone.actions} actions, heaviest {max(phone.weights.values())} bytes")
    assert len(phone.screens) <= SCREENS, phone.screens
    assert phone.actions <= ACTIONS
    assert len(phone.weights) > 8
    heavy = {path: weight for path, weight in phone.weights.items() if weight > BYTES}
    assert not heavy
    assert min(phone.weights.values()) > 5_000, "nothing was weighed"
