"""Somebody signs up on a phone, somebody else waits, a place changes hands, and the trainer calls it off."""

from collections.abc import Callable
from types import SimpleNamespace

from playwright.sync_api import Page, expect

from tests.e2e import steps


def a_workshop() -> str:
    """Make a workshop with one place, of the demo's own trainer; return its address."""
    from accounts.models import User
    from tests.learning.making import workshop

    def of_the_demo(role: str) -> User:
        return User.objects.get(email=f"{role}@example.org")

    people = SimpleNamespace(trainer=of_the_demo("trainer"), moderator=of_the_demo("moderator"))
    return str(workshop(people, title="One place only", capacity=1, bring="Yourself.").get_url())


def sign_up(page: Page, base: str, address: str, name: str) -> str:
    """Fill in the form; return the path of the link that comes by email."""
    email = f"{name.lower()}@example.net"
    page.goto(base + address)
    page.get_by_role("link", name="Sign up").click()
    page.get_by_label("What shall we call you?").fill(name)
    page.get_by_label("Your email address").fill(email)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", name="Now look at your email")).to_be_visible()
    return steps.path_in(steps.letters_to(email)[-1])


def test_a_place_changes_hands(live_server, context_for: Callable, look: Callable, no_js: Page) -> None:
    """Ben's phone runs no scripts."""
    base, address = live_server.url, a_workshop()
    ana, ben = context_for("phone").new_page(), no_js

    ana.goto(base + address)
    ana.get_by_role("button", name="Sign up").click()
    expect(ana.get_by_role("heading", name="There is something to put right")).to_be_visible()
    look(ana, "a form with nothing in it")
    path = sign_up(ana, base, address, "Ana")
    look(ana, "look at your email")
    ana.goto(base + path)
    look(ana, "would you like to come")
    ana.get_by_role("button", name="Yes, I would like to come").click()
    expect(ana.get_by_role("heading", name="You have a place")).to_be_visible()
    look(ana, "a place")

    ana.goto(base + address)
    look(ana, "a full workshop")
    bens = sign_up(ben, base, address, "Ben")
    ben.goto(base + bens)
    ben.get_by_role("button", name="Yes, I would like to come").click()
    expect(ben.get_by_role("heading", name="You are on the waiting list")).to_be_visible()

    ana.goto(base + path)
    ana.get_by_role("button", name="I cannot come").click()
    expect(ana.get_by_role("heading", name="Your place is free again")).to_be_visible()
    look(ana, "let go")
    ana.goto(base + path)
    expect(ana.get_by_role("heading", name="This link is not used any more")).to_be_visible()
    look(ana, "a link that is over")
    assert steps.letters_to("ben@example.net")[-1].subject == "A place is free, and it is yours"
    ben.reload()
    expect(ben.get_by_role("heading", name="You have a place")).to_be_visible()

    ruth = context_for("desktop").new_page()
    steps.enter(ruth, base, "trainer@example.org")
    ruth.goto(f"{base}/admin/")
    ruth.get_by_role("link", name="Workshops", exact=True).click()
    ruth.get_by_role("link", name="One place only").click()
    expect(ruth.get_by_role("cell", name="Ben", exact=True)).to_be_visible()
    ruth.get_by_role("link", name="Call it off").click()
    expect(ruth.get_by_text("We write to the 1 person who signed up")).to_be_visible()
    ruth.get_by_role("button", name="Call it off").click()
    expect(ruth.get_by_text("1 person has been told by email")).to_be_visible()
    assert steps.letters_to("ben@example.net")[-1].subject == "It is called off"
    gone = ben.goto(base + address)
    assert gone is not None
    assert gone.status == 410
