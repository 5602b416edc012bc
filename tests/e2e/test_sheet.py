"""Somebody without email comes in with a printed sheet, and from then on with a passkey of their phone."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.steps import enter


def a_phone_that_knows_its_owner(page: Page) -> None:
    """Give the browser a passkey of its own, as a phone with a fingerprint has."""
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    client.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_from_paper_to_a_passkey(live_server, context_for: Callable, look: Callable) -> None:
    # Passkeys want a name of a machine, not a number.
    base = live_server.url.replace("127.0.0.1", "localhost")
    trainer = context_for("desktop").new_page()
    enter(trainer, live_server.url, "trainer@example.org")
    trainer.goto(f"{live_server.url}/admin/")
    trainer.get_by_role("link", name="Sign-in sheets").click()
    trainer.get_by_label("How many sheets?").fill("2")
    trainer.get_by_role("button", name="Make new sheets").click()
    expect(trainer.get_by_role("heading", name="Print these 2 sheets now")).to_be_visible()
    look(trainer, "two sheets to print")
    paper = trainer.locator(".paper-sheet").first.inner_text()
    name = re.search(r"Your way in: ([a-z]+ [a-z]+ \d\d)", paper)[1]
    codes = re.findall(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", paper)

    phone = context_for("phone").new_page()
    a_phone_that_knows_its_owner(phone)
    phone.goto(f"{base}/my/")
    phone.get_by_role("link", name="Use my sheet with codes").click()
    phone.get_by_label("The name on your sheet").fill(name)
    phone.get_by_label("The next code that is not crossed out").fill("wrong")
    phone.get_by_role("button", name="Sign in", exact=True).click()
    expect(phone.get_by_role("alert")).to_contain_text("do not open anything")
    look(phone, "a wrong code")
    phone.get_by_label("The next code that is not crossed out").fill(codes[0])
    phone.get_by_role("button", name="Sign in", exact=True).click()
    # The page that was asked for comes first; the name is asked for on the way to one's work.
    phone.goto(f"{base}/account/after-sign-in/")
    phone.get_by_label("What shall we call you?").fill("Ama")
    look(phone, "what shall we call you")
    phone.get_by_role("button", name="Go on").click()
    expect(phone.get_by_role("heading", name="Your account, Ama")).to_be_visible()
    look(phone, "how you sign in")
    phone.get_by_role("link", name="Add a passkey").click()
    look(phone, "adding a passkey")
    phone.get_by_role("button", name="Add it").click()
    expect(phone.get_by_text("Your passkey is added.")).to_be_visible()
    expect(phone.get_by_text("You have 1 passkey")).to_be_visible()
    phone.get_by_role("button", name="Sign out").click()
    phone.goto(f"{base}/my/")
    phone.get_by_role("button", name="Use a passkey").click()
    expect(phone.get_by_role("heading", name="My stories")).to_be_visible()

    # Another phone has no passkey; the paper is enough there.
    other = context_for("phone").new_page()
    other.goto(f"{base}/sign-in/sheet/")
    other.get_by_label("The name on your sheet").fill(name)
    other.get_by_label("The next code that is not crossed out").fill(codes[1])
    other.get_by_role("button", name="Sign in", exact=True).click()
    expect(other.get_by_role("heading", name="My stories")).to_be_visible()
