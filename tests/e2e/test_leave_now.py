"""Leave this page now: with one tap or three presses of Shift, and Back does not lead here again."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

ELSEWHERE = "<title>The weather</title>Rain later"


def press_the_button(page: Page) -> None:
    page.mouse.wheel(0, 4000)
    page.get_by_role("link", name="Leave this page now").click()


def press_shift(page: Page) -> None:
    for _time in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [press_the_button, pytest.param(press_shift, marks=pytest.mark.deep)])
def test_nobody_sees_where_one_has_been(live_server, context_for: Callable, watch, leave: Callable) -> None:
    page = context_for("phone", email="reporter@example.org").new_page()
    page.route(f"{settings.LEAVE_PAGE_TO}**", lambda route: route.fulfill(body=ELSEWHERE, content_type="text/html"))
    page.goto(f"{live_server.url}/")
    page.goto(f"{live_server.url}/my/")
    leave(page)
    expect(page).to_have_url(settings.LEAVE_PAGE_TO)
    page.go_back()
    expect(page).to_have_url(f"{live_server.url}/")
    # The only time that a page of ours leads somewhere else, and somebody has chosen it.
    assert watch.complaints == [f"asked somebody else: {settings.LEAVE_PAGE_TO}"]
    watch.complaints.clear()
