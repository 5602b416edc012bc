"""One table: who gets which answer at every address of the studio, by GET and by POST with every field forged."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from wagtail.models import Revision

from accounts.models import User
from authorship.comments import write_comment
from authorship.models import Contributor, GivenPart, Invitation, Recorder, VoiceLink, Work, WorkComment, YourOK
from authorship.services import invite
from authorship.voices import add_person, ask_recorder, make_link
from consent.models import ConsentEntry, VoiceDecision
from consent.wording import Use
from files.models import Image
from moderation.models import SomebodyElse
from publishing.models import Release
from tests.builders import make_image
from tests.profiles import a_few, deep
from tests.studio.making import a_person, a_story, approved, parts_of, public, sent_in

SECRET = "qzsecret"
STRANGERS = ("reporter", "former", "moderator", "trainer", "superuser")
# Every address of a work; {part} is a part, {page} its page, {invitation} an open invitation.
ADDRESSES = {
    "work": "",
    "facts": "about/",
    "told": "told/",
    "warnings": "warnings/",
    "touches": "touches/",
    "part_add": "parts/add/words/",
    "unsaved": "unsaved/add-words/",
    "part": "parts/{part}/",
    "part_move": "parts/{part}/move/",
    "part_remove": "parts/{part}/remove/",
    "part_back": "parts/{part}/bring-back/",
    "hide_details": "parts/{photo}/pictures/{picture}/hide/",
    "part_both": "parts/{part}/and/{part}/",
    "named": "name/",
    "audience": "audience/",
    "somebody_else": "somebody-else/",
    "people": "people/",
    "cancel_invitation": "people/{invitation}/cancel/",
    "here": "here/",
    "take_off": "people/{somebody}/take-off/",
    "give": "people/{somebody}/parts/",
    "write": "pages/{page}/write/title/",
    "comments": "comments/",
    "comment_done": "comments/{comment}/",
    "page_comments": "pages/{page}/comments/",
    "add_person": "people/add/",
    "person": "people/without-account/{somebody}/",
    "unask": "people/without-account/{somebody}/trainers/{recorder}/stop/",
    "preview": "preview/",
    "send_in": "send-in/",
    "pull_back": "pull-back/",
    "agree": "agree/",
    "your_voice": "your-voice/",
    "where_i_am": "where-i-am/",
    "hide": "hide/",
    "show_again": "show-again/",
    "take_back": "take-back/",
    "ok": "ok/",
    "appeal": "appeal/",
    "safety": "safety/",
    "page_preview": "pages/{page}/preview/",
    "page_send_in": "pages/{page}/send-in/",
    "page_pull_back": "pages/{page}/pull-back/",
    "page_ok": "pages/{page}/ok/",
}
NO_GET = {"unsaved", "comment_done", "part_move", "part_back", "cancel_invitation", "unask"}
# A story is written by all who make it: test_given_parts.py has the table of who gives and writes parts of a module.
OF_A_MODULE = {"give", "write"}
NO_POST = {"work", "here", "part_both", "preview", "page_preview", "your_voice"}
WITHOUT_A_WORK = {"home", "guide", "start", "ways", "join", "join_without_email", "invitation", "look"}
# For a trainer from outside who was asked to help somebody: test_recorded_oks.py has their table.
FOR_A_RECORDER = {"recording", "recording_agree", "recording_named", "recording_link", "record"}
# For those with whom a story is shared: test_audiences.py says who reads it.
FOR_ITS_READERS = {"shared", "shared_story", "shared_worry"}
# For whoever asks a group a question, and who answers: test_questions.py says who they are.
ABOUT_A_QUESTION = {
    "questions",
    "question_ask",
    "question",
    "question_everybody",
    "question_my_part",
    "question_send_in",
    "question_trainer",
    "question_close",
    "question_paper",
}
# For whoever is to tell somebody who left: test_telling_people.py says who that is.
FOR_WHOEVER_TELLS = {"link_for_look"}
STATES = ("draft", "sent_in", "waiting", "public")


@pytest.fixture
def told(rita: User, sam: User, mo: User) -> SimpleNamespace:
    """A story of Rita, in which Sam took part once, and people of each role."""
    picture = make_image(user=rita, alt=f"{SECRET} picture").pk
    parts = (("words", f"{SECRET} words"), ("photo", {"image": picture, "caption": ""}))
    work = a_story(rita, sam, title=f"{SECRET} title", parts=parts)
    work.contributors.filter(person__user=sam).delete()
    people = {
        "teller": rita,
        "former": sam,
        "moderator": mo,
        "reporter": a_person("other", "Reporter"),
        "trainer": a_person("tess", "Trainer"),
        "superuser": User.objects.create_superuser("super@example.org"),
    }
    invitation, _code, _address = invite(
        work=work, invited_by=rita, email="x@example.org", role="co_author", base_url="http://testserver"
    )
    somebody = add_person(work=work, added_by=rita, name="Noor", contact="x", role="teller")
    make_link(contributor=somebody, purpose="ok", made_by=rita)
    helper = ask_recorder(contributor=somebody, trainer=a_person("tina", "Trainer"), asked_by=rita)
    return SimpleNamespace(
        work=work,
        people=people,
        part=parts_of(work)[0]["id"],
        photo=parts_of(work)[1]["id"],
        picture=picture,
        invitation=invitation,
        mo=mo,
        somebody=somebody,
        helper=helper,
        comment=write_comment(page=work.page, by=rita, place="", words=SECRET),
    )


def _into(told: SimpleNamespace, state: str) -> None:
    move = {"sent_in": sent_in, "waiting": approved, "public": public}.get(state)
    if move:
        move(told.work, told.people["teller"], *(() if state == "sent_in" else (told.mo,)))


def _address(told: SimpleNamespace, name: str) -> str:
    tail = ADDRESSES[name].format(
        part=told.part,
        photo=told.photo,
        picture=told.picture,
        page=told.work.page_id,
        invitation=told.invitation.pk,
        somebody=told.somebody.pk,
        recorder=told.helper.pk,
        comment=told.comment.pk,
    )
    return f"/my/works/{told.work.pk}/{tail}"


def _forged(told: SimpleNamespace) -> dict[str, Any]:
    """Every field that any form of the studio has."""
    contributor = told.work.contributors.get(person__user=told.people["teller"])
    return {
        "base": told.work.page.latest_revision_id,
        "before": told.work.page.latest_revision_id,
        "text": "These are forged words",
        "title": "forged title",
        "summary": "forged",
        "listing_image": "1",
        "facets": "caring",
        "move": "down",
        "credit": "none",
        "credit_name": "forged",
        "name": "forged",
        "contact": "forged",
        "words": "forged",
        "place": "",
        "do": "delete",
        "trainer": told.people["trainer"].pk,
        "email": "forged@example.org",
        "role": "teller",
        "seen": "0" * 64,
        "reader": contributor.pk,
        "contributor": contributor.pk,
        "answer": "yes",
        "moderator": told.mo.pk,
        "user": told.people["teller"].pk,
        "audience": "project",
        "language": "en",
        "sure": "yes",
        "adult": "yes",
        **dict.fromkeys(Use.values, "no"),
    }


def _everything(told: SimpleNamespace) -> list[Any]:
    """What no stranger may change, as it stands."""
    told.work.page.refresh_from_db()
    return [
        list(Revision.objects.order_by("pk").values_list("pk", "content")),
        list(Contributor.objects.order_by("pk").values()),
        list(Invitation.objects.order_by("pk").values()),
        list(ConsentEntry.objects.order_by("pk").values()),
        list(VoiceDecision.objects.order_by("pk").values()),
        list(VoiceLink.objects.order_by("pk").values()),
        list(Recorder.objects.order_by("pk").values()),
        list(Release.objects.order_by("pk").values_list("pk", "state")),
        list(WorkComment.objects.order_by("pk").values()),
        list(GivenPart.objects.order_by("pk").values()),
        YourOK.objects.count(),
        SomebodyElse.objects.count(),
        Image.objects.count(),
        list(Work.objects.order_by("pk").values_list("pk", "audience", "audience_choice")),
        told.work.page.live,
        told.work.page.workflow_in_progress,
    ]


def _client(told: SimpleNamespace, who: str) -> Client:
    client = Client()
    if who != "nobody":
        client.force_login(told.people[who])
    return client


def _names(patterns: Any) -> set[str]:
    return {pattern.name for pattern in patterns}


def test_the_table_knows_every_address() -> None:
    studio = get_resolver("stories.studio.urls")
    assert (
        _names(studio.url_patterns)
        == set(ADDRESSES) | WITHOUT_A_WORK | FOR_A_RECORDER | FOR_WHOEVER_TELLS | FOR_ITS_READERS | ABOUT_A_QUESTION
    )


@a_few(1)
@pytest.mark.parametrize("method", ["get", "post", deep("put"), deep("delete"), deep("head")])
@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_hear_that_it_is_not_there(told, who, method) -> None:
    client, before = _client(told, who), _everything(told)
    answers = {}
    for name in ADDRESSES:
        data = _forged(told) if method == "post" else None
        answer = (
            getattr(client, method)(_address(told, name), data)
            if data
            else getattr(client, method)(_address(told, name))
        )
        answers[name] = answer.status_code
        assert SECRET not in answer.content.decode()
    assert answers == dict.fromkeys(ADDRESSES, 404)
    assert _everything(told) == before


@a_few(1)
@pytest.mark.parametrize("state", STATES[1:])
@pytest.mark.parametrize("who", ["reporter", "moderator"])
def test_strangers_do_nothing_at_any_step_of_the_way(told, who, state) -> None:
    _into(told, state)
    client, before = _client(told, who), _everything(told)
    for name in ADDRESSES:
        for answer in (client.get(_address(told, name)), client.post(_address(told, name), _forged(told))):
            assert answer.status_code == 404, name
    assert _everything(told) == before


@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_is_not_signed_in_is_asked_to(told, method) -> None:
    client, before = _client(told, "nobody"), _everything(told)
    for name in ADDRESSES:
        answer = getattr(client, method)(_address(told, name), _forged(told) if method == "post" else {})
        assert answer.status_code == 302, name
        assert answer.url.startswith("/sign-in/"), name
    for path in ("/my/", "/my/guide/", "/my/start/", "/my/join/"):
        assert client.get(path).url.startswith("/sign-in/")
    assert _everything(told) == before


@a_few(3)
@pytest.mark.parametrize("name", ADDRESSES)
def test_the_teller_gets_in_by_the_methods_that_an_address_has(told, name) -> None:
    client = _client(told, "teller")
    got = client.get(_address(told, name)).status_code
    expected = {405} if name in NO_GET else {404} if name in OF_A_MODULE else {200, 302}
    assert got in expected
    if name in NO_POST:
        assert client.post(_address(told, name)).status_code == 405
    assert client.put(_address(told, name)).status_code == 405


@a_few(3)
@pytest.mark.parametrize("name", [name for name in ADDRESSES if name not in NO_POST])
def test_a_form_without_the_token_is_refused(told, name) -> None:
    client, before = Client(enforce_csrf_checks=True), _everything(told)
    client.force_login(told.people["teller"])
    answer = client.post(_address(told, name), {"move": "down"})
    assert answer.status_code in (302, 403)
    if answer.status_code == 302:
        assert answer.url.startswith("/account/kept-words/")
    assert _everything(told) == before


def test_a_reporter_gets_into_no_admin_address(told) -> None:
    client = _client(told, "teller")
    page = told.work.page_id
    for path in ("/admin/", f"/admin/pages/{page}/edit/", f"/admin/pages/{page}/view_draft/", "/admin/images/"):
        assert client.get(path).status_code == 403


def test_an_account_that_is_switched_off_is_nobody(told) -> None:
    client = _client(told, "teller")
    User.objects.filter(pk=told.people["teller"].pk).update(is_active=False)
    assert client.get(_address(told, "work")).status_code == 302


def test_each_sees_only_their_own_list(told) -> None:
    for who in STRANGERS:
        assert SECRET not in _client(told, who).get("/my/").content.decode()
    assert SECRET in _client(told, "teller").get("/my/").content.decode()


@pytest.mark.parametrize("part_id", ["x", "0" * 36, "../../1", "%00", "a%00b"])
def test_part_ids_that_no_part_has(told, part_id) -> None:
    client = _client(told, "teller")
    assert client.get(f"/my/works/{told.work.pk}/parts/{part_id}/").status_code in (404, 301)
    assert client.post(f"/my/works/{told.work.pk}/parts/add/{part_id}/", {"text": "abc"}).status_code == 404


@pytest.mark.parametrize("number", [0, 10**18, 10**30])
def test_works_and_pages_that_do_not_exist(told, number) -> None:
    client = _client(told, "teller")
    assert client.get(f"/my/works/{number}/").status_code == 404
    assert client.get(f"/my/works/{told.work.pk}/pages/{number}/preview/").status_code == 404
    assert client.post(f"/my/works/{told.work.pk}/people/{number}/cancel/").status_code == 404
