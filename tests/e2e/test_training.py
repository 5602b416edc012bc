"""A trainer writes down who has completed what; the reporter sees it, and shows it as long as they like."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.e2e import steps


def test_from_the_workshop_to_the_certificate(live_server, context_for: Callable, look: Callable) -> None:
    """Zeb has never been trained; Ruth writes it down; a stranger reads the certificate while Zeb shows it."""
    from tests.studio.making import a_person

    base = live_server.url
    a_person("zeb", "Reporter", trained=False)
    zeb = context_for("phone", email="zeb@example.org").new_page()
    ruth = context_for(email="trainer@example.org").new_page()

    zeb.goto(f"{base}/my/")
    zeb.get_by_role("link", name="Open my training").click()
    expect(zeb.get_by_text("first do the module on responsible storytelling")).to_be_visible()
    look(zeb, "before the training")

    ruth.goto(f"{base}/admin/")
    ruth.get_by_role("link", name="Training record").first.click()
    ruth.get_by_role("link", name="Responsible storytelling").click()
    ruth.get_by_role("checkbox", name="Zeb").check()
    ruth.get_by_role("radio", name="They have completed the module").check()
    ruth.get_by_role("button", name="Write it down").click()
    expect(ruth.get_by_text("Written down for 1 person.")).to_be_visible()
    ruth.get_by_role("link", name="Training record").first.click()
    ruth.get_by_role("link", name="Everybody, with their badges").click()
    ruth.get_by_label("Find a name").fill("Zeb")
    ruth.get_by_role("button", name="Find").click()
    ruth.locator("main").get_by_role("link", name="Zeb").click()
    ruth.get_by_role("radio", name="Bronze").check()
    ruth.get_by_role("button", name="Give it").click()
    expect(ruth.get_by_text("The badge is theirs")).to_be_visible()

    letter = steps.letters_to("zeb@example.org")[-1]
    zeb.goto(base + steps.path_in(letter))
    expect(zeb.get_by_text("You may send stories in.")).to_be_visible()
    zeb.get_by_role("link", name="My certificate").click()
    zeb.get_by_role("radio", name="Zeb").first.check()
    zeb.get_by_role("button", name="Make a link").click()
    link = base + urlsplit(zeb.locator(".hand-over__address a").get_attribute("href") or "").path
    look(zeb, "a certificate that is shown")

    stranger = context_for("phone").new_page()
    stranger.goto(link)
    expect(stranger.get_by_text("Bronze badge")).to_be_visible()
    look(stranger, "a certificate")
    zeb.get_by_role("button", name="Stop showing it").click()
    expect(zeb.get_by_text("Nobody can open it any more.")).to_be_visible()
    answer = stranger.goto(link)
    assert answer is not None
    assert answer.status == 404
    expect(stranger.get_by_text("There is nothing to see here")).to_be_visible()
    look(stranger, "a certificate that is not shown any more")


def test_somebody_says_how_it_was_on_a_phone_without_scripts(live_server, no_js: Page) -> None:
    """From the session's page, with one answer."""
    from learning.models import Feedback, SessionPage

    session = SessionPage.objects.get(slug="five-pictures", locale__language_code="en")
    no_js.goto(live_server.url + session.get_url())
    no_js.get_by_role("link", name="Were you there? Say how it was").click()
    no_js.get_by_role("button", name="Send it").click()
    expect(no_js.get_by_text("Please answer at least one of them.")).to_be_visible()
    no_js.get_by_role("radio", name="So-so").check()
    no_js.get_by_role("button", name="Send it").click()
    expect(no_js.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Feedback.objects.get(session=session).face == Feedback.Face.SO_SO
