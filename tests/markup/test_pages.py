"""The HTML of every kind of page and screen: valid, in order, every field with its label, every link alive."""

import pytest
from django.test import Client

from demo.examples import EXAMPLES, example
from stories.studio.parts import KINDS
from tests.e2e.house import House
from tests.markup.rules import Document
from tests.profiles import a_few
from tests.studio.making import parts_of

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.usefixtures("house")]


def read(path: str, client: Client | None = None, status: int = 200) -> Document:
    """Return the page at `path`."""
    answer = (client or Client()).get(path)
    assert answer.status_code == status, f"{path} answers {answer.status_code}"
    return Document(answer.content.decode())


def complain(faults: dict[str, list[str]]) -> None:
    """Fail where any page has a fault, naming all."""
    lines = [f"{path}: {fault}" for path, found in faults.items() for fault in found]
    assert not lines, "\n".join(lines)


@a_few(15)
@pytest.mark.parametrize("name", EXAMPLES)
def test_public_page(name: str) -> None:
    wanted = example(name)
    complain({wanted.path: read(wanted.path, status=wanted.status).faults()})


def test_language_and_direction() -> None:
    """Each page says its language and which way it reads."""
    for name, language, direction in (
        ("story, words", "en", "ltr"),
        ("home in Urdu", "ur", "rtl"),
        ("story in Urdu", "ur", "rtl"),
        ("story in Polish", "pl", "ltr"),
        ("story in Punjabi", "pa", "ltr"),
    ):
        (html,) = read(example(name).path).every("html")
        assert (html.get("lang"), html.get("dir")) == (language, direction), name


@pytest.mark.deep
def test_every_link_leads_somewhere() -> None:
    """Everything that a reader can tap on or that a page shows is there."""
    client, dead = Client(), []
    leading: dict[str, str] = {}
    for name in EXAMPLES:
        wanted = example(name)
        for link in read(wanted.path, client, wanted.status).links():
            leading.setdefault(link, wanted.path)
    assert len(leading) > 60
    for link, page in leading.items():
        # Style sheets and pictures of our own are files that the server hands out, no pages.
        if link.startswith("/static/"):
            from django.contrib.staticfiles import finders

            alive = finders.find(link.removeprefix("/static/")) is not None
        else:
            alive = client.get(link).status_code < 400
        if not alive:
            dead.append(f"{link} on {page}")
    assert not dead, "\n".join(dead)


REST = (
    "",
    "about/",
    "told/",
    "warnings/",
    "name/",
    "people/",
    "send-in/",
    "pull-back/",
    "agree/",
    "your-voice/",
    "hide/",
    "take-back/",
    "ok/",
    "preview/",
)


@pytest.mark.deep
def test_studio_screens(house: House) -> None:
    """Each screen of a work in each state, for somebody who makes it."""
    faults = {}
    for state in house.works:
        who = {"module": "tom", "untrained": "tess"}.get(state, "rita")
        client = Client()
        client.force_login(house.people[who])
        for rest in REST:
            answer = client.get(house.at(state, rest), follow=True)
            # 409 is the screen that says what cannot be done just now; a module's facts are edited in the admin.
            expected = (
                (404,) if state in ("module", "written") and rest in ("about/", "told/", "warnings/") else (200, 409)
            )
            if state == "gap":
                # Whoever took their part back takes part no more.
                expected = (404,)
            assert answer.status_code in expected, (state, rest)
            if answer.status_code == 404:
                continue
            faults[house.at(state, rest)] = Document(answer.content.decode()).faults()
    complain(faults)


@pytest.mark.parametrize("kind", KINDS)
def test_part_forms(house: House, kind: str) -> None:
    """The form of each kind of part: empty, sent empty, and with something in it."""
    client = Client()
    client.force_login(house.people["rita"])
    path = house.at("draft", f"parts/add/{kind}/")
    faults = {path: read(path, client).faults()}
    faults[f"{path} (sent)"] = Document(client.post(path, {}).content.decode()).faults()
    for part in parts_of(house.works["draft"]):
        if part["type"] == kind:
            address = house.at("draft", f"parts/{part['id']}/")
            faults[address] = read(address, client).faults()
    complain(faults)


@pytest.mark.deep
@pytest.mark.parametrize("state", ["mended", "mended in Urdu"])
def test_screens_for_people_without_an_account(house: House, state: str) -> None:
    """The door of a link, what stands behind it, and the screens of those who help."""
    made, page_id = house.link(state), house.works[state].page_id
    door = "/ok/" + made.address.rpartition("/ok/")[2]
    guest, trainer, teller = Client(), Client(), Client()
    faults = {"door": read(door, guest).faults()}
    faults["door, wrong code"] = Document(guest.post(door, {"code": "WRONG1"}).content.decode()).faults()
    guest.post(door, {"code": made.code})
    for rest in ("", "name/", f"pages/{page_id}/"):
        faults[rest or "here"] = read(f"/ok/here/{rest}", guest).faults()
    trainer.force_login(house.people["tom"])
    for rest in ("", "name/", "pages/{page}/"):
        path = house.recording(state, rest)
        faults[path] = read(path, trainer).faults()
    card = trainer.post(house.recording(state, "link/"))
    faults["card"] = Document(card.content.decode()).faults()
    teller.force_login(house.people["rita"])
    amina = house.works[state].contributors.get(person__user=None)
    for rest in ("people/add/", f"people/without-account/{amina.pk}/"):
        faults[rest] = read(house.at(state, rest), teller).faults()
    complain(faults)


SIGN_IN = (
    "/sign-in/",
    "/account/login/code/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-abc/",
    "/account/password/reset/key/done/",
    "/account/inactive/",
    "/account/signup/",
)


@pytest.mark.parametrize("path", SIGN_IN)
def test_sign_in_screen(path: str) -> None:
    client = Client()
    faults = {path: read(path, client).faults()}
    sent = client.post(path, {})
    if sent.status_code == 200:
        faults[f"{path} (sent)"] = Document(sent.content.decode()).faults()
    complain(faults)


def test_server_error_page() -> None:
    """The page for when something breaks stands by itself."""
    from django.template import loader

    complain({"500.html": Document(loader.get_template("500.html").render()).faults()})
