"""Every screen of our own in the admin, empty ones and errors included, looked over in a real browser.

Wagtail's frame around them (its menu, its editor and its little windows) is not ours, so axe looks at `main` only.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from wagtail.models import Page as WagtailPage

from accounts.models import Person
from authorship.services import what_is_seen
from consent.looking import answer_look
from consent.models import LeaverLook, PersonToTell
from consent.telling import leave_to_tell
from learning.models import ModulePage, SessionPage
from moderation.complaints import take_complaint
from moderation.models import DataComplaint, Flag, Pause
from moderation.remarks import add_remark
from moderation.services import record_yes, waiting_ok_step
from publishing.candidates import Candidate
from publishing.selectors import released
from tests.e2e.house import House
from tests.e2e.looking import COLOURS, axe_finds
from tests.profiles import a_few
from tests.studio.making import a_picture, page_of
from translation.models import Assignment

INPUTS = Path(__file__).parents[1] / "inputs"
OURS = "main"
FORMS_WITHOUT_TOKEN = """() => [...document.querySelectorAll("form[method=post]")]
    .filter((form) => !form.elements.csrfmiddlewaretoken?.value)
    .map((form) => form.outerHTML.slice(0, 140))"""
Way = Callable[[Page, House], None]


def at(path: str) -> Way:
    """The way to a screen below /admin/."""
    return lambda page, house: go(page, house, path)


def of(state: str, path: str) -> Way:
    """The way to a screen about the page of the work in this state."""
    return lambda page, house: go(page, house, path.format(page=house.works[state].page_id, work=house.works[state].pk))


def go(page: Page, house: House, path: str) -> None:
    answer = page.goto(f"{house.base}/admin/{path}")
    assert answer is not None
    assert answer.status == 200, f"{path} answers {answer.status}"


def refused(way: Way, button: str) -> Way:
    """The screen again after its form was sent empty."""

    def walk(page: Page, house: House) -> None:
        way(page, house)
        page.get_by_role("button", name=button, exact=True).click()
        page.locator(".w-field--error, .error-message, [role=alert]").first.wait_for()

    return walk


def remarks(page: Page, house: House) -> None:
    about = page_of(house.works["checked"])
    add_remark(page=about, by=house.people["mo"], words="Please look at the date.")
    go(page, house, f"checking/works/{about.pk}/remarks/")


def proof(page: Page, house: House) -> None:
    """A yes on paper, that Ann, who approved these words, looks at."""
    waits = page_of(house.works["mended"])
    step = waiting_ok_step(waits)
    assert step is not None
    record_yes(
        page=waits,
        contributor=house.works["mended"].contributors.get(person__user=None),
        recorded_by=house.people["tom"],
        kind="paper",
        file=a_picture(),
        seen=what_is_seen(Candidate(step.revision)),
    )
    go(page, house, "")
    page.get_by_role("button", name="Open the proof").wait_for()


def leaver(page: Page, house: House) -> None:
    look = LeaverLook.objects.get(contributor__work=house.works["looked at"], contributor__person__user__isnull=False)
    answer_look(look=look, recognisable=True, road="account", user=house.people["sam"])
    go(page, house, f"public/leavers/{look.pk}/")
    page.get_by_role("button", name="People can tell").wait_for()


def somebody_to_tell(page: Page, house: House) -> None:
    """Amina, whom no email reaches, is to hear something from Tom, who helps her."""
    amina = house.works["mended"].contributors.get(person__user=None)
    amina.person.contact = "at the group on Thursdays"
    amina.person.save()
    leave_to_tell(amina, PersonToTell.Message.LOOK)
    go(page, house, "")
    page.get_by_role("heading", name="Tell Amina").wait_for()


def appeal(page: Page, house: House) -> None:
    go(page, house, f"paused/{Pause.objects.get(page=house.works['appealed'].page_id).pk}/answer/")


def flag(page: Page, house: House) -> None:
    go(page, house, f"flags/{Flag.objects.get(page=house.works['still checked'].page_id).pk}/")


def complaint(page: Page, house: House) -> None:
    take_complaint(words="You keep my old number.", contact="zed@example.org")
    go(page, house, f"complaints/{DataComplaint.objects.latest('pk').pk}/")


def complaints(page: Page, house: House) -> None:
    take_complaint(words="You keep my old address.")
    go(page, house, "complaints/")


def erase(page: Page, house: House) -> None:
    go(page, house, f"people/{Person.objects.get(user=house.people['noor']).pk}/erase/")


def training(model: type[WagtailPage], rest: str = "") -> Way:
    """The way to what is written down about a page of training in the demo."""
    return lambda page, house: go(page, house, f"training/{released(model.objects.all())[0].pk}/{rest}")


def trained(page: Page, house: House) -> None:
    go(page, house, f"training/people/{Person.objects.get(user=house.people['rita']).pk}/")


def brought_plan(page: Page, house: House) -> None:
    of("module", "learning/{page}/bring-a-plan/")(page, house)
    page.get_by_label("Your plan").set_input_files(INPUTS / "session-plan.md")
    page.get_by_role("button", name="Make a draft of it").click()
    page.get_by_role("heading", name="What we did not understand").wait_for()


def adapting(page: Page, house: House) -> None:
    go(page, house, f"learning/{ModulePage.objects.get(slug='snapshot-stories', locale__language_code='en').pk}/adapt/")


def unticked(way: Way) -> Way:
    """The same with no choice made."""

    def walk(page: Page, house: House) -> None:
        way(page, house)
        page.evaluate("document.querySelectorAll('main [type=radio]').forEach((one) => { one.checked = false })")

    return walk


def emptied(way: Way, field: str) -> Way:
    """The same with nothing in one of its fields."""

    def walk(page: Page, house: House) -> None:
        way(page, house)
        page.get_by_label(field, exact=True).fill("")

    return walk


def original(page: Page, house: House) -> None:
    adapting(page, house)
    page.get_by_label("What is yours called?").fill("Snapshots in our street")
    page.get_by_label("In which programme?").select_option(label="Telling and being heard")
    page.get_by_role("button", name="Make a draft of my own").click()
    page.wait_for_url("**/edit/")
    go(page, house, f"learning/{page.url.split('/')[-3]}/original/")


def translation(state: str, rest: str) -> Way:
    """The way to a screen about the Urdu of the work in this state."""
    return lambda page, house: go(page, house, f"translations/{house.in_urdu[state]}/{rest}")


def named(rest: str) -> Way:
    """The way to a screen about what Tara was given first."""

    def walk(page: Page, house: House) -> None:
        mine = Assignment.everybody.filter(account=house.people["tara"]).order_by("pk").first()
        assert mine is not None
        go(page, house, f"translations/mine/{mine.pk}/{rest}")

    return walk


TARA, RAFI = "tara@example.org", "rafi@example.org"
MODERATOR, LEAD, ADMIN = "moderator2@example.org", "safeguarding@example.org", "admin@example.org"
TRAINER, ANN = "tom@example.org", "ann@example.org"
SCREENS: dict[str, tuple[str, Way]] = {
    "first screen of a moderator": (MODERATOR, at("")),
    "first screen of a trainer": (TRAINER, at("")),
    "first screen of a lead": (LEAD, at("")),
    "first screen of an administrator": (ADMIN, at("")),
    "a yes on paper": (ANN, proof),
    "queue": (MODERATOR, at("checking/")),
    "queue, nothing like it": (MODERATOR, at("checking/?show=late")),
    "remarks": (MODERATOR, remarks),
    "remarks, empty": (MODERATOR, refused(remarks, "Keep this remark")),
    "all remarks": (LEAD, at("checking/remarks/")),
    "what is public": (MODERATOR, at("public/")),
    "what is public, nothing found": (MODERATOR, at("public/?q=zzzz")),
    "pause": (MODERATOR, of("public", "pages/{page}/pause/")),
    "pause, empty": (MODERATOR, refused(of("public", "pages/{page}/pause/"), "Pause it now")),
    "paused": (MODERATOR, at("paused/")),
    "somebody does not agree": (MODERATOR, appeal),
    "somebody does not agree, empty": (MODERATOR, refused(appeal, "Answer")),
    "raise a flag": (MODERATOR, of("public", "pages/{page}/flag/")),
    "raise a flag, empty": (MODERATOR, refused(of("public", "pages/{page}/flag/"), "Tell the safeguarding leads")),
    "flags": (LEAD, at("flags/")),
    "flags, closed": (LEAD, at("flags/?closed=1")),
    "a flag": (LEAD, flag),
    "a flag, empty": (LEAD, refused(flag, "Do this")),
    "complaints": (ADMIN, complaints),
    "a complaint": (ADMIN, complaint),
    "a complaint, empty": (ADMIN, refused(complaint, "Send the answer and close it")),
    "somebody left": (MODERATOR, leaver),
    "somebody left, empty": (MODERATOR, refused(leaver, "People can tell. It goes back to its authors")),
    "somebody to tell": (TRAINER, somebody_to_tell),
    "log": (ADMIN, at("log/")),
    "log, a date that is none": (ADMIN, at("log/?start=soon")),
    "log, nothing like it": (ADMIN, at("log/?work=999999")),
    "who takes part": (TRAINER, at("works/")),
    "who takes part in one": (TRAINER, of("module", "works/{work}/people/")),
    "erase somebody": (ADMIN, erase),
    "training record": (TRAINER, at("training/")),
    "everybody and their training": (TRAINER, at("training/people/")),
    "everybody and their training, nobody found": (TRAINER, at("training/people/?q=zzzz")),
    "who came to a module": (TRAINER, training(ModulePage)),
    "who came to a module, nobody ticked": (TRAINER, refused(training(ModulePage), "Write it down")),
    "who came to a session": (TRAINER, training(SessionPage)),
    "what people said": (TRAINER, training(SessionPage, "feedback/")),
    "training of somebody": (TRAINER, trained),
    "training of somebody, no badge chosen": (TRAINER, refused(trained, "Give it")),
    "workshops": (TRAINER, at("workshops/")),
    "adapt a module": (TRAINER, adapting),
    "adapt a module, no name": (TRAINER, refused(emptied(adapting, "What is yours called?"), "Make a draft of my own")),
    "what changed in the original": (TRAINER, original),
    "bring in a plan": (TRAINER, of("module", "learning/{page}/bring-a-plan/")),
    "bring in a plan, no file": (
        TRAINER,
        refused(of("module", "learning/{page}/bring-a-plan/"), "Make a draft of it"),
    ),
    "what we made of a plan": (TRAINER, brought_plan),
    "first screen of a translator": (TARA, at("")),
    "my translations": (TARA, at("translations/mine/")),
    "my translations, none": ("translator@example.org", at("translations/mine/")),
    "how a translator is named": (TARA, named("name/")),
    "how a translator is named, nothing chosen": (
        TARA,
        refused(unticked(named("name/")), "Save"),
    ),
    "take a translation back": (TARA, named("take-back/")),
    "both languages": (TARA, translation("being translated", "check/")),
    "both languages, to be compared": (RAFI, translation("compared", "check/")),
    "both languages, nothing asked": (RAFI, refused(translation("compared", "check/"), "Ask for changes")),
    "translations": (ADMIN, at("translations/?language=ur")),
    "translations into each language": (ADMIN, at("translations/")),
    "ask somebody to translate": (ADMIN, at("translations/invite/?language=ur")),
    "ask somebody to translate, nothing said": (
        ADMIN,
        refused(at("translations/invite/"), "Send the invitation"),
    ),
    "translations, of a language without any": (ADMIN, at("translations/?language=so")),
    "translations, nothing called so": (ADMIN, at("translations/?language=so&q=zzzz")),
    "who translates into which language": (ADMIN, at("translations/people/")),
    "who translates it": (ADMIN, of("public", "translations/of/{page}/ur/")),
    "who translates it, nobody chosen": (ADMIN, refused(of("public", "translations/of/{page}/ur/"), "Give it to them")),
    "who translates it, nobody can": (ADMIN, of("public", "translations/of/{page}/so/")),
}


@a_few(4)
@pytest.mark.parametrize("name", SCREENS)
def test_admin_screen(house: House, context_for: Callable, name: str) -> None:
    """Axe finds nothing in what is ours, by day and by night, and each form there can be sent."""
    who, way = SCREENS[name]
    page = context_for(email=who).new_page()
    way(page, house)
    page.wait_for_load_state("load")
    assert page.evaluate(FORMS_WITHOUT_TOKEN) == []
    found = axe_finds(page, within=OURS)
    page.emulate_media(color_scheme="dark")
    found += axe_finds(page, COLOURS, OURS)
    assert not found, "\n".join([page.url, *found])
