"""A trainer and a reporter make a workshop together; everybody takes its handout home."""

import io
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e import steps

pytestmark = pytest.mark.long
MODULE, SESSION = "Listening with a phone", "The first quiet hour"
ACTIVITY, STEP = "Ask one open question", "Wait until the answer is really over."


def add_page(page: Page, kind: str, title: str, promise: str) -> None:
    """Begin a new page in the admin's editor, below the page whose list is open."""
    page.locator("main, header").get_by_role("link", name=re.compile("Add child page|Add a child page")).first.click()
    expect(page).to_have_url(re.compile("/add"))
    if page.get_by_role("link", name=kind).count():
        page.get_by_role("link", name=kind).first.click()
    page.locator("[name=title]").fill(title)
    page.locator("[name=promise]").fill(promise)
    page.locator("[name=access_notes]").fill("There is no step, and drawing is as good as writing.")


def add_activity(page: Page) -> None:
    """Add an activity to the running order."""
    order = page.locator("#panel-child-content-running_order-section")
    order.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Activity").click()
    order.get_by_label("Title").fill(ACTIVITY)
    order.get_by_label("Minutes").fill("60")
    order.locator("[name='running_order-0-value-steps-0-value']").fill(STEP)


def advice_follows_what_is_written(page: Page) -> None:
    """See what is said below the running order, and how it changes once the editor has saved by itself."""
    expect(page.get_by_text("which outcome does it work towards?")).to_be_visible()
    too_many = page.get_by_text("and the session 45: 15 minutes too many")
    page.wait_for_timeout(2500)  # The editor begins to look for changes after two seconds.
    for minutes, times in (("45", 1), ("60", 0)):
        page.locator("[name=length_minutes]").fill(minutes)
        expect(too_many).to_have_count(times)
    steps.choose_action(page, "Save draft")
    steps.saved_a_draft(page)


def test_workshop(live_server, context_for: Callable) -> None:
    """Written in the admin, checked, OKed by both in the studio, read by everybody, printed."""
    from learning.models import ProgrammePage

    base, programme = live_server.url, ProgrammePage.objects.filter(live=True).order_by("pk").first()
    assert programme is not None

    # Ruth writes the module and its session.
    ruth = context_for("desktop").new_page()
    steps.enter(ruth, base, "trainer@example.org")
    expect(ruth).to_have_url(re.compile("/admin/"))
    ruth.goto(f"{base}/admin/pages/{programme.pk}/")
    add_page(ruth, "Module", MODULE, "You will hear more than you ask.")
    steps.choose_action(ruth, "Save draft")
    steps.saved_a_draft(ruth)
    expect(ruth).to_have_url(re.compile(r"/pages/\d+/edit/"))
    module = re.search(r"/pages/(\d+)/edit/", ruth.url).group(1)  # type: ignore[union-attr]

    # She makes it with Denise.
    ruth.goto(f"{base}/admin/works/")
    ruth.get_by_role("link", name=MODULE).click()
    ruth.get_by_label(re.compile("Who|Person")).select_option(label="Denise Malone")
    ruth.get_by_role("button", name="Add this person").click()
    expect(ruth.get_by_text("Denise takes part now.")).to_be_visible()

    ruth.goto(f"{base}/admin/pages/{module}/")
    add_page(ruth, "Session", SESSION, "An hour in which nobody hurries.")
    ruth.locator("[name=length_minutes]").fill("60")
    add_activity(ruth)
    steps.choose_action(ruth, "Save draft")
    steps.saved_a_draft(ruth)
    advice_follows_what_is_written(ruth)
    session = re.search(r"/pages/(\d+)/edit/", ruth.url).group(1)  # type: ignore[union-attr]

    # Each chooses a name in the studio, and Ruth sends both in.
    denise = context_for("phone", email="reporter@example.org").new_page()
    work = ""
    for page, how in ((ruth, "own name"), (denise, "first name only")):
        page.goto(f"{base}/my/")
        page.get_by_role("link", name=MODULE).click()
        expect(page.get_by_role("heading", level=1, name=MODULE)).to_be_visible()
        work = page.url
        page.get_by_role("link", name="Choose how you want to be named").click()
        steps.be_named(page, how)
        steps.say_what_we_may_do(page, work, "copy it freely")
    for number in (module, session):
        ruth.goto(f"{base}/admin/pages/{number}/edit/")
        steps.choose_action(ruth, "Send in to be checked")
        expect(ruth.get_by_text(re.compile("submitted|sent in", re.IGNORECASE)).first).to_be_visible()

    moderator = context_for("desktop", email="moderator@example.org").new_page()
    for title in (MODULE, SESSION):
        steps.approve(moderator, base, title)
    for page in (denise, ruth):
        steps.say_yes(page, work)
        steps.say_yes(page, work)

    # Everybody reads it and takes the handout.
    reader = context_for("phone").new_page()
    reader.goto(base + programme.url)
    reader.get_by_role("link", name=MODULE).click()
    reader.get_by_role("link", name=SESSION).click()
    expect(reader.get_by_role("heading", level=1, name=SESSION)).to_be_visible()
    expect(reader.get_by_text(STEP)).to_be_visible()
    check_handout(reader)


def check_handout(page: Page) -> None:
    """The handout to print holds the session; the PDF is tagged, knows its language and title."""
    page.get_by_role("link", name="Handout to print").click()
    expect(page.get_by_role("heading", level=1, name=SESSION)).to_be_visible()
    expect(page.get_by_text(STEP)).to_be_visible()
    expect(page.get_by_text("Made together by")).to_contain_text("Ruth Adeyemi")
    expect(page.get_by_text("Made together by")).to_contain_text("Denise")
    address = page.get_by_role("link", name="As a PDF").get_attribute("href")
    answer = page.request.get(f"{page.url.split('/learning/')[0]}{address}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    content = answer.body()
    assert content.startswith(b"%PDF-")
    document = PdfReader(io.BytesIO(content))
    catalogue = document.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"] is True or catalogue["/MarkInfo"]["/Marked"].value is True
    assert catalogue["/StructTreeRoot"]["/K"], "its parts have names for voices that read it aloud"
    assert catalogue["/Lang"].startswith("en")
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata is not None
    assert SESSION in (document.metadata.title or "")
    words = " ".join(page.extract_text() for page in document.pages)
    assert STEP in re.sub(r"\s+", " ", words)
