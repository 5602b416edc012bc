"""The editor saves by itself while somebody presses a button: nothing is made twice, nobody is warned in vain."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from tests.e2e import steps
from tests.studio import making

TITLE = "The kettle and the map"


class SlowAnswers:
    """Lets each saving that the editor does by itself reach the site, and holds the answer back."""

    def __init__(self, page: Page) -> None:
        self.held: list[tuple[Route, APIResponse]] = []
        page.route(re.compile(r"/admin/pages/(add/.*|\d+/edit/)$"), self._hold)

    def _hold(self, route: Route) -> None:
        if route.request.method == "POST" and route.request.headers.get("accept") == "application/json":
            self.held.append((route, route.fetch()))
        else:
            route.continue_()

    def wait(self, page: Page) -> None:
        """Wait until one is held back."""
        for _ in range(100):
            if self.held:
                return
            page.wait_for_timeout(100)
        raise AssertionError("The editor did not save by itself.")

    def let_go(self) -> None:
        """Hand over what was held back."""
        for route, answer in self.held:
            route.fulfill(response=answer)
        self.held.clear()


@pytest.fixture
def trainer(context_for: Callable) -> Page:
    """A browser in which a trainer is signed in."""
    return context_for("desktop", email="trainer@example.org").new_page()


def programme_address(base: str) -> str:
    from learning.models import LearningIndexPage

    return (
        f"{base}/admin/pages/add/learning/programmepage/{LearningIndexPage.objects.get(locale__language_code='en').pk}/"
    )


@pytest.mark.deep
def test_a_button_pressed_while_the_editor_saves_waits_for_it(live_server, trainer: Page) -> None:
    """On a new page, and then on the same one as it is edited."""
    from wagtail.models import Page as AnyPage

    trainer.goto(programme_address(live_server.url))
    slow = SlowAnswers(trainer)
    trainer.wait_for_timeout(2500)  # The editor begins to look for changes after two seconds.
    for title in (TITLE, f"{TITLE} again"):
        trainer.locator("[name=title]").fill("")
        trainer.locator("[name=title]").press_sequentially(title)
        slow.wait(trainer)
        with trainer.expect_navigation():
            steps.choose_action(trainer, "Save draft")
            trainer.wait_for_timeout(300)
            slow.let_go()
        steps.saved_a_draft(trainer)
        expect(trainer.get_by_text("another window")).to_have_count(0)
        expect(trainer.locator("[name=title]")).to_have_value(title)
        trainer.wait_for_timeout(2500)
    (made,) = AnyPage.objects.filter(draft_title__startswith=TITLE)
    assert made.draft_title == f"{TITLE} again"


@pytest.fixture
def waits_to_be_checked(live_server) -> str:
    """The address of a story that waits for a moderator, in the admin's editor."""
    reporter = making.a_person("kettle", "Reporter")
    work = making.a_story(reporter, title="The kettle waits")
    making.sent_in(work, reporter)
    return f"{live_server.url}/admin/pages/{work.page_id}/edit/"


@pytest.mark.deep
def test_nothing_is_saved_behind_the_window_that_approves(
    live_server, context_for: Callable, waits_to_be_checked: str
) -> None:
    """While the answer to an approval is on its way the editor stays quiet: a late save would count as writing."""
    moderator = context_for("desktop", email="moderator@example.org").new_page()
    moderator.goto(waits_to_be_checked)
    moderator.wait_for_timeout(2500)  # The editor begins to look for changes after two seconds.
    saved: list[str] = []
    slow: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
        elif route.request.headers.get("accept") == "application/json":
            saved.append(route.request.url)
            route.abort()
        else:
            slow.append(route)

    moderator.route(waits_to_be_checked, hold)
    # Something changes in the form over and over, also while the answer is on its way.
    moderator.evaluate(
        """() => setInterval(() => {
            document.querySelector("[name=title]").dispatchEvent(new Event("change", {bubbles: true}));
        }, 300)"""
    )
    steps.choose_action(moderator, "Approve these words")
    window = moderator.get_by_role("dialog")
    window.get_by_label("None of these").check()
    window.get_by_role("button", name="Approve these words").click(no_wait_after=True)
    for _ in range(50):
        if slow:
            break
        moderator.wait_for_timeout(100)
    moderator.wait_for_timeout(3000)
    slow[0].continue_()
    expect(moderator.get_by_text("You approved these words.")).to_be_visible()
    assert saved == []
