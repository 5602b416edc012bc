"""Words that cannot be sent wait on the phone: no network, a killed browser, somebody else who saves meanwhile."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e import steps
from tests.e2e.conftest import sign_in
from tests.studio.making import a_story, parts_of

WORDS = "The fare went up on a Monday, and so did my shoes."
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('words:'))"
ONLY_HERE = "only on this phone so far"


@pytest.fixture
def told(live_server) -> SimpleNamespace:
    """A story of two, and who they are."""
    from accounts.models import User

    keys = {"ada": "Ada Quill", "ben": "Ben Quill"}
    for key, name in keys.items():
        if not User.objects.filter(email=f"{key}@example.org").exists():
            steps.make_reporter(key, name)
    ada, ben = (User.objects.get(email=f"{key}@example.org") for key in keys)
    work = a_story(ada, ben, title="A story on a train")
    return SimpleNamespace(work=work, ada=ada, ben=ben, address=f"{live_server.url}/my/works/{work.pk}/")


@pytest.fixture
def ada(told: SimpleNamespace, context_for: Callable) -> BrowserContext:
    """Ada's phone."""
    context: BrowserContext = context_for("phone", email=told.ada.email)
    return context


def write(page: Page, address: str, words: str = WORDS) -> None:
    page.goto(address)
    page.get_by_label("Your words").fill(words)
    expect(page.get_by_text(ONLY_HERE)).to_be_visible()


def test_no_network_and_then_the_browser_is_killed(told, ada: BrowserContext, look: Callable) -> None:
    """They are told that nothing was sent, and find their words again; saved once, they are there once."""
    address = f"{told.address}parts/add/words/"
    page = ada.new_page()
    write(page, address)
    ada.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("You are not connected just now")).to_be_visible()
    page.close()
    ada.set_offline(False)
    again = ada.new_page()
    again.goto(address)
    expect(again.get_by_label("Your words")).to_have_value(WORDS)
    expect(again.locator("[data-when=back], [data-when=waiting]").filter(visible=True)).to_have_count(1)
    look(again)
    steps.save(again)
    assert "saved=" not in again.url
    assert [part["value"] for part in parts_of(told.work)].count(WORDS) == 1
    again.goto(address)
    expect(again.get_by_label("Your words")).to_have_value("")


def test_the_phone_is_lost(told, ada: BrowserContext, context_for: Callable, look: Callable) -> None:
    """A moment after they were written, the words are with us too, and on any phone of their writer."""
    address = f"{told.address}parts/add/words/"
    page = ada.new_page()
    write(page, address)
    expect(page.get_by_text("We keep what you write, and only you can see it.")).to_be_visible()
    look(page, "words that are kept")
    other = context_for("phone", email=told.ada.email, javascript=False).new_page()
    other.goto(address)
    expect(other.get_by_label("Your words")).to_have_value(WORDS)
    expect(other.get_by_text("had not saved it, so we have put it back")).to_be_visible()
    # Without scripts too, it is cleared or saved from there.
    other.get_by_role("button", name="Clear what I have not saved").click()
    expect(other.get_by_label("Your words")).to_have_value("")
    expect(other.get_by_role("button", name="Clear what I have not saved")).to_be_hidden()
    before = len(parts_of(told.work))
    steps.save(page)
    assert len(parts_of(told.work)) == before + 1
    page.goto(address)
    expect(page.get_by_label("Your words")).to_have_value("")


@pytest.mark.deep
def test_somebody_else_saves_while_they_are_away(told, ada: BrowserContext, context_for: Callable) -> None:
    """Both versions are kept, and both are shown."""
    part = parts_of(told.work)[0]["id"]
    write(ada.new_page(), f"{told.address}parts/{part}/")
    ben = context_for("phone", email=told.ben.email).new_page()
    ben.goto(f"{told.address}parts/{part}/")
    ben.get_by_label("Your words").fill("Ben was quicker.")
    steps.save(ben)
    again = ada.new_page()
    again.goto(f"{told.address}parts/{part}/")
    expect(again.get_by_label("Your words")).to_have_value(WORDS)
    again.get_by_role("button", name="Save", exact=True).click()
    expect(again.get_by_role("heading", name="You both changed this part")).to_be_visible()
    assert {WORDS, "Ben was quicker."} <= {part["value"] for part in parts_of(told.work)}


@pytest.mark.deep
def test_what_does_not_fit_the_form_is_not_lost_either(told, ada: BrowserContext) -> None:
    """A mistake in the form, and the phone still has the words until they are saved."""
    page = ada.new_page()
    page.goto(f"{told.address}parts/add/quote/")
    page.get_by_label("Who said it?").fill("My gran")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    again = ada.new_page()
    again.goto(f"{told.address}parts/add/quote/")
    expect(again.get_by_label("Who said it?")).to_have_value("My gran")


def test_on_a_shared_phone_nothing_stays(told, ada: BrowserContext) -> None:
    """The button clears it; signing out asks first and clears it; another account never sees it."""
    address = f"{told.address}parts/add/words/"
    page = ada.new_page()
    write(page, address)
    clear = page.get_by_role("button", name="Clear what I have not saved")
    clear.click()
    expect(clear).to_be_hidden()
    expect(page.get_by_label("Your words")).to_have_value("")
    expect(page.get_by_text(ONLY_HERE)).to_be_hidden()
    write(page, address)
    questions: list[str] = []

    def answer(yes: bool) -> None:
        page.once("dialog", lambda box: (questions.append(box.message), box.accept() if yes else box.dismiss()))
        page.get_by_role("button", name="Sign out").click()

    answer(yes=False)
    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    sign_in(ada, told.ben.email)
    other = ada.new_page()
    other.goto(address)
    expect(other.get_by_label("Your words")).to_have_value("")
    sign_in(ada, told.ada.email)
    page.goto(address)
    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    answer(yes=True)
    page.wait_for_url(lambda url: url != address)
    assert ["only on this phone" in question for question in questions] == [True, True]
    assert page.evaluate(KEPT) == []


@pytest.mark.deep
def test_signing_out_elsewhere_clears_it_too(told, ada: BrowserContext, live_server) -> None:
    """The screen that asks whether to sign out is not the studio's, and has no script."""
    page = ada.new_page()
    write(page, f"{told.address}parts/add/words/")
    assert page.evaluate(KEPT) != []
    page.goto(f"{live_server.url}/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "logout" not in url)
    assert page.evaluate(KEPT) == []
