"""The main job, once through, with what people really have: a phone's photo, a voice note, a text in their language."""

from collections.abc import Callable

import pytest
from django.utils.translation import gettext
from playwright.sync_api import BrowserContext, Page, expect

from languages.interface import around
from tests.e2e import steps
from tests.e2e.letters import letters_missing_in
from tests.e2e.served import fetch, files_on, is_picture, is_upright, tells_on
from tests.e2e.steps import Story
from tests.profiles import deep

NEW_PASSWORD = "Wednesday 7 lamps"
CO_AUTHORS_WORDS = "I walked with her that day, and I counted the stops we passed."
pytestmark = pytest.mark.long
DIRECTIONS = {"en": "ltr", "ur": "rtl", "pl": "ltr", "pa": "ltr"}


def said(language: str, sentence: str) -> str:
    """Return a sentence of ours as it stands around a page in this language."""
    with around(language):
        return gettext(sentence)


def stories_path(language: str) -> str:
    return "/stories/" if language == "en" else f"/{language}/stories/"


@pytest.mark.parametrize("language", [deep("en"), pytest.param("ur", marks=pytest.mark.on_postgresql)])
def test_main_job(live_server, context_for: Callable[..., BrowserContext], language: str) -> None:
    """Told on a phone, edited by a co-author, approved, OKed by both, read by everybody, and hidden again."""
    base, story = live_server.url, steps.story_in(language)
    rosa_email = steps.make_reporter(f"rosa-{language}", "Rosa Bird")
    tariq_email = f"tariq-{language}@example.org"

    # Rosa tells it on her phone.
    rosa = context_for("phone").new_page()
    steps.enter(rosa, base, rosa_email)
    work = steps.start_story(rosa, base, story)
    steps.add_words(rosa, story.words)
    steps.add_photo(rosa)
    steps.add_voice_note(rosa)
    preview(rosa, story)
    rosa.goto(work)
    link, code = steps.invite(rosa, tariq_email)

    # Tariq is new here. He comes in with the link and the code, on a phone of his own, and adds something.
    tariq = context_for("phone").new_page()
    steps.open_invitation(tariq, base, link, code)
    steps.join_as_new(tariq, "Tariq Aziz", NEW_PASSWORD)
    steps.be_named(tariq, "first name only")
    tariq.get_by_role("link", name="Edit part 1, Words").click()
    expect(tariq.get_by_label("Your words")).to_have_value(story.words)
    tariq.get_by_label("Your words").fill(f"{story.words}\n\n{CO_AUTHORS_WORDS}")
    steps.save(tariq)
    steps.say_what_we_may_do(tariq, work, "copy it freely")

    # Rosa sees his words, chooses how she is named, and sends it in.
    rosa.goto(work)
    expect(rosa.get_by_text(CO_AUTHORS_WORDS)).to_be_visible()
    rosa.get_by_role("link", name="Choose how you want to be named").click()
    steps.be_named(rosa, "made-up name", "Kingfisher")
    steps.say_what_we_may_do(rosa, work, "copy it freely", "a council")
    steps.send_in(rosa, work)
    nobody_reads_it(context_for, base, story)

    # A moderator reads and approves it.
    moderator = context_for("desktop").new_page()
    steps.enter(moderator, base, "moderator@example.org", start="/admin/")
    steps.approve(moderator, base, story.title)
    nobody_reads_it(context_for, base, story)

    # Both say yes, each on their own phone.
    for email in (rosa_email, tariq_email):
        assert steps.letters_to(email)[-1].subject == "We need your OK"
    steps.say_yes(tariq, work)
    nobody_reads_it(context_for, base, story)
    steps.say_yes(rosa, work)
    expect(rosa.get_by_text("it is public now")).to_be_visible()

    # Everybody reads it.
    reader = context_for("phone").new_page()
    read_it(reader, base, story, "Kingfisher", "Tariq")
    files = check_files(reader)
    check_sound(reader)
    check_letters(reader, story)
    assert_listed(reader, base, story)

    # Rosa hides it, with one tap.
    address = read_it(reader, base, story)
    rosa.goto(work)
    rosa.get_by_role("button", name="Hide it from everybody").click()
    expect(rosa.get_by_text("It is hidden.")).to_be_visible()
    gone(reader, base, story, address, files)


@pytest.mark.deep
@pytest.mark.parametrize("language", ["pa", "pl"])
def test_from_the_studio_to_the_public(live_server, context_for: Callable[..., BrowserContext], language: str) -> None:
    """A story told alone, in words, in another language."""
    base, story = live_server.url, steps.story_in(language)
    ola = context_for("phone").new_page()
    steps.enter(ola, base, steps.make_reporter(f"ola-{language}", "Ola Nowak"))
    work = steps.start_story(ola, base, story)
    steps.add_words(ola, story.words)
    ola.get_by_role("link", name="Choose how you want to be named").click()
    steps.be_named(ola, "with no name")
    steps.say_what_we_may_do(ola, work, "copy it freely")
    steps.send_in(ola, work)
    moderator = context_for("desktop", email="moderator@example.org").new_page()
    steps.approve(moderator, base, story.title)
    steps.say_yes(ola, work)
    reader = context_for("phone").new_page()
    read_it(reader, base, story)
    check_letters(reader, story)
    assert_listed(reader, base, story)


def preview(page: Page, story: Story) -> None:
    """See the draft as a reader would: the real page, marked as not public, and the way back."""
    page.get_by_role("link", name="See it as a reader would").click()
    expect(page.get_by_text("It is not public.")).to_be_visible()
    expect(page.get_by_role("heading", level=1, name=story.title)).to_be_visible()
    expect(page.get_by_text(story.paragraphs[0])).to_be_visible()
    expect(page.get_by_alt_text(steps.ALT_TEXT)).to_have_js_property("complete", True)


def nobody_reads_it(context_for: Callable[..., BrowserContext], base: str, story: Story) -> None:
    """It stands in no list, no feed and no search result."""
    request = context_for().request
    for path in (stories_path(story.language), "/feed/", f"/search/?q={story.title}", "/"):
        found = request.get(base + path).text().count(story.title)
        asked = 3 if "?q=" in path else 0
        assert found <= asked, f"{path} shows what is not public"


def read_it(page: Page, base: str, story: Story, *names: str) -> str:
    """Find the story in its list and read it: words, direction, names, description, transcript. Return its address."""
    page.goto(base + stories_path(story.language))
    page.locator("main").get_by_role("link", name=story.title, exact=True).first.click()
    expect(page.get_by_role("heading", level=1, name=story.title)).to_be_visible()
    for paragraph in story.paragraphs:
        expect(page.get_by_text(paragraph)).to_be_visible()
    html = page.locator("html")
    expect(html).to_have_attribute("lang", story.language)
    expect(html).to_have_attribute("dir", DIRECTIONS[story.language])
    first = page.get_by_text(story.paragraphs[0])
    expect(first).to_have_css("direction", DIRECTIONS[story.language])
    if names:
        expect(page.get_by_text(CO_AUTHORS_WORDS)).to_be_visible()
        expect(page.get_by_alt_text(steps.ALT_TEXT)).to_be_visible()
        page.get_by_text(said(story.language, "Read what is said")).click()
        for line in steps.transcript().splitlines():
            expect(page.get_by_text(line)).to_be_visible()
    for name in names:
        expect(page.locator(".credits").get_by_text(name)).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Rosa")
    return page.url


def check_files(page: Page) -> dict[str, bytes]:
    """Nothing that is served tells where or who somebody was; the photo stands upright. Return the files."""
    photo = page.get_by_alt_text(steps.ALT_TEXT)
    photo.scroll_into_view_if_needed()
    expect(photo).to_have_js_property("complete", True)
    natural = photo.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    assert natural[0] > natural[1], f"the photo lies on its side: {natural}"
    files = files_on(page)
    pictures = [content for content in files.values() if is_picture(content)]
    assert len(pictures) >= 4, f"a photo comes in several sizes: {list(files)}"
    assert len(files) > len(pictures), "the voice note is among them"
    for address, content in files.items():
        assert not tells_on(content), f"{address}: {tells_on(content)}"
    assert all(is_upright(content) for content in pictures)
    return files


def check_sound(page: Page) -> None:
    """The voice note plays."""
    played = page.locator("audio").evaluate(
        """async (sound) => {
            sound.muted = true;
            await sound.play();
            await new Promise((done) => { sound.ontimeupdate = () => sound.currentTime > 0.2 && done(); });
            sound.pause();
            return [sound.currentTime, sound.duration];
        }"""
    )
    assert played[0] > 0.2
    assert 20 < played[1] < 30, f"the recording is 24.7 seconds long, not {played[1]}"


def check_letters(page: Page, story: Story) -> None:
    """Every letter of title and words is drawn by a font that has it."""
    for element in (page.locator("h1"), page.get_by_text(story.paragraphs[0])):
        assert not letters_missing_in(element), letters_missing_in(element)


def assert_listed(page: Page, base: str, story: Story) -> None:
    """It stands in the feed, in search and in the map of the site."""
    path = page.url.removeprefix(base)
    assert path in page.request.get(f"{base}/feed/").text()
    assert path in page.request.get(f"{base}/sitemap.xml").text()
    page.goto(f"{base}/search/")
    page.get_by_label("What are you looking for?").fill(story.title)
    page.get_by_role("button", name="Search").click()
    expect(page.locator(f"main a[href='{path}']")).to_be_visible()


def gone(page: Page, base: str, story: Story, address: str, files: dict[str, bytes]) -> None:
    """The page says that it was taken back, and nothing else shows it or gives out its files."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 410
    expect(page.get_by_role("heading", level=1)).to_have_text(said(story.language, "This page is no longer here"))
    expect(page.locator("body")).not_to_contain_text(story.title)
    path = address.removeprefix(base)
    for listing in (stories_path(story.language), "/", "/feed/", "/sitemap.xml", f"/search/?q={story.title}"):
        assert path not in fetch(page.context, base + listing).decode(), f"{listing} still leads there"
    for file in files:
        assert page.request.get(file).status == 404, f"{file} is still served"
