"""What somebody who knows about access sees when looking a page over: on a phone and a laptop, by day and by night."""

import os
import zlib
from functools import lru_cache
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE = {"width": 360, "height": 740}
LAPTOP = {"width": 1280, "height": 800}
SMALLEST = {"width": 320, "height": 640}
SMALLEST_TARGET = 44
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS: dict[str, Any] = {**EVERYTHING, "runOnly": ["color-contrast", "link-in-text-block"]}
# Each size once and each scheme once; with LOOK_CLOSELY set, each size in each scheme.
LOOKS = [(PHONE, "phone", "light"), (LAPTOP, "laptop", "dark")]
CLOSELY = bool(os.environ.get("LOOK_CLOSELY"))
# Where this names a folder, each screen that is looked at is kept there as a picture, for people to look at.
PICTURES = os.environ.get("KEEP_PICTURES", "")
if CLOSELY:
    LOOKS += [(PHONE, "phone", "dark"), (LAPTOP, "laptop", "light")]

IS_SEEN = """
    const isSeen = (element) => {
        const box = element.getBoundingClientRect(), style = getComputedStyle(element);
        return element.checkVisibility({visibilityProperty: true}) && box.width > 1 && box.height > 1
            && box.right > 0 && box.bottom + scrollY > 0 && style.clipPath === "none";
    };
    const name = (element) => element.outerHTML.replace(/\\s+/g, " ").slice(0, 140);
"""
SIDEWAYS = f"""() => {{ {IS_SEEN}
    const room = document.documentElement.clientWidth, wide = document.documentElement.scrollWidth;
    if (wide <= room) return [];
    const over = [...document.body.querySelectorAll("*")].filter(
        (element) => isSeen(element) && (element.getBoundingClientRect().right > room + 0.5
            || element.getBoundingClientRect().left < -0.5));
    return [`${{wide}} px wide on a screen of ${{room}} px: ` + over.slice(-3).map(name).join(" | ")];
}}"""
SMALL_TARGETS = f"""(least) => {{ {IS_SEEN}
    const stands_in_text = (element) => {{
        if (!getComputedStyle(element).display.startsWith("inline")) return false;
        const around = element.closest("p, li, dd, td, figcaption, blockquote, div, label");
        if (!around || element.closest("nav")) return false;
        const words = (node) => node.textContent.replace(/\\s+/g, " ").trim();
        return words(around).length > words(element).length;
    }};
    const covers_more = (element) => ["::before", "::after"].some((part) => {{
        const style = getComputedStyle(element, part);
        return style.content !== "none" && style.position === "absolute" && parseFloat(style.height) >= least;
    }});
    const found = document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])");
    const small = [];
    for (const element of found) {{
        const target = ["checkbox", "radio"].includes(element.type) ? element.closest("label") || element : element;
        const is_a_word = element.matches("a, .term") && stands_in_text(element);
        if (!isSeen(target) || covers_more(element) || is_a_word) continue;
        const height = target.getBoundingClientRect().height;
        if (height < least - 0.5) small.push(`${{height.toFixed(0)}} px high: ` + name(element));
    }}
    return small;
}}"""


AXE = "([within, options]) => axe.run(within ? {include: [within]} : document, options)"


@lru_cache(maxsize=1)
def _axe_source() -> str:
    return str(Axe().axe_script)


def describe(violation: dict[str, Any]) -> str:
    """Return one of axe's findings as lines that a person can act on."""
    lines = [f"{violation['id']} ({violation['impact']}): {violation['help']}"]
    for node in violation["nodes"]:
        lines += [f"  at {' '.join(map(str, node['target']))}", f"     {node['html'][:200]}"]
        lines += [f"     {line.strip()}" for line in node["failureSummary"].splitlines()[1:]]
    return "\n".join(lines)


def axe_finds(page: Page, options: dict[str, Any] = EVERYTHING, within: str = "") -> list[str]:
    """Return what axe finds wrong with a page as it is now, or only with what stands in `within`."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe_source())
    found = page.evaluate(AXE, [within, options])
    return [describe(violation) for violation in found["violations"]]


def sideways(page: Page) -> list[str]:
    """Return what makes a page wider than the screen."""
    return list(page.evaluate(SIDEWAYS))


def small_targets(page: Page) -> list[str]:
    """Return the links, buttons and fields that are too low for a thumb; links within a sentence may be."""
    return list(page.evaluate(SMALL_TARGETS, SMALLEST_TARGET))


def look_over(page: Page, name: str = "") -> list[str]:
    """Look at a page as `LOOKS` says, without loading it again; return all that is wrong with it.

    Of the many screens with a `name`, every other is looked at on a phone and the rest on a laptop, unless closely.
    """
    looks = LOOKS if CLOSELY or not name else [LOOKS[zlib.crc32(name.encode()) % len(LOOKS)]]
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready.then(() => true)")
    complaints = []
    for size, title, scheme in looks:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        complaints += [f"[{title}, {scheme}] {found}" for found in axe_finds(page)]
        complaints += [f"[{title}] {found}" for found in sideways(page)]
        if size is PHONE:
            complaints += [f"[{title}] {found}" for found in small_targets(page)]
        if PICTURES and name:
            page.screenshot(path=f"{PICTURES}/{name.replace('/', ' ')}, {title}, {scheme}.png", full_page=True)
    page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]
    complaints += [f"[320 px] {found}" for found in sideways(page)]
    page.emulate_media(color_scheme="light")
    return complaints
