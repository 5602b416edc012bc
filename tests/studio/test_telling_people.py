"""Somebody with neither account nor email hears from a person what we would have written to them."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from authorship.models import Contributor, Recorder
from authorship.services import add_contributor
from authorship.voices import add_person, ask_recorder, make_link
from consent.erasure import erase_person
from consent.models import LeaverLook, PersonTold, PersonToTell
from consent.services import take_back
from consent.telling import people_to_tell, say_told
from moderation.leavers import decide
from publishing.errors import NotReleased
from publishing.models import Decision
from tests.builders import act
from tests.studio.making import a_person, a_story, public, sent_in

TITLE = "qztitle"


@pytest.fixture
def otto(site):
    """Another moderator."""
    return a_person("otto", "Moderator")


@pytest.fixture
def work(rita):
    """Rita's story."""
    return a_story(rita, title=TITLE)


@pytest.fixture
def noor(work, rita, tess):
    """Noor, who tells in it, whom one finds at the group; Tess, a trainer from outside, helps her."""
    noor = add_person(work=work, added_by=rita, name="Noor Begum", contact="on Thursdays", role="teller")
    ask_recorder(contributor=noor, trainer=tess, asked_by=rita)
    return noor


@pytest.fixture
def gone(work, noor, rita, mo, django_capture_on_commit_callbacks):
    """It was public, and Noor has taken it back by her link."""
    make_link(contributor=noor, purpose="ok", made_by=rita)
    public(work, rita, mo)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=noor, road="link")
    return noor


def first_screen(user, visit):
    """Return the first screen of the admin."""
    return visit(user).get("/admin/", follow=True).content.decode()


@pytest.mark.deep
def test_the_trainer_who_helped_them_is_asked_and_ticks_it_off(gone, work, tess, rita, mo, visit):
    (letter,) = [one for one in mail.outbox if one.to == [tess.email]]
    assert "/admin/" in letter.body
    assert TITLE not in letter.body
    assert "Noor" not in letter.body
    shown = first_screen(tess, visit)
    assert "Tell <bdi>Noor</bdi>" in shown
    assert "gone from our site" in shown
    assert "on Thursdays" in shown
    assert TITLE not in shown
    (task,) = PersonToTell.objects.all()
    address = f"/admin/tell/{task.pk}/told/"
    assert visit(tess).get(address).status_code in (302, 405)
    visit(mo).post(address)
    assert not PersonTold.objects.exists(), "it is not theirs"
    visit(tess).post(address)
    visit(tess).post(address)
    assert (PersonTold.objects.get().task, PersonTold.objects.get().by_id) == (task, tess.pk)
    assert Decision.objects.filter(kind="told", by_id=tess.pk, detail="whole").count() == 1
    assert "Please tell them" not in first_screen(tess, visit)


def test_nobody_else_is_shown_it(gone, rita, mo, otto, visit):
    helper = a_person("hana", "Trainer")
    admin = a_person("ada", "Administrator")
    for user in (rita, mo, otto, helper, admin):
        assert people_to_tell(user) == []
        assert "Tell <bdi>" not in first_screen(user, visit)


def test_without_a_helper_moderators_who_take_no_part_are_asked(work, noor, rita, mo, otto, tess):
    add_contributor(work=work, person=otto.person, role="supporter")
    Recorder.objects.all().delete()
    take_back(contributor=noor, road="link")
    assert [user for user in (mo, otto, tess, rita) if people_to_tell(user)] == [mo]


@pytest.mark.parametrize("why", ["takes part", "is gone", "no trainer"])
def test_a_helper_who_may_not_or_cannot_is_replaced_by_moderators(work, noor, rita, mo, tess, why):
    if why == "takes part":
        add_contributor(work=work, person=tess.person, role="trainer")
    elif why == "is gone":
        tess.is_active = False
        tess.save()
    else:
        tess.groups.clear()
    take_back(contributor=noor, road="link")
    assert [user for user in (mo, tess, rita) if people_to_tell(user)] == [mo]


@pytest.mark.deep
@pytest.mark.parametrize("reached_by", ["email", "account"])
def test_nobody_is_asked_to_tell_whom_an_email_reaches(work, noor, sam, reached_by):
    if reached_by == "email":
        noor.person.contact = "noor@example.org"
        noor.person.save()
    else:
        noor = add_contributor(work=work, person=sam.person, role="co_author")
    take_back(contributor=noor, road="link")
    assert not PersonToTell.objects.exists()


@pytest.mark.deep
def test_each_step_after_leaving_is_told_too(work, rita, mo, otto, tess, visit):
    noor = add_person(work=work, added_by=rita, name="Noor Begum", contact="on Thursdays", role="shown")
    ask_recorder(contributor=noor, trainer=tess, asked_by=rita)
    take_back(contributor=noor, road="link")
    page = sent_in(work, rita)
    act(page, mo, "approve")
    look = LeaverLook.objects.get()
    assert [task.message for task in people_to_tell(tess)] == ["whole", "look"]
    assert "You can look at it first" in first_screen(tess, visit)
    with pytest.MonkeyPatch.context() as patch:
        later = timezone.now() + timedelta(days=8)
        patch.setattr("django.utils.timezone.now", lambda: later)
        decide(look=look, by=otto, recognisable=True)
        assert [task.message for task in people_to_tell(tess)] == ["whole", "recognisable"]


@pytest.fixture
def asked(work, rita, mo, tess):
    """Noor, who was shown in it and left, is asked to look; her card's days are over."""
    noor = add_person(work=work, added_by=rita, name="Noor Begum", contact="on Thursdays", role="shown")
    ask_recorder(contributor=noor, trainer=tess, asked_by=rita)
    noor.card = make_link(contributor=noor, purpose="ok", made_by=rita)
    take_back(contributor=noor, road="link")
    act(sent_in(work, rita), mo, "approve")
    return noor


def link_address(message):
    """Return where a fresh link is made for whoever is to hear this."""
    return f"/my/tell/{PersonToTell.objects.get(message=message).pk}/link/"


def test_the_trainer_makes_a_fresh_link_and_with_it_they_look(asked, tess, visit):
    assert "Make them a fresh link" in first_screen(tess, visit)
    before = visit(tess).post(link_address("look"))
    shown = visit(tess).post(link_address("look"))
    link = asked.voice_links.first()
    assert (link.purpose, link.made_by) == ("voice", tess)
    assert ("no-store" in shown["Cache-Control"], shown["Referrer-Policy"]) == (True, "no-referrer")
    noor = Client()
    assert what_opens(noor, before) == "", "the one before is closed"
    assert "without your part" in what_opens(noor, shown)
    assert TITLE not in shown.content.decode()


def what_opens(browser, shown):
    """Return what somebody reads who opens the link with the code on this screen; "" where it does not open."""
    made = shown.context["made"]
    path = urlsplit(made.address).path
    browser.post(path, {"code": made.code})
    opened = browser.get("/ok/here/look/")
    return opened.content.decode() if opened.status_code == 200 else ""


def test_nobody_else_makes_them_a_link(asked, rita, mo, otto, tess, visit):
    admin, helper = a_person("ada", "Administrator"), a_person("hana", "Trainer")
    for user in (rita, mo, otto, admin, helper):
        answer = visit(user).post(link_address("look"))
        assert answer.status_code == 302
    assert Client().post(link_address("look")).status_code == 302
    assert visit(tess).get(link_address("look")).status_code == 405
    assert visit(tess).post(link_address("whole")).status_code == 302, "there is nothing to look at"
    assert asked.voice_links.get().pk == asked.card.link.pk


def test_a_link_is_made_only_while_there_is_something_to_look_at(asked, tess, visit, monkeypatch):
    later = timezone.now() + timedelta(days=8)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert visit(tess).post(link_address("look")).status_code == 302
    assert asked.voice_links.count() == 1


def test_who_helps_with_a_part_is_told_of_a_part(work, noor, rita, mo, tess):
    Contributor.objects.filter(pk=noor.pk).update(role="photographer")
    noor.refresh_from_db()
    take_back(contributor=noor, road="link")
    assert [task.message for task in people_to_tell(tess)] == ["part"]


def test_nobody_is_to_tell_somebody_who_was_erased(gone, tess):
    assert people_to_tell(tess)
    erase_person(person=gone.person)
    assert people_to_tell(tess) == []


@pytest.mark.deep
def test_it_is_a_record(gone, tess):
    task = PersonToTell.objects.get()
    told = say_told(task_id=task.pk, by=tess)
    for row in (task, told):
        with pytest.raises(NotReleased):
            row.save()
    with pytest.raises(PermissionDenied):
        say_told(task_id=task.pk, by=tess)


@pytest.mark.deep
def test_the_cost_does_not_grow_with_the_list(gone, work, rita, tess):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            people_to_tell(tess)
        return len(queries)

    before = cost()
    for name in ("Ali", "Bo"):
        person = add_person(work=work, added_by=rita, name=name, contact="x", role="supporter")
        ask_recorder(contributor=person, trainer=tess, asked_by=rita)
        take_back(contributor=person, road="link")
    assert len(people_to_tell(tess)) == 3
    assert cost() == before
