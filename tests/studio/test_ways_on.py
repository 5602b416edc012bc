"""Nobody stands at a dead end: each screen and each email leads on, by the road that opens for whoever reads it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from authorship.models import VoiceLink
from authorship.voices import add_person, ask_recorder, make_link
from consent.erasure import erase_person
from consent.models import LeaverLook
from consent.services import agrees_to_everything, hide, show_again, take_back
from moderation.leavers import say_recognisable
from moderation.services import send_in
from tests.builders import act
from tests.profiles import a_few
from tests.studio.making import a_person, a_story, approved, everybody_is_named, page_of, public, sent_in
from tests.studio.test_without_account import _opened


@pytest.fixture
def work(rita, sam):
    """A story of two."""
    return a_story(rita, sam, title="Aubergine night")


@pytest.fixture
def noor(work, rita):
    """Somebody without an account who is shown in it."""
    noor = add_person(work=work, added_by=rita, name="Noor Begum", contact="noor@example.net", role="shown")
    make_link(contributor=noor, purpose="ok", made_by=rita)
    return noor


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    """Do something, and return the text of the last email that each address was sent by it."""

    def written_by(do, *args, **kwargs):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do(*args, **kwargs)
        return {message.to[0]: message.subject + message.body for message in mail.outbox}

    return written_by


def test_an_ok_is_asked_by_the_road_that_opens(work, noor, rita, sam, tess, mo, letters):
    ask_recorder(contributor=noor, trainer=tess, asked_by=rita)
    found = letters(approved, work, rita, mo)
    assert f"/my/works/{work.pk}/" in found[rita.email]
    assert "Open the link that you were given" in found["noor@example.net"]
    assert "/my/" not in found["noor@example.net"]
    assert f"/my/recording/{noor.recorders.get().pk}/" in found[tess.email]


@pytest.mark.parametrize("do", [hide, take_back])
def test_no_email_leads_to_a_closed_door(work, noor, rita, sam, mo, letters, do):
    public(work, rita, mo)
    found = letters(do, contributor=work.contributors.get(person=sam.person), by=sam)
    assert f"/my/works/{work.pk}/" in found[rita.email]
    assert "/my/" not in found["noor@example.net"]
    assert "/my/" not in found.get(sam.email, "")


@pytest.mark.deep
def test_who_was_told_that_it_is_hidden_is_told_that_it_is_back(work, rita, sam, mo, letters):
    public(work, rita, mo)
    me = work.contributors.get(person=sam.person)
    hide(contributor=me, by=sam)
    found = letters(show_again, contributor=me, user=sam)
    assert page_of(work).live
    assert "shows it again" in found[rita.email]
    assert sam.email not in found


@pytest.mark.deep
def test_who_is_erased_gets_one_letter(work, rita, sam, mo, letters):
    public(work, rita, mo)
    a_story(sam)
    address = sam.email
    letters(erase_person, person=sam.person)
    (letter,) = (message for message in mail.outbox if message.to == [address])
    assert "forget you" in letter.body


def test_a_trainer_finds_whom_they_help_and_what_they_wrote_down(work, noor, rita, tess, visit):
    address = f"/my/recording/{ask_recorder(contributor=noor, trainer=tess, asked_by=rita).pk}/"
    assert address in visit(tess).get("/my/").content.decode()
    assert address not in visit(rita).get("/my/").content.decode()
    take_back(contributor=noor)
    assert address not in visit(tess).get("/my/").content.decode()


def test_a_trainer_is_asked_once(work, noor, rita, tess, visit):
    address = f"/my/works/{work.pk}/people/without-account/{noor.pk}/"
    assert "Ask this trainer" in visit(rita).get(address).content.decode()
    ask_recorder(contributor=noor, trainer=tess, asked_by=rita)
    assert f'value="{tess.pk}"' not in visit(rita).get(address).content.decode()


def test_whoever_adds_somebody_makes_the_link_that_stays_open_too(work, noor, rita, visit):
    address = f"/my/works/{work.pk}/people/without-account/{noor.pk}/"
    for purpose in ("voice", "ok", ""):
        visit(rita).post(address, {"purpose": purpose} if purpose else {})
        assert noor.voice_links.first().purpose == (purpose or "ok")


@pytest.mark.deep
def test_a_yes_can_be_thought_over(work, rita, sam, mo, visit):
    approved(work, rita, mo)
    client, ok = visit(rita), f"/my/works/{work.pk}/ok/"
    client.post(ok, {"seen": (c := client.get(ok).context)["seen"], "reader": c["me"].pk, "answer": "yes"})
    screen = client.get(f"/my/works/{work.pk}/").content.decode()
    assert "Waiting for the others" in screen
    assert ok in screen


@pytest.mark.deep
def test_what_is_hidden_leads_to_showing_it(work, rita, mo, visit):
    public(work, rita, mo)
    hide(contributor=work.contributors.get(person=rita.person), by=rita)
    assert "Show it again, or take it back" in visit(rita).get(f"/my/works/{work.pk}/").content.decode()


@pytest.mark.deep
def test_nobody_is_asked_twice_whether_they_are_grown_up(work, rita, mo, visit):
    client, address = visit(rita), f"/my/works/{work.pk}/agree/"
    assert not re.findall(r"<input[^>]*checked", client.get(address).content.decode())
    public(work, rita, mo)
    form = client.get(address).context["form"]
    answers = {**dict.fromkeys(form.fields, "yes"), **form.initial, "photo": "no"}
    assert answers["adult"] == form.initial["adult"] == "yes"
    shown = client.post(address, answers, follow=True).content.decode()
    assert not page_of(work).live
    assert "nobody else can read it now" in shown


def test_what_is_missing_leads_to_whoever_has_to_be_reached(work, noor, rita, sam, visit):
    address = f"/my/works/{work.pk}/people/without-account/{noor.pk}/"
    assert address in visit(rita).get(f"/my/works/{work.pk}/send-in/").content.decode()
    # Whoever may not make links is not led to where they are made.
    assert address not in visit(sam).get(f"/my/works/{work.pk}/send-in/").content.decode()


def _without_sam(work, rita, sam, mo):
    public(work, rita, mo)
    take_back(contributor=work.contributors.get(person=sam.person), by=sam)
    act(sent_in(work, rita), mo, "approve")
    return LeaverLook.objects.get(contributor__person=sam.person)


@pytest.mark.deep
def test_who_left_sees_what_they_have_answered(work, rita, sam, mo, visit):
    look = _without_sam(work, rita, sam, mo)
    say_recognisable(look=look, road="account", user=sam)
    for address in ("/my/", f"/my/look/{look.pk}/"):
        assert "You said that people can still recognise you." in visit(sam).get(address).content.decode()


def test_a_moderators_finding_is_not_told_as_a_wish_of_one_of_them(work, rita, sam, mo, visit, letters):
    look = _without_sam(work, rita, sam, mo)
    say_recognisable(look=look, road="account", user=sam)
    otto = a_person("otto", "Moderator")
    shown = visit(otto).get("/admin/").content.decode()
    assert "Somebody left a joint work" in shown
    assert "Somebody left a joint work" not in visit(a_person("ada", "Administrator")).get("/admin/").content.decode()
    found = letters(
        visit(otto).post, f"/admin/public/leavers/{look.pk}/", {"finding": "recognisable", "comment": "The street."}
    )
    assert "people can still tell who it was" in found[rita.email]
    assert "would like to wait" not in found[rita.email]
    screen = visit(rita).get(f"/my/works/{work.pk}/").content.decode()
    assert "Changes asked for" in screen
    assert "Somebody would like to wait" not in screen
    assert "Somebody left a joint work" not in visit(otto).get("/admin/").content.decode()


@a_few(1)
@pytest.mark.parametrize("days", [0, 8])
def test_who_left_without_an_account_gets_a_link_that_opens_with_the_code_they_know(
    rita, mo, letters, days, monkeypatch
):
    work = a_story(rita)
    noor = add_person(work=work, added_by=rita, name="Noor Begum", contact="noor@example.net", role="shown")
    made = make_link(contributor=noor, purpose="ok", made_by=rita)
    public(work, rita, mo)
    _opened(made)
    take_back(contributor=noor)
    VoiceLink.objects.update(created_at=timezone.now() - timedelta(days=days))
    found = letters(act, sent_in(work, rita), mo, "approve")
    path = re.search(r"/ok/[\w-]+/", found["noor@example.net"]).group()
    assert made.code not in found["noor@example.net"]
    client = Client()
    assert client.post(path, {"code": "WRONG2"}).status_code == 200
    client.post(path, {"code": made.code})
    look = LeaverLook.objects.get()
    assert "aubergine" not in found["noor@example.net"].lower()
    client.post("/ok/here/look/", {"answer": "fine", "look": look.pk})
    assert look.answers.get().road == "link"


def test_whoever_checks_finds_the_way_there_and_back(rita, mo, visit):
    assert 'href="/admin/"' in visit(mo).get("/my/").content.decode()
    assert 'href="/admin/"' not in visit(rita).get("/my/").content.decode()
    assert "/my/" in visit(mo).get("/admin/").content.decode()


@pytest.mark.deep
def test_approving_is_what_a_moderator_finds_first(work, rita, sam, mo, visit):
    agrees_to_everything(contributor=work.contributors.get(person=rita.person))
    everybody_is_named(work)
    send_in(page=page_of(work), user=rita)
    footer = visit(mo).get(f"/admin/pages/{work.page_id}/edit/").content.decode().partition("<footer")[2]
    assert footer.index('data-workflow-action-name="approve"') < footer.index("Save draft")
