"""A story goes into another language by clicking: given, translated, compared, approved, and said yes to on a phone."""

import re
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.making import make_person
from tests.e2e import steps
from tests.studio.making import a_person, a_story, public

TITLE = "Tea on platform two"
IN_POLISH = "Herbata na peronie drugim"
NAMES = {
    "tilda": ("Tilda Hill", "Translator"),
    "reza": ("Reza Hill", "Language reviewer"),
    "adam": ("Adam Hill", "Administrator"),
}


@pytest.mark.deep
def test_a_story_goes_into_another_language(live_server, context_for: Callable, tmp_path: Path) -> None:
    """Everybody finds their next step by an email and a button, and no word of it is public before the last yes."""
    base, una = live_server.url, a_person("una", "Reporter")
    moderator = a_person("ann", "Moderator")
    people = {
        key: make_person(email=f"{key}@example.org", name=name, roles=[role]) for key, (name, role) in NAMES.items()
    }
    work = a_story(una, title=TITLE, parts=(("words", "The urn was still warm."),))
    public(work, una, moderator)
    desk = {key: context_for("desktop", email=user.email).new_page() for key, user in people.items()}

    _name_the_language(desk["adam"], base, "Tilda Hill")
    _name_the_language(desk["adam"], base, "Reza Hill")
    desk["adam"].goto(f"{base}/admin/translations/?language=pl")
    desk["adam"].get_by_label("Called").fill("tea on")
    desk["adam"].get_by_role("button", name="Show these").click()
    desk["adam"].get_by_role("link", name="Choose who translates it").click()
    desk["adam"].get_by_label("Who translates it?").select_option(label="Tilda Hill")
    desk["adam"].get_by_label("Who checks the language?").select_option(label="Reza Hill")
    mail.outbox.clear()
    desk["adam"].get_by_role("button", name="Give it to them").click()
    expect(desk["adam"].get_by_text("They have been told by email")).to_be_visible()

    (letter,) = steps.letters_to(people["tilda"].email)
    desk["tilda"].goto(base + steps.path_in(letter))
    desk["tilda"].get_by_role("link", name="Choose how you are named").click()
    desk["tilda"].get_by_label("My own name").check()
    desk["tilda"].get_by_role("button", name="Save").click()
    desk["tilda"].get_by_role("link", name=re.compile(f"^Translate.*{TITLE}", re.DOTALL)).click()
    _translate(desk["tilda"], tmp_path)
    expect(desk["tilda"].get_by_role("button", name="Publish")).to_have_count(0)
    desk["tilda"].get_by_role("button", name="Send for checking").click()
    expect(desk["tilda"].get_by_text("It is sent.")).to_be_visible()

    letter = steps.letters_to(people["reza"].email)[-1]
    desk["reza"].goto(base + steps.path_in(letter))
    expect(desk["reza"].get_by_role("cell", name=IN_POLISH)).to_be_visible()
    desk["reza"].get_by_role("button", name="It says the same").click()
    expect(desk["reza"].get_by_text("First choose how you want to be named")).to_be_visible()
    desk["reza"].goto(f"{base}/admin/translations/mine/")
    desk["reza"].get_by_role("link", name="Choose how you are named").click()
    desk["reza"].get_by_label("Only my first name").check()
    desk["reza"].get_by_role("button", name="Save").click()
    desk["reza"].get_by_role("link", name="Compare both languages").click()
    desk["reza"].get_by_role("button", name="It says the same").click()
    expect(desk["reza"].get_by_text("Now a moderator reads it")).to_be_visible()

    checks = context_for("desktop", email=moderator.email).new_page()
    checks.goto(f"{base}/admin/checking/")
    checks.get_by_role("link", name=IN_POLISH, exact=True).first.click()
    checks.get_by_label("None of these").check()
    checks.get_by_role("button", name="Approve these words").click()
    expect(checks.get_by_text("Now everybody who made this is asked")).to_be_visible()

    phone = context_for("phone", email=una.email).new_page()
    phone.goto(base + steps.path_in(steps.letters_to(una.email)[-1]))
    phone.get_by_role("link", name="Read it and give your OK").click()
    expect(phone.get_by_text("This is a translation from English by Tilda Hill.")).to_be_visible()
    phone.get_by_role("button", name="Yes, publish this").click()
    expect(phone.get_by_text("Everybody said yes, and it is public now.")).to_be_visible()

    reader = context_for("phone").new_page()
    reader.goto(f"{base}/stories/")
    expect(reader.get_by_role("link", name=TITLE)).to_have_count(1)
    expect(reader.get_by_role("link", name=IN_POLISH)).to_have_count(0)
    reader.get_by_role("link", name=TITLE).click()
    reader.get_by_role("link", name="Polski").first.click()
    expect(reader.get_by_role("heading", level=1, name=IN_POLISH)).to_be_visible()
    expect(reader.get_by_text("Tilda Hill")).to_be_visible()
    expect(reader.get_by_text("Reza", exact=True)).to_be_visible()


def _name_the_language(page: Page, base: str, name: str) -> None:
    page.goto(f"{base}/admin/translations/people/")
    page.get_by_role("group", name=f"Languages of {name}").get_by_label("Polish").check()
    page.get_by_role("button", name=f"Save the languages of {name}").click()
    expect(page.get_by_text(f"The languages of {name} are saved.")).to_be_visible()


def _translate(page: Page, folder: Path) -> None:
    """The title in the editor, the rest in a file."""
    page.get_by_role("button", name="Translate", exact=True).first.click()
    page.locator("textarea").first.fill(IN_POLISH)
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("Translated manually").first).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("link", name="Download PO file").click()
    file = folder / "words.po"
    started.value.save_as(file)
    words = polib.pofile(str(file))
    for entry in words:
        entry.msgstr = entry.msgstr or f"Po polsku: {entry.msgid}"
    words.save(str(file))
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("brought in from the file")).to_be_visible()
    expect(page.get_by_text("Every sentence is translated.")).to_be_visible()
