"""Urdu in its own hand: where a device has it, nothing is fetched for it; where it has not, one file is."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Page

NASTALIQ = "Noto Nastaliq Urdu"
WITHOUT = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <selectfont><rejectfont><pattern>
    <patelt name="family"><string>{NASTALIQ}</string></patelt>
  </pattern></rejectfont></selectfont>
</fontconfig>
"""


@pytest.fixture
def without_nastaliq(browser_type: BrowserType, browser_type_launch_args: Any, tmp_path: Path) -> Iterator[Browser]:
    """A browser on a device that lacks the font."""
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(WITHOUT)
    launched = browser_type.launch(**browser_type_launch_args, env={**os.environ, "FONTCONFIG_FILE": str(fonts)})
    yield launched
    launched.close()


def drawn_by(page: Page) -> list[tuple[str, bool]]:
    """Return the fonts that draw the main heading, and whether each was fetched."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    heading = session.send("DOM.querySelector", {"nodeId": root, "selector": "h1"})["nodeId"]
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": heading})["fonts"]
    return [(font["familyName"], font["isCustomFont"]) for font in fonts]


def read(context: BrowserContext, *addresses: str) -> tuple[list[str], list[tuple[str, bool]]]:
    """Read pages one after the other; return the fonts for Urdu that were sent, and what draws the last heading."""
    sent: list[str] = []
    page = context.new_page()
    page.on("response", lambda answer: sent.append(answer.url) if "nastaliq" in answer.url else None)
    for address in addresses:
        page.goto(address)
        page.evaluate("document.fonts.ready.then(() => true)")
    return sent, drawn_by(page)


@pytest.mark.parametrize("path", ["/ur/", "/ur/stories/"])
def test_a_device_with_the_font_fetches_none(live_server: Any, context_for: Any, path: str) -> None:
    sent, fonts = read(context_for("phone"), f"{live_server.url}{path}")
    assert sent == []
    assert (NASTALIQ, False) in fonts


def test_a_device_without_it_fetches_one_small_file(live_server: Any, without_nastaliq: Browser) -> None:
    context = without_nastaliq.new_context()
    sent, fonts = read(context, f"{live_server.url}/ur/")
    assert len(sent) == 1
    assert (NASTALIQ, True) in fonts


def test_the_name_of_the_language_alone_fetches_nothing(live_server: Any, without_nastaliq: Browser) -> None:
    page = without_nastaliq.new_page()
    assert page.goto(f"{live_server.url}/learning/")
    assert page.get_by_text("اردو").count()
    page.close()
    sent, _fonts = read(without_nastaliq.new_context(), f"{live_server.url}/learning/", f"{live_server.url}/my/")
    assert sent == []
