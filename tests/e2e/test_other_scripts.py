"""Every kind of public page from right to left, in Urdu's hand and in Arabic's, looked over in a real browser."""

import itertools
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Page, expect

from demo.examples import EXAMPLES, example
from languages.addresses import path_in
from languages.interface import interface_for
from languages.names import direction_of
from publishing.selectors import is_released
from publishing.services import take_down
from tests.profiles import a_few
from tests.studio.making import a_person, a_story, page_of, public
from tests.translating import go_all_the_way, in_language, page_at, people_of_the_demo, translated

WORDS = {
    "ur": "ہم نے بس میں یہ کہانی لکھی اور محلے کی عورتوں نے اسے چائے پر بلند آواز سے پڑھا",
    "ar": "كتبنا هذه القصة في الحافلة وقرأتها نساء الحي بصوت عال ونحن نشرب الشاي",
}
NAMES = [name for name in EXAMPLES if " in " not in name and name != "taken back"]
ONLY_OURS = ("search", "report a concern", "open numbers", "nothing there", "how was it")
"""They hold only our own sentences, and are in a language that we speak."""
SCREEN_OF_A_PAGE = re.compile(r"(?:handout|facilitator|feedback)/.*")
"""What stands behind the address of a page that has screens of its own."""
UNMARKED = """(language) => {
    const english = /[a-z]{2,}(\\s+[a-z]{2,}){2}/i, theirs = /[\\u0600-\\u06ff]|Creative Commons/, found = [];
    for (const element of document.querySelectorAll("main *")) {
        if (element.closest("[lang]").lang !== language || element.matches("script, style")) continue;
        found.push(...[...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE));
        if (!element.closest(".card")) found.push(element.getAttributeNode("alt"));
    }
    const words = found.filter(Boolean).map((node) => node.nodeValue.trim());
    return words.filter((said) => english.test(said) && !theirs.test(said));
}"""
"""What stands there in English as if it were in the language of the page; the name of a licence is the same in each."""


@pytest.fixture(scope="module")
def translatable(furnished: Any, tmp_path_factory: Any, django_db_blocker: Any) -> Iterator[None]:
    """The demo, whose pages these tests translate; afterwards it is as it was, for the tests of other modules."""
    if connection.vendor != "sqlite":
        pytest.skip("a copy of the database is put back, which is a file only on SQLite")
    before = tmp_path_factory.mktemp("before") / "tests.sqlite3"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(before)])
    yield
    with django_db_blocker.unblock(), closing(sqlite3.connect(before)) as kept:
        connection.ensure_connection()
        # Page by page, as SQLite writes it itself: the server may still be answering from the same file.
        kept.backup(connection.connection)


def in_words_of(code: str) -> Callable[[str], str]:
    """Return what writes a sentence in the letters of a language: as many words, and the same marks."""
    words = itertools.cycle(WORDS[code].split())

    def write(sentence: str) -> str:
        pieces = re.split(r"(<[^>]+>|&\w+;)", sentence)
        return "".join(
            piece if number % 2 else re.sub(r"\w+", lambda _word: next(words), piece)
            for number, piece in enumerate(pieces)
        )

    return write


def address_of(name: str, code: str) -> str:
    """Return where an example is read in a language, into which its page is taken first."""
    path = example(name).path
    page = page_at(SCREEN_OF_A_PAGE.sub("", path))
    if page is None:
        return path_in(code, path)
    there = page.get_translations().filter(locale__language_code=code).first()
    if there is None or not is_released(there.specific):
        go_all_the_way(page, people_of_the_demo(), code, in_words_of(code))
    rest = SCREEN_OF_A_PAGE.search(path)
    return str(in_language(page, code).get_url()) + (rest.group() if rest else "")


def speaks(page: Page, language: str) -> None:
    """Look whether a page says its language and direction, and marks each sentence that is in English."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", direction_of(language))
    unmarked = page.evaluate(UNMARKED, language) if language != "en" else []
    assert not unmarked, "\n".join(unmarked)


@a_few(8)
@pytest.mark.parametrize("code", WORDS)
@pytest.mark.parametrize("name", NAMES)
def test_page(live_server, translatable, desktop: Page, look: Callable, name: str, code: str) -> None:
    """Nothing is wrong with it, on a phone and a laptop, in light and dark."""
    answer = desktop.goto(live_server.url + address_of(name, code))
    assert answer is not None
    assert answer.status == example(name).status
    speaks(desktop, interface_for(code) if name.startswith(ONLY_OURS) and name != "how was it, thank you" else code)
    look(desktop)


@a_few(1)
@pytest.mark.parametrize("code", WORDS)
def test_what_was_taken_back(live_server, translatable, desktop: Page, look: Callable, code: str) -> None:
    """Who comes to the address of a translation that is gone is told so in its language."""
    uma, mel = a_person(f"uma-{code}", "Reporter"), a_person(f"mel-{code}", "Moderator")
    work = a_story(uma, title="A story that is gone")
    public(work, uma, mel)
    page = translated(page_of(work), people_of_the_demo(), code, words=in_words_of(code))
    take_down(page)
    answer = desktop.goto(live_server.url + page.get_url())
    assert answer is not None
    assert answer.status == 410
    speaks(desktop, interface_for(code))
    look(desktop)


@a_few(1)
@pytest.mark.parametrize("code", WORDS)
def test_page_that_is_not_there_yet(live_server, desktop: Page, look: Callable, code: str) -> None:
    """It is shown as it was told, with a line above it that says so."""
    desktop.goto(f"{live_server.url}/{code}/privacy/")
    speaks(desktop, "en")
    expect(desktop.locator(".not-in")).to_have_attribute("lang", interface_for(code))
    look(desktop)
