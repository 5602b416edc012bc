"""What people do in the main job, as they do it: by the words on the screen."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from django.core import mail
from playwright.sync_api import Page, expect

from tests.builders import agree_to_the_guide
from tests.demo_password import DEMO_PASSWORD

INPUTS = Path(__file__).parent.parent / "inputs"
PHOTO = INPUTS / "phone-photo.jpg"
VOICE = INPUTS / "voice-note.m4a"
ALT_TEXT = "A cup of coffee on a wooden table."
LINK = re.compile(r"http://\S+")


@dataclass(frozen=True)
class Story:
    """A story from the inputs: its language, its title and its paragraphs."""

    language: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def words(self) -> str:
        """All paragraphs as somebody types them."""
        return "\n\n".join(self.paragraphs)


def story_in(language: str) -> Story:
    """Return the real story in this language. The demo has it too, so here its title ends in a number."""
    title, *paragraphs = (INPUTS / f"story-{language}.txt").read_text().strip().split("\n\n")
    return Story(language, f"{title} 50", tuple(paragraphs))


def transcript() -> str:
    """Return what is said in the voice note."""
    return (INPUTS / "voice-note.txt").read_text().strip()


def make_reporter(key: str, name: str, *, trained: bool = True) -> str:
    """Make a reporter of this test's own; return the email address. The password is the demo's."""
    from accounts.making import make_person

    user = make_person(email=f"{key}@example.org", name=name, roles=["Reporter"], password=DEMO_PASSWORD)
    if trained:
        user.person.responsible_storytelling_on = date(2026, 3, 12)
        user.person.save()
        agree_to_the_guide(user)
    return str(user.email)


def enter(page: Page, base: str, email: str, password: str = "", start: str = "/sign-in/") -> None:
    """Sign in with a password, as a person does."""
    page.goto(base + start)
    page.get_by_label("Your email address").fill(email)
    page.get_by_label("Your password").fill(password or DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).not_to_have_url(re.compile("/sign-in/"))


def start_story(page: Page, base: str, story: Story) -> str:
    """Start a story from the list of one's own; return the address of its screen."""
    page.goto(f"{base}/my/")
    page.get_by_role("link", name="Start a new story").click()
    page.get_by_label("What is it called?").fill(story.title)
    page.locator(f"input[name=language][value={story.language}]").check()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", level=1, name=story.title)).to_be_visible()
    return page.url


def add_words(page: Page, words: str) -> None:
    """Add a part with words."""
    page.get_by_role("link", name="Words", exact=True).click()
    page.get_by_label("Your words").fill(words)
    save(page)


def add_photo(page: Page, alt_text: str = ALT_TEXT, path: Path = PHOTO) -> None:
    """Add the photo as the phone took it."""
    page.get_by_role("link", name="A photo", exact=True).click()
    page.get_by_label("Choose a photo").set_input_files(path)
    page.get_by_label("What does it show?").fill(alt_text)
    page.get_by_role("radio", name="No, nobody").check()
    save(page)


def add_voice_note(page: Page) -> None:
    """Add the voice note as the phone recorded it, with its transcript."""
    page.get_by_role("link", name="A voice note").click()
    page.get_by_label("Choose a recording").set_input_files(VOICE)
    page.get_by_label("What is said in it?").fill(transcript())
    page.get_by_label("Language spoken in it").select_option("en")
    save(page)


def save(page: Page) -> None:
    """Save what is in the form, and be told so."""
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()


def invite(page: Page, email: str) -> tuple[str, str]:
    """Ask somebody along; return the path of the link in their email, and the code on the screen."""
    mail.outbox.clear()
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Their email address").fill(email)
    page.get_by_role("button", name="Invite them").click()
    code = page.locator(".code").inner_text()
    (message,) = letters_to(email)
    assert code not in message.body, "the code goes another way than the link"
    return path_in(message), code


def letters_to(email: str) -> list[mail.EmailMessage]:
    """Return the emails that this person has been sent."""
    return [message for message in mail.outbox if email in message.to]


def path_in(message: mail.EmailMessage) -> str:
    """Return the path of the link in an email."""
    found = LINK.search(message.body)
    assert found, message.body
    return urlsplit(found.group()).path


def open_invitation(page: Page, base: str, path: str, code: str) -> None:
    """Open the link of an invitation, and its door with the code."""
    page.goto(base + path)
    page.get_by_label("The code").fill(code)
    page.get_by_role("button", name="Go on").click()


def join_as_new(page: Page, name: str, password: str) -> None:
    """Make an account behind the door of an invitation, and take part."""
    page.get_by_role("link", name="I am new here").click()
    page.get_by_label("What shall we call you?").fill(name)
    page.get_by_label("A password, if you would like one").fill(password)
    page.get_by_role("button", name="Make my account").click()
    page.get_by_role("button", name="Yes, I take part").click()
    expect(page.get_by_role("heading", level=1, name="How do you want to be named?")).to_be_visible()


def be_named(page: Page, how: str, made_up: str = "") -> None:
    """Choose how one is named, on the screen that asks."""
    page.get_by_role("radio", name=re.compile(how, re.IGNORECASE)).check()
    if made_up:
        page.get_by_label("Your made-up name").fill(made_up)
    save(page)


def say_what_we_may_do(page: Page, work: str, *no: str) -> None:
    """Answer what we may do with a work, from its own screen: yes to all but the questions that say one of `no`."""
    page.goto(work)
    page.get_by_role("link", name="Say what we may do with it", exact=True).click()
    expect(page.get_by_role("button", name="Save my answers")).to_be_visible()
    for question in page.get_by_role("group").all():
        expect(question.get_by_role("radio", checked=True)).to_have_count(0)
        asked = question.inner_text()
        question.get_by_role("radio", name="No" if any(words in asked for words in no) else "Yes", exact=True).check()
    page.get_by_role("button", name="Save my answers").click()
    expect(page.get_by_role("status").filter(has_text="We keep to that")).to_be_visible()


def send_in(page: Page, work: str) -> None:
    """Send a work in from its own screen."""
    page.goto(work)
    page.get_by_role("link", name="Send it in", exact=True).click()
    page.get_by_role("button", name="Yes, send it in").click()
    expect(page.get_by_role("status").filter(has_text="on its way to be checked")).to_be_visible()


def open_what_waits(page: Page, base: str, title: str) -> None:
    """Open what waits to be checked from a moderator's first screen."""
    page.goto(f"{base}/admin/")
    page.get_by_role("link", name=title, exact=True).first.click()
    expect(page.locator("#page-edit-form")).to_be_visible()


def choose_action(page: Page, name: str) -> None:
    """Press one of the buttons at the foot of the admin's editor; most stand in a menu that opens upwards."""
    button = page.locator("footer").get_by_role("button", name=name, exact=True)
    if not button.is_visible():
        page.locator("footer").get_by_role("button", name="More actions").click()
    button.click()


def saved_a_draft(page: Page) -> None:
    """See that the admin's editor says so."""
    expect(page.locator(".messages").get_by_text(re.compile("created|updated"))).to_be_visible()


def approve(page: Page, base: str, title: str) -> None:
    """Read what waits, as a moderator, and approve it in the admin's editor."""
    open_what_waits(page, base, title)
    choose_action(page, "Approve these words")
    window = page.get_by_role("dialog")
    window.get_by_label("None of these").check()
    window.get_by_role("button", name="Approve these words").click()
    expect(page.get_by_text("You approved these words.")).to_be_visible()
    expect(page.get_by_text("You changed something here")).to_have_count(0)


def say_yes(page: Page, work: str) -> None:
    """Read the final words and give one's OK."""
    page.goto(work)
    page.get_by_role("link", name="Read it and give your OK").first.click()
    page.get_by_role("button", name="Yes, publish this").click()
    expect(page.get_by_role("status").filter(has_text="Thank you")).to_be_visible()
