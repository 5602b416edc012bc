"""No mouse: everything is reached with the keyboard, and it is always clear where one is."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from demo.examples import example
from tests.demo_password import DEMO_PASSWORD
from tests.e2e import steps
from tests.profiles import a_few, deep

MOST_STOPS = 60
# What has the focus is marked on itself, or on the label or card that it stands for; without the focus it is not.
FOCUS_SHOWN = """() => {
    const element = document.activeElement, around = [element];
    while (around.length < 6 && around.at(-1).parentElement) around.push(around.at(-1).parentElement);
    const drawn = () => around.flatMap((part) => ["", "::before", "::after"].map((pseudo) => {
        const style = getComputedStyle(part, pseudo);
        const line = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        return [line ? style.outlineColor : "", style.boxShadow].join();
    }));
    const focused = drawn();
    element.blur();
    const plain = drawn();
    element.focus({focusVisible: true});
    return focused.some((one, number) => one !== plain[number] && one !== ",none");
}"""
IN_VIEW = """() => { const box = document.activeElement.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0; }"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control with this name has the focus."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if re.search(name, named(page)):
            return
    raise AssertionError(f"the keyboard does not reach {name} on {page.url}")


def named(page: Page) -> str:
    """Return the words of what has the focus: its label, else its text."""
    return str(
        page.evaluate(
            """() => { const here = document.activeElement;
            if (here === document.body) return "";
            return [...(here.labels || []), here].map((part) => part.textContent.trim()).filter(Boolean)[0] || ""; }"""
        )
    )


def test_telling_with_the_keyboard(live_server, desktop: Page) -> None:
    """Sign in, start a story, write words, save."""
    base, email = live_server.url, steps.make_reporter("kay", "Kay Bird")
    desktop.goto(f"{base}/sign-in/")
    for label, words in (("Your email address", email), ("Your password", DEMO_PASSWORD)):
        if label not in named(desktop):
            tab_to(desktop, label)
        desktop.keyboard.type(words)
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=1, name="My stories")).to_be_visible()
    tab_to(desktop, "^Start a new story")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=1, name="Start a new story")).to_be_visible()
    tab_to(desktop, "What is it called")
    desktop.keyboard.type("By keyboard")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("ArrowUp")
    tab_to(desktop, "^Start$")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=1, name="By keyboard")).to_be_visible()
    tab_to(desktop, "^Words$")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("Words")
    tab_to(desktop, "Your words")
    desktop.keyboard.type("I write this without a mouse.")
    tab_to(desktop, "^Save$")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("I write this without a mouse.")).to_be_visible()


@a_few(1)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/my/start/", "/sign-in/", "/report-a-concern/", "session", "handout"])
def test_where_one_is_can_be_seen(live_server, context_for: Callable, scheme: str, path: str) -> None:
    """Whatever Tab leads to is in view and marked; the first stop leads past the menu, and does."""
    email = "reporter@example.org" if path.startswith("/my/") else ""
    page = context_for("desktop", scheme, email=email).new_page()
    page.goto(live_server.url + (path if path.startswith("/") else example(path).path))
    seen: set[str] = set()
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        what = page.evaluate("document.activeElement.outerHTML.slice(0, 160)")
        if what.startswith("<body") or (what in seen and len(seen) > 3 and "skip-link" in what):
            break
        seen.add(what)
        assert page.evaluate(IN_VIEW), f"{page.url}: {what} has the focus and is out of view"
        assert page.evaluate(FOCUS_SHOWN), f"{page.url}: nothing shows that the focus is on {what}"
    assert len(seen) >= 3


@pytest.mark.parametrize("path", [deep("/"), "/sign-in/"])
def test_skip_link(live_server, desktop: Page, path: str) -> None:
    """The first stop leads past the menu."""
    desktop.goto(live_server.url + path)
    desktop.locator("body").focus()
    if path == "/sign-in/":
        desktop.evaluate("document.activeElement.blur()")
    desktop.keyboard.press("Tab")
    link = desktop.locator(".skip-link")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    desktop.keyboard.press("Enter")
    expect(desktop.locator("main")).to_be_focused()


def test_a_word_is_explained_with_the_keyboard(live_server, desktop: Page) -> None:
    """Reach a word, open it, close it, and be where one was."""
    desktop.goto(live_server.url + example("word in the glossary").path)
    term = desktop.locator(".term").first
    words = term.inner_text()
    tab_to(desktop, f"^{re.escape(words)}$")
    opened = desktop.locator(".word:popover-open")
    expect(opened).to_have_count(0)
    desktop.keyboard.press("Enter")
    expect(opened).to_be_visible()
    desktop.keyboard.press("Tab")
    assert named(desktop) == "Close"
    desktop.keyboard.press("Enter")
    expect(opened).to_have_count(0)
    assert named(desktop) == words
    desktop.keyboard.press("Enter")
    desktop.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    assert named(desktop) == words
