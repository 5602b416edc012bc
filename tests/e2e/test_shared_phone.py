"""On a shared phone a story is gone from the screen when nobody touches it; unsaved words wait for their writer."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.demo_password import DEMO_PASSWORD
from tests.e2e import steps
from tests.studio.making import a_story

SECONDS = 6
WORDS = "My landlord does not know that I write this."


@pytest.fixture
def hurried(settings) -> None:
    """Ten minutes in six seconds."""
    settings.SHARED_PHONE_SECONDS = SECONDS


@pytest.mark.deep
def test_it_is_gone_when_nobody_touches_it(live_server, context_for: Callable, look: Callable, hurried: None) -> None:
    email = steps.make_reporter("sharer", "Shaz Sharer")
    work = a_story(User.objects.get(email=email), title="Only for me")
    page = context_for("phone", email=email).new_page()
    page.goto(f"{live_server.url}/my/works/{work.pk}/parts/add/words/")
    page.get_by_label("Your words").fill(WORDS)
    # What was on this phone only is moved to where it goes with the tab.
    page.goto(f"{live_server.url}/my/")
    assert page.evaluate("Object.keys(localStorage).length") == 1
    page.get_by_role("button", name="Yes, sign me out after 10 minutes").click()
    expect(page.get_by_text("This is a shared phone.")).to_be_visible()
    look(page, "a shared phone")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    address = f"{live_server.url}/my/works/{work.pk}/parts/add/words/"
    page.goto(address)
    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    # Whoever goes on writing is not signed out.
    for _second in range(2 * SECONDS):
        page.get_by_label("Your words").press("End")
        page.wait_for_timeout(1000)
    assert page.url == address
    page.wait_for_url(lambda url: "/sign-in/" in url)
    expect(page.locator("body")).not_to_contain_text("landlord")
    expect(page.locator("body")).not_to_contain_text("Only for me")
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("landlord")
    # Back in the same tab, the words are where they were left; another tab has none.
    page.goto(f"{live_server.url}/sign-in/?next=/my/works/{work.pk}/parts/add/words/")
    page.get_by_label("Your email address").fill(email)
    page.get_by_label("Your password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    other = page.context.new_page()
    other.goto(address)
    expect(other.get_by_label("Your words")).to_have_value("")
