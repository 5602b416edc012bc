"""Every screen of the studio and every screen of signing in, errors included, looked over in a real browser."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.models import Person
from consent.models import LeaverLook
from stories.studio.parts import KINDS
from tests.demo_password import DEMO_PASSWORD
from tests.e2e import steps
from tests.e2e.house import House
from tests.profiles import a_few
from tests.studio.making import page_of

Way = Callable[[Page, House], None]


def at(path: str) -> Way:
    """The way to a screen with an address of its own."""
    return lambda page, house: go(page, house, path)


def of(state: str, rest: str = "") -> Way:
    """The way to a screen of the work in this state."""
    return lambda page, house: go(page, house, house.at(state, rest))


def shared(state: str, rest: str = "") -> Way:
    """The way to what somebody reads of the work in this state with whom it is shared."""
    return lambda page, house: go(page, house, f"/my/shared/{house.works[state].pk}/{rest}")


def question(key: str, rest: str = "") -> Way:
    """The way to a screen of a question that was asked."""
    return lambda page, house: go(page, house, f"/my/questions/{house.questions[key].pk}/{rest}")


def mentoring(rest: str = "") -> Way:
    """The way to a screen of Rita and her mentor."""
    return lambda page, house: go(page, house, f"/my/mentoring/{house.mentoring}/{rest}")


def part(state: str, kind: str, rest: str = "") -> Way:
    """The way to a screen of one part."""
    return lambda page, house: go(page, house, house.at(state, f"parts/{house.part(state, kind)}/{rest}"))


def go(page: Page, house: House, path: str) -> None:
    """Open an address; none of these screens is an error by its status."""
    answer = page.goto(house.base + path)
    assert answer is not None
    assert answer.status == 200, f"{path} answers {answer.status}"


def press(page: Page, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name, exact=True).click()


def write(label: str) -> Way:
    """The screen of a part that somebody was given to write."""

    def walk(page: Page, house: House) -> None:
        go(page, house, house.at("written"))
        page.get_by_role("link", name=re.compile(f"Write.*{label}", re.DOTALL)).click()
        page.get_by_role("button", name="Save", exact=True).wait_for()

    return walk


def emptied(way: Way, field: str) -> Way:
    """The same with nothing in one of its fields."""

    def walk(page: Page, house: House) -> None:
        way(page, house)
        page.get_by_label(field, exact=True).fill("")

    return walk


def give_parts(page: Page, house: House) -> None:
    """Which parts somebody is to write."""
    go(page, house, house.at("written"))
    page.get_by_role("link", name=re.compile("Give parts")).click()
    page.get_by_role("heading", level=1, name=re.compile("What is for")).wait_for()


def refused(way: Way, button: str) -> Way:
    """The screen again after its form was sent with something missing."""

    def walk(page: Page, house: House) -> None:
        way(page, house)
        press(page, button)
        page.get_by_role("alert").wait_for()

    return walk


def start_without_language(page: Page, house: House) -> None:
    go(page, house, "/my/start/")
    page.evaluate("document.querySelectorAll('[name=language]').forEach((choice) => { choice.checked = false })")
    press(page, "Start")
    page.get_by_role("alert").wait_for()


def bad_file(page: Page, house: House) -> None:
    go(page, house, house.at("draft", "parts/add/photo/"))
    words = {"name": "holiday.jpg", "mimeType": "image/jpeg", "buffer": b"These are only words."}
    page.get_by_label("Choose a photo").set_input_files(files=[words])  # type: ignore[list-item]
    page.get_by_label("What does it show?").fill("A red door.")
    press(page, "Save")
    page.get_by_role("alert").wait_for()
    expect(page.get_by_label("What does it show?")).to_have_value("A red door.")


def hide_details(page: Page, house: House) -> None:
    go(page, house, house.at("draft", f"parts/{house.part('draft', 'photo')}/"))
    page.get_by_role("link", name="Hide faces or other details").click()
    page.get_by_label("Row 2, square 3").check()


def just_removed(page: Page, house: House) -> None:
    go(page, house, house.at("newer", f"parts/{house.part('newer', 'quote')}/remove/"))
    press(page, "Yes, remove it")
    expect(page.get_by_role("button", name="Bring it back")).to_be_visible()


def two_versions_of_a_part(page: Page, house: House) -> None:
    path = house.at("draft", f"parts/{house.part('draft', 'words')}/")
    other = page.context.new_page()
    go(page, house, path)
    go(other, house, path)
    for window, words in ((other, "What was saved meanwhile."), (page, "What I wrote.")):
        window.get_by_label("Your words").fill(words)
        press(window, "Save")
    expect(page.get_by_role("heading", name="You both changed this part")).to_be_visible()


def two_versions_of_the_facts(page: Page, house: House) -> None:
    other = page.context.new_page()
    for window in (page, other):
        go(window, house, house.at("draft", "about/"))
    for window, words in ((other, "About the bus."), (page, "About the fare.")):
        window.get_by_label("What is it about").fill(words)
        press(window, "Save")
    expect(page.get_by_role("heading", name="You both changed this")).to_be_visible()


def no_made_up_name(page: Page, house: House) -> None:
    go(page, house, house.at("draft", "name/"))
    page.get_by_role("radio", name="With a made-up name").check()
    page.get_by_label("Your made-up name").fill("")
    press(page, "Save")
    page.get_by_role("alert").wait_for()


def invited(page: Page, house: House) -> None:
    go(page, house, house.at("draft", "people/"))
    page.get_by_label("Their email address").fill("somebody@example.org")
    press(page, "Invite them")
    expect(page.locator(".code")).to_be_visible()


def invited_by_link(page: Page, house: House) -> None:
    go(page, house, house.at("draft", "people/"))
    press(page, "Invite them")
    expect(page.get_by_role("img", name="The link as a picture for phones")).to_be_visible()


def talked(page: Page, house: House) -> None:
    go(page, house, house.at("draft", "comments/"))
    page.get_by_label("What would you like to say?").fill("Shall we say which bus it was?")
    press(page, "Send")
    expect(page.get_by_role("status").filter(has_text="Sent")).to_be_visible()


def take_off(page: Page, house: House) -> None:
    sam = house.works["draft"].contributors.get(person__user=house.people["sam"])
    go(page, house, house.at("draft", f"people/{sam.pk}/take-off/"))
    page.get_by_role("button", name="Yes, take them off").wait_for()


def no_address(page: Page, house: House) -> None:
    go(page, house, house.at("draft", "people/"))
    page.get_by_label("Their email address").fill("no address")


def not_saved(page: Page, house: House) -> None:
    go(page, house, house.at("ready", "parts/add/words/"))
    page.get_by_label("Your words").fill("Words that would be lost.")
    steps_in = page.context.new_page()
    go(steps_in, house, house.at("ready", "send-in/"))
    press(steps_in, "Yes, send it in")
    expect(steps_in.get_by_text("on its way to be checked")).to_be_visible()
    press(page, "Save")
    expect(page.get_by_label("What you wrote")).to_have_value("Words that would be lost.")


def gap(page: Page, house: House) -> None:
    answer = page.goto(house.base + page_of(house.works["gap"]).get_url())
    assert answer is not None
    assert answer.status == 200
    expect(page.locator(".gap")).to_have_count(2)


def door(page: Page, house: House) -> None:
    made = house.link("mended")
    go(page, house, path_of(made.address))


def path_of(address: str) -> str:
    """Return the path of a link."""
    return "/ok/" + address.rpartition("/ok/")[2]


def door_closed(page: Page, house: House) -> None:
    door(page, house)
    for _try in range(5):
        page.get_by_label("The code").fill("WRONG1")
        press(page, "Go on")
    page.get_by_role("heading", name="This does not open just now").wait_for()


def behind(state: str, rest: str = "", purpose: str = "ok") -> Way:
    """The way to a screen behind Amina's link."""

    def walk(page: Page, house: House) -> None:
        made = house.link(state, purpose)
        go(page, house, path_of(made.address))
        page.get_by_label("The code").fill(made.code)
        press(page, "Go on")
        page.get_by_role("heading", name="Hello Amina").wait_for()
        if rest:
            go(page, house, f"/ok/here/{rest.format(page=house.works[state].page_id)}")

    return walk


def helping(state: str, rest: str = "") -> Way:
    """The way to a screen of the trainer who helps Amina."""
    return lambda page, house: go(page, house, house.recording(state, rest))


def reaching(page: Page, house: House) -> None:
    amina = house.works["mended"].contributors.get(person__user=None)
    go(page, house, house.at("mended", f"people/without-account/{amina.pk}/"))


def shown_in(page: Page, house: House) -> None:
    amina = house.works["shown"].contributors.get(person__user=None)
    go(page, house, house.at("shown", f"people/without-account/{amina.pk}/"))
    expect(page.get_by_role("heading", name="Where they are seen or heard")).to_be_visible()


def look_first(state: str) -> Way:
    """The way to the version without Sam's part."""

    def walk(page: Page, house: House) -> None:
        look = LeaverLook.objects.get(contributor__work=house.works[state], contributor__person__user__isnull=False)
        go(page, house, f"/my/look/{look.pk}/")
        page.get_by_role("button", name="People can still recognise me").wait_for()

    return walk


def look_by_link(page: Page, house: House) -> None:
    made = house.cards["looked at"]
    go(page, house, path_of(made.address))
    page.get_by_label("The code").fill(made.code)
    press(page, "Go on")
    page.get_by_role("heading", name="Look at it first").wait_for()


def card(page: Page, house: House) -> None:
    reaching(page, house)
    page.get_by_role("button", name=re.compile("Make a")).first.click()
    page.get_by_role("heading", name="Hand this over").wait_for()


WITHOUT_ACCOUNT: dict[str, tuple[str, Way]] = {
    "your OK, words changed": ("rita", of("mended", "ok/")),
    "your OK, words changed in Urdu": ("rita", of("mended in Urdu", "ok/")),
    "a yes that no longer counts": ("rita", of("mended")),
    "add somebody without an account": ("rita", of("mended", "people/add/")),
    "add somebody without an account, empty": ("rita", refused(of("mended", "people/add/"), "Add them")),
    "reach somebody without an account": ("rita", reaching),
    "link and code to hand over": ("rita", card),
    "people, one without an account": ("rita", of("mended", "people/")),
    "a link": ("", door),
    "a link, no code": ("", refused(door, "Go on")),
    "a link that is closed": ("", door_closed),
    "behind a link": ("", behind("mended")),
    "behind a link for a voice": ("", behind("mended", purpose="voice")),
    "OK behind a link": ("", behind("mended", "pages/{page}/")),
    "OK behind a link in Urdu": ("", behind("mended in Urdu", "pages/{page}/")),
    "name behind a link": ("", behind("mended", "name/")),
    "helping somebody to answer": ("tom", helping("mended")),
    "reading it to them": ("tom", helping("mended", "pages/{page}/")),
    "reading it to them, no proof": ("tom", refused(helping("mended", "pages/{page}/"), "Write down their yes")),
    "writing down a name": ("tom", helping("mended", "name/")),
    "where somebody is shown": ("rita", shown_in),
    "being shown in it": ("noor", of("shown")),
    "being shown in it, waiting": ("noor", of("seen")),
    "saying where one is": ("noor", of("seen", "where-i-am/")),
    "saying where one is, who makes it": ("rita", of("seen", "where-i-am/")),
    "your voice, shown in it": ("noor", of("seen", "your-voice/")),
    "something to look at": ("sam", at("/my/")),
    "look at it first": ("sam", look_first("looked at")),
    "look at it first in Urdu": ("sam", look_first("looked at in Urdu")),
    "look at it first, by a link": ("", look_by_link),
}


@a_few(3)
@pytest.mark.parametrize("name", WITHOUT_ACCOUNT)
def test_screen_about_people_without_an_account(house: House, context_for: Callable, look: Callable, name: str) -> None:
    """Nothing is wrong with it, on a phone and a laptop, in light and dark."""
    who, way = WITHOUT_ACCOUNT[name]
    page = context_for(**({"email": house.people[who].email} if who else {})).new_page()
    way(page, house)
    look(page, name)


STUDIO: dict[str, tuple[str, Way]] = {
    "my stories": ("rita", at("/my/")),
    "my stories, none yet": ("noor", at("/my/")),
    "start": ("rita", at("/my/start/")),
    "start, no language": ("rita", start_without_language),
    "draft": ("rita", of("draft")),
    "empty draft": ("rita", of("empty")),
    "draft in Urdu": ("rita", of("in Urdu")),
    "being checked": ("rita", of("checked")),
    "changes asked for": ("rita", of("asked")),
    "changes asked for, at the part": ("rita", part("asked", "photo")),
    "somebody else, please": ("rita", of("asked", "somebody-else/")),
    "our guide": ("tess", at("/my/guide/")),
    "our guide, agreed": ("rita", at("/my/guide/")),
    "waiting for an OK": ("rita", of("waiting")),
    "waiting for the others": ("rita", of("said yes")),
    "somebody would like to wait": ("rita", of("not yet")),
    "public": ("rita", of("public")),
    "public with a newer draft": ("rita", of("newer")),
    "hidden": ("rita", of("hidden")),
    "paused": ("rita", of("paused")),
    "paused in Urdu": ("rita", of("paused in Urdu")),
    "paused, somebody does not agree": ("rita", of("appealed")),
    "paused, why I do not agree": ("rita", of("appealed", "appeal/")),
    "stays down": ("rita", of("declined")),
    "still being checked": ("rita", of("still checked")),
    "your voice, paused": ("rita", of("paused", "your-voice/")),
    "worried about somebody": ("rita", of("draft", "safety/")),
    "worried about somebody, empty": ("rita", refused(of("draft", "safety/"), "Tell the safeguarding leads")),
    "module": ("tom", of("module")),
    "module, with parts to write": ("rita", of("written")),
    "module, parts to give": ("tom", give_parts),
    "write an activity": ("rita", write("Activity")),
    "write an activity, empty": ("rita", refused(emptied(write("Activity"), "Title"), "Save")),
    "write a note": ("rita", write("Access")),
    "typed for somebody": ("rita", of("typed for")),
    "typed for somebody, words": ("rita", of("typed for", "parts/add/words/")),
    "start for somebody": ("rita", at("/my/start/?for=somebody")),
    "start for somebody, empty": ("rita", refused(at("/my/start/?for=somebody"), "Start")),
    **{f"add {kind}": ("rita", of("draft", f"parts/add/{kind}/")) for kind in KINDS},
    **{f"add {kind}, empty": ("rita", refused(of("draft", f"parts/add/{kind}/"), "Save")) for kind in KINDS},
    "add photo, no picture": ("rita", bad_file),
    **{f"change {kind}": ("rita", part("draft", kind)) for kind in ("words", "photo", "audio", "quote")},
    "hide details": ("rita", hide_details),
    "hide details, nothing said": ("rita", refused(hide_details, "Hide these squares")),
    "remove a part": ("rita", part("draft", "photo", "remove/")),
    "a part was removed": ("rita", just_removed),
    "two versions of a part": ("rita", two_versions_of_a_part),
    "title and summary": ("rita", of("draft", "about/")),
    "where it happens": ("rita", of("draft", "told/")),
    "before people read it": ("rita", of("noted", "warnings/")),
    "two versions of the title and summary": ("rita", two_versions_of_the_facts),
    "how to be named": ("rita", of("draft", "name/")),
    "how to be named, waiting": ("rita", of("waiting", "name/")),
    "how to be named, public": ("rita", of("public", "name/")),
    "no made-up name": ("rita", no_made_up_name),
    "people": ("rita", of("draft", "people/")),
    "people, no address": ("rita", refused(no_address, "Invite them")),
    "people, invited": ("rita", invited),
    "people, invited by a link": ("rita", invited_by_link),
    "take off": ("rita", take_off),
    "talk about it": ("rita", talked),
    "talk about it, nothing said": ("rita", refused(of("ready", "comments/"), "Send")),
    "your account": ("rita", at("/account/how/")),
    "send in": ("rita", of("ready", "send-in/")),
    "send in, things missing": ("tess", of("untrained", "send-in/")),
    "pull back": ("rita", of("checked", "pull-back/")),
    "hide": ("rita", of("public", "hide/")),
    "what may we do": ("rita", of("empty", "agree/")),
    "what may we do, nothing said": ("rita", refused(of("empty", "agree/"), "Save my answers")),
    "what may we do, said before": ("rita", of("public", "agree/")),
    "what may we do, in Urdu": ("rita", of("in Urdu", "agree/")),
    "your voice": ("rita", of("public", "your-voice/")),
    "your voice, nothing said": ("rita", of("draft", "your-voice/")),
    "your voice, hidden": ("rita", of("hidden", "your-voice/")),
    "your voice, in a module": ("tom", of("module", "your-voice/")),
    "show again": ("rita", of("hidden", "show-again/")),
    "show again, in Urdu": ("rita", of("hidden in Urdu", "show-again/")),
    "take back": ("rita", of("public", "take-back/")),
    "take back, made alone, in Urdu": ("rita", of("hidden in Urdu", "take-back/")),
    "take back a part": ("tom", of("module", "take-back/")),
    "one of them has left": ("rita", of("left")),
    "a gap": ("sam", gap),
    "your OK": ("rita", of("waiting", "ok/")),
    "your OK, given": ("rita", of("said yes", "ok/")),
    "your OK to a module": ("tom", of("module", "ok/")),
    "in other languages": ("rita", of("translated")),
    "in other languages, being translated": ("sam", of("being translated")),
    "your OK to a translation": (
        "rita",
        lambda page, house: go(page, house, house.at("translated", f"pages/{house.in_urdu['translated']}/ok/")),
    ),
    "somebody else, of a translator": ("sam", of("being translated", "somebody-else/")),
    "preview": ("rita", of("draft", "preview/")),
    "preview in Urdu": ("rita", of("in Urdu", "preview/")),
    "not saved": ("rita", not_saved),
    "shown to some people": ("rita", of("shared")),
    "who should read it": ("rita", of("draft", "audience/")),
    "who should read it, shown to some": ("rita", of("shared", "audience/")),
    "who should read it, in Urdu": ("rita", of("shared in Urdu", "audience/")),
    "your OK, for a group": ("rita", of("waits for its group", "ok/")),
    "your voice, shown to some people": ("rita", of("shared", "your-voice/")),
    "what it touches on": ("rita", of("draft", "touches/")),
    "what it touches on, in Urdu": ("rita", of("in Urdu", "touches/")),
    "ways to begin": ("rita", at("/my/start/ways/")),
    "start, a conversation with somebody": ("rita", at("/my/start/?way=interview&for=somebody")),
    "questions": ("rita", at("/my/questions/")),
    "questions for somebody": ("noor", at("/my/questions/")),
    "ask a question": ("rita", at("/my/questions/ask/")),
    "ask a question, empty": ("rita", refused(at("/my/questions/ask/"), "Ask it")),
    "ask a question, untrained": ("tess", at("/my/questions/ask/")),
    "a question for you": ("noor", question("asked")),
    "a question for you, in Urdu": ("noor", question("asked in Urdu")),
    "everybody who answers": ("rita", question("asked", "everybody/")),
    "everybody who answers, nobody yet": ("rita", question("asked in Urdu", "everybody/")),
    "everybody who answers, nobody added": ("rita", refused(question("asked", "everybody/"), "Add them")),
    "your own part in all": ("rita", question("asked", "my-part/")),
    "your own part in all, empty": ("rita", refused(question("asked", "my-part/"), "Save for all of them")),
    "sheets to print": ("rita", question("asked", "paper/")),
    "write an answer for somebody": ("rita", of("no answer yet", "parts/add/question/")),
    "an answer": ("rita", of("answer")),
    "my training": ("rita", at("/my/training/")),
    "my training, not trained": ("tess", at("/my/training/")),
    "my certificate": ("rita", at("/my/training/certificate/")),
    "my certificate, nothing on it yet": ("noor", at("/my/training/certificate/")),
    "my certificate, to print": ("rita", at("/my/training/certificate/print/")),
    "mentoring": ("rita", mentoring()),
    "mentoring, as a mentor": ("tom", mentoring()),
    "mentoring, an empty note": ("rita", refused(mentoring(), "Keep this note")),
    "end a mentoring": ("rita", mentoring("end/")),
    "shared with you": ("noor", at("/my/shared/")),
    "shared with you, nothing yet": ("tess", at("/my/shared/")),
    "a story shared with you": ("noor", shared("shared")),
    "a story shared with you, in Urdu": ("noor", shared("shared in Urdu")),
    "worried about a story shared with you": ("noor", shared("shared", "worried/")),
    "worried about a story shared with you, empty": (
        "noor",
        refused(shared("shared", "worried/"), "Tell the safeguarding leads"),
    ),
}


@a_few(8)
@pytest.mark.parametrize("name", STUDIO)
def test_studio_screen(house: House, context_for: Callable, look: Callable, name: str) -> None:
    """Nothing is wrong with it, on a phone and a laptop, in light and dark."""
    who, way = STUDIO[name]
    page = context_for(email=house.people[who].email).new_page()
    way(page, house)
    look(page, name)


def wrong_password(page: Page, house: House) -> None:
    go(page, house, "/sign-in/")
    page.get_by_label("Your email address").fill("sam@example.org")
    page.get_by_label("Your password").fill("not the password")
    press(page, "Sign in")
    page.get_by_role("alert").wait_for()


def code_sent(page: Page, house: House) -> None:
    go(page, house, "/account/login/code/")
    page.get_by_label("Your email address").fill("rita@example.org")
    press(page, "Send me a code")
    page.get_by_role("heading", name="Type the code").wait_for()


def link_sent(page: Page, house: House) -> None:
    go(page, house, "/account/password/reset/")
    page.get_by_label("Your email address").fill("sam@example.org")
    press(page, "Send me the link")
    page.get_by_role("heading", name="Look in your email").wait_for()


def new_password(page: Page, house: House) -> None:
    mail.outbox.clear()
    link_sent(page, house)
    go(page, house, steps.path_in(mail.outbox[-1]))
    page.get_by_role("heading", name="Choose a new password").wait_for()


def invitation(page: Page, house: House) -> None:
    path, _code = house.invitation("draft", "first@example.org")
    go(page, house, path)


def invitation_used_up(page: Page, house: House) -> None:
    path, _code = house.invitation("draft", "second@example.org")
    page.goto(house.base + path)
    for _try in range(5):
        page.get_by_label("The code").fill("WRONG1")
        press(page, "Go on")
    page.get_by_role("heading", name="This invitation does not open").wait_for()


def welcome(page: Page, house: House) -> None:
    path, code = house.invitation("draft", f"new-{id(page)}@example.org")
    steps.open_invitation(page, house.base, path, code)
    page.get_by_role("link", name="I am new here").wait_for()


def sign_up(page: Page, house: House) -> None:
    welcome(page, house)
    page.get_by_role("link", name="I am new here").click()
    page.get_by_role("heading", name="Make your account").wait_for()


def take_part(page: Page, house: House) -> None:
    path, code = house.invitation("draft", f"noor-{id(page)}@example.org")
    steps.open_invitation(page, house.base, path, code)
    page.get_by_role("button", name="Yes, I take part").wait_for()


def second_step(page: Page, house: House) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    user = house.people["mo"]
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, generate_totp_secret())
    page.goto(f"{house.base}/sign-in/")
    page.get_by_label("Your email address").fill(user.email)
    page.get_by_label("Your password").fill(DEMO_PASSWORD)
    press(page, "Sign in")
    page.wait_for_url(re.compile("2fa/authenticate"))


def reauthenticate(page: Page, house: House) -> None:
    go(page, house, "/account/reauthenticate/")


def form_refused(page: Page, house: House) -> None:
    go(page, house, "/sign-in/")
    page.context.clear_cookies()
    page.get_by_label("Your email address").fill("sam@example.org")
    page.get_by_label("Your password").fill("something")
    press(page, "Sign in")
    page.get_by_role("heading", level=1).wait_for()


def kept_words(page: Page, house: House) -> None:
    go(page, house, house.at("draft", "parts/add/words/"))
    page.get_by_label("Your words").fill("Half an hour of words.")
    page.context.clear_cookies(name="sessionid")
    press(page, "Save")
    page.get_by_label("Your email address").fill("sam@example.org")
    page.get_by_label("Your password").fill(DEMO_PASSWORD)
    press(page, "Sign in")
    page.get_by_role("heading", name="Your words are safe").wait_for()


def closed_door(page: Page, house: House) -> None:
    answer: Any = page.goto(f"{house.base}/admin/")
    assert answer.status == 403


SIGN_IN: dict[str, tuple[str, Way]] = {
    "sign in": ("", at("/sign-in/")),
    "sign in, empty": ("", refused(at("/sign-in/"), "Sign in")),
    "sign in, wrong password": ("", wrong_password),
    "a code by email": ("", at("/account/login/code/")),
    "a code by email, no address": ("", refused(at("/account/login/code/"), "Send me a code")),
    "type the code": ("", code_sent),
    "type the code, empty": ("", refused(code_sent, "Sign in")),
    "a new password": ("", at("/account/password/reset/")),
    "a new password, no address": ("", refused(at("/account/password/reset/"), "Send me the link")),
    "look in your email": ("", link_sent),
    "a link that is too old": ("", at("/account/password/reset/key/1-abc/")),
    "choose a new password": ("", new_password),
    "choose a new password, empty": ("", refused(new_password, "Save my password")),
    "password saved": ("", at("/account/password/reset/key/done/")),
    "account closed": ("", at("/account/inactive/")),
    "sign up without an invitation": ("", at("/account/signup/")),
    "invitation": ("", invitation),
    "invitation, no code": ("", refused(invitation, "Go on")),
    "invitation used up": ("", invitation_used_up),
    "welcome": ("", welcome),
    "sign up": ("", sign_up),
    "sign up, empty": ("", refused(sign_up, "Make my account")),
    "take part": ("noor", take_part),
    "sign out": ("rita", at("/account/logout/")),
    "change the password": ("sam", at("/account/password/change/")),
    "change the password, empty": ("sam", refused(at("/account/password/change/"), "Save my password")),
    "set a password": ("rita", at("/account/password/set/")),
    "is it you": ("sam", reauthenticate),
    "is it you, empty": ("sam", refused(reauthenticate, "Go on")),
    "the second step": ("", second_step),
    "the form was refused": ("", form_refused),
    "words that were kept": ("sam", kept_words),
    "not open to you": ("rita", closed_door),
}


@a_few(3)
@pytest.mark.parametrize("name", SIGN_IN)
def test_sign_in_screen(house: House, context_for: Callable, look: Callable, name: str) -> None:
    """Nothing is wrong with it, on a phone and a laptop, in light and dark."""
    who, way = SIGN_IN[name]
    page = context_for(email=house.people[who].email if who else "").new_page()
    way(page, house)
    look(page, name)


SETTING_UP = {
    "second step, none yet": "/account/2fa/",
    "an app": "/account/2fa/totp/activate/",
    "passkeys": "/account/2fa/webauthn/",
    "a passkey": "/account/2fa/webauthn/add/",
}


@a_few(1)
@pytest.mark.parametrize("name", SETTING_UP)
def test_setting_up_a_second_step(house: House, context_for: Callable, look: Callable, name: str) -> None:
    """The screens of somebody who has just signed in and sets up a second step."""
    page = context_for().new_page()
    steps.enter(page, house.base, "tom@example.org")
    go(page, house, SETTING_UP[name])
    look(page)


@pytest.mark.deep
def test_app_code_missing_and_recovery_codes(house: House, context_for: Callable, look: Callable) -> None:
    """The code from the app is missing; then it is right, and the recovery codes are shown."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    page = context_for().new_page()
    steps.enter(page, house.base, "tom@example.org")
    go(page, house, "/account/2fa/totp/activate/")
    form = page.locator("main form").filter(has=page.locator("[name=code]"))
    form.get_by_role("button").first.click()
    page.get_by_role("alert").wait_for()
    look(page)
    secret = page.context.request and page.locator("main").inner_text()
    secret = re.search(r"\b[A-Z2-7]{32}\b", secret.replace(" ", "")).group()  # type: ignore[union-attr]
    counter = next(iter(yield_hotp_counters_from_time()))
    page.locator("[name=code]").fill(format_hotp_value(hotp_value(secret, counter)))
    form.get_by_role("button").first.click()
    page.wait_for_load_state()
    go(page, house, "/account/2fa/recovery-codes/")
    look(page)
    go(page, house, "/account/2fa/")
    look(page)


EVERY_SCREEN = WITHOUT_ACCOUNT | STUDIO | SIGN_IN
# What is public and the door of the admin speak the language of their address, whatever somebody chose.
IN_ITS_OWN_LANGUAGE = {"a gap", "not open to you"}
# A screen that stands there only after a form was sent is the same screen when it is opened anew.
OPENED_ANEW = [
    name
    for name, (_who, way) in EVERY_SCREEN.items()
    if name not in IN_ITS_OWN_LANGUAGE and not way.__qualname__.startswith("refused")
]


def speak_urdu(page: Page, house: House, who: str) -> None:
    """Choose Urdu, as somebody does at the end of a page or before they sign in, and open the same address again."""
    here = page.url
    page.goto(house.base + ("/account/how/" if who else "/sign-in/"))
    page.get_by_role("button", name="اردو", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "ur")
    page.goto(here)


@a_few(4)
@pytest.mark.parametrize("name", OPENED_ANEW)
def test_screen_in_urdu(house: House, context_for: Callable, look: Callable, name: str) -> None:
    """Nothing is wrong with it from right to left either, and none of our own sentences is left in English."""
    who, way = EVERY_SCREEN[name]
    page = context_for(**({"email": house.people[who].email} if who else {})).new_page()
    way(page, house)
    try:
        speak_urdu(page, house, who)
        look(page, name)
        ours = page.locator('[lang="ur"], html[lang="ur"] body').first
        expect(ours).to_be_attached()
    finally:
        Person.objects.exclude(language="").update(language="")
