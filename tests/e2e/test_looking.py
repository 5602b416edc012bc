"""The eyes themselves: each kind of fault, put into a good page, is seen. Else all the other tests prove nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Watch
from tests.e2e.letters import letters_missing_in
from tests.e2e.looking import look_over
from tests.e2e.served import is_upright, tells_on
from tests.e2e.steps import PHOTO, VOICE
from tests.profiles import a_few

STYLED = """(rule) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rule);
    document.adoptedStyleSheets = [sheet];
}"""
ADDED = """(html) => { document.querySelector("main").insertAdjacentHTML("afterbegin", html) }"""
FAULTS = {
    "a picture without a description": (ADDED, '<img src="/static/img/mark.svg">', "image-alt"),
    "a field without a label": (ADDED, '<input type="text">', "label"),
    "pale words by day": (STYLED, "p { color: #cbc9c9 !important }", "[phone, light] color-contrast"),
    "dark words by night": (
        STYLED,
        "@media (prefers-color-scheme: dark) { p { color: #444 !important } }",
        "[laptop, dark] color-contrast",
    ),
    "dark words on a laptop": (
        STYLED,
        "@media (min-width: 1000px) { p { color: #444 !important } }",
        "[laptop, dark] color-contrast",
    ),
    "something wide": (STYLED, "main { min-width: 400px }", "[phone] 400 px wide"),
    "something a little too wide": (STYLED, "main { min-width: 340px }", "[320 px] 340 px wide"),
    "a low button": (ADDED, "<button>Go</button>", "px high: <button>Go"),
}


@a_few(1)
@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_seen(live_server, desktop: Page, fault: str) -> None:
    """A page with one fault gets a complaint about it."""
    script, argument, complaint = FAULTS[fault]
    desktop.goto(f"{live_server.url}/about/")
    desktop.evaluate(script, argument)
    assert any(complaint in found for found in look_over(desktop)), f"nobody noticed {fault}"


def _load_from_elsewhere(page: Page) -> None:
    page.evaluate("new Image().src = 'http://pictures.example.org/one.png'")


def _ask_for_what_is_not_there(page: Page) -> None:
    page.evaluate("new Image().src = '/static/no-such-picture.png'")


def _break_a_script(page: Page) -> None:
    page.evaluate("setTimeout(() => { nothing.here() })")


def _style_inline(page: Page) -> None:
    page.evaluate("""document.body.insertAdjacentHTML("beforeend", '<p style="color: red">Red</p>')""")


SLIPS = {
    "asked somebody else": _load_from_elsewhere,
    "answered 404": _ask_for_what_is_not_there,
    "a script failed": _break_a_script,
    "Content Security Policy": _style_inline,
}


@a_few(1)
@pytest.mark.parametrize("complaint", SLIPS)
def test_slip_is_noted(live_server, browser: Browser, complaint: str) -> None:
    """A page that asks another site, misses a file, breaks a script or goes round our rules is noted."""
    watching, slip = Watch(), SLIPS[complaint]
    context = browser.new_context()
    watching.follow(context)
    page = context.new_page()
    page.goto(f"{live_server.url}/about/")
    slip(page)
    page.wait_for_timeout(300)
    context.close()
    assert any(complaint in found for found in watching.complaints), watching.complaints


def test_a_good_page_gets_no_complaint(live_server, desktop: Page, look: Callable) -> None:
    """The page that the faults are put into has none of its own."""
    desktop.goto(f"{live_server.url}/about/")
    look(desktop)


def test_what_a_phone_writes_into_its_files_is_seen() -> None:
    """The inputs themselves tell on their owner, and the photo lies on its side."""
    photo, voice = PHOTO.read_bytes(), VOICE.read_bytes()
    assert any("A Named Person" in found for found in tells_on(photo))
    assert any("EXIF" in found for found in tells_on(photo))
    assert any("location" in found for found in tells_on(voice))
    assert not is_upright(photo)


@pytest.mark.deep
def test_a_letter_without_a_font_is_seen(live_server, desktop: Page) -> None:
    """A letter of the Kirat Rai script, which no usual font has."""
    desktop.goto(f"{live_server.url}/about/")
    desktop.evaluate("document.querySelector('h1').textContent = 'Ab \\u{16D40}'")
    assert letters_missing_in(desktop.locator("h1")) == ["\U00016d40"]
