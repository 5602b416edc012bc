"""A trainer prepares a session: plans the day, waits for a PDF, and takes a module along."""

import zipfile
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

SESSION = "/learning/telling-and-being-heard/peer-story-review/three-ways-to-answer/"
MODULE = "/learning/telling-and-being-heard/peer-story-review/"


def made() -> None:
    """Let the worker make what waits."""
    from learning.papers import make_next

    assert make_next()


def test_a_trainer_plans_a_day(live_server, phone: Page, look: Callable) -> None:
    phone.goto(live_server.url + SESSION)
    phone.get_by_role("link", name="For facilitators").click()
    phone.get_by_label("Start time").fill("13:30")
    phone.get_by_label("How many people").fill("9")
    phone.get_by_label("Minutes you have").fill("110")
    phone.get_by_role("button", name="Work it out").click()
    expect(phone.get_by_role("heading", name="From 13:30 to 15:18")).to_be_visible()
    expect(phone.get_by_role("heading", name="For 9 people")).to_be_visible()
    left_out = phone.get_by_role("row", name="Leave out Keep one, leave one")
    expect(left_out).to_be_visible()
    look(phone, "a day planned")


def test_whoever_waits_for_a_pdf_gets_it_as_soon_as_it_is_made(
    live_server, phone: Page, no_js: Page, look: Callable, settings: Any
) -> None:
    settings.TASKS = {"default": settings.TASKS["default"] | {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    address = f"{live_server.url}{SESSION}handout/pdf/"
    phone.goto(address)
    expect(phone.get_by_role("heading", name="We are making it")).to_be_visible()
    look(phone, "a paper is being made")
    no_js.goto(address)
    no_js.get_by_role("link", name="Look if it is ready").click()
    expect(no_js.get_by_role("heading", name="We are making it")).to_be_visible()
    no_js.get_by_role("link", name="Read it now instead").click()
    expect(no_js.get_by_role("link", name="Large print")).to_be_visible()

    def is_the_paper(answer: Any) -> bool:
        return answer.url == address and answer.status == 200 and answer.request.method == "GET"

    with phone.expect_response(is_the_paper) as caught:
        made()
    assert caught.value.headers["content-type"] == "application/pdf"


def test_a_trainer_takes_a_module_along(live_server, phone: Page, settings: Any, tmp_path: Any) -> None:
    settings.TASKS = {"default": settings.TASKS["default"] | {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    phone.goto(live_server.url + MODULE)
    phone.get_by_role("link", name="All of it to take with you").click()
    expect(phone.get_by_role("progressbar", name="How far it is")).to_be_visible()
    with phone.expect_download() as caught:
        made()
    caught.value.save_as(tmp_path / "pack.zip")
    with zipfile.ZipFile(tmp_path / "pack.zip") as pack:
        pack.extractall(tmp_path / "pack")
    phone.goto(f"file://{tmp_path}/pack/index.html")
    phone.get_by_role("link", name="Three ways to answer").click()
    expect(phone.get_by_role("heading", level=1, name="Three ways to answer")).to_be_visible()
    expect(phone.get_by_text("Notes for the facilitator").first).to_be_visible()
    phone.get_by_role("link", name="All of this pack").click()
    expect(phone.get_by_role("heading", level=1, name="Peer story review")).to_be_visible()
