"""People without an account: a link that opens with its code, and what can be done behind it."""

import re
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.models import User
from authorship.models import VoiceLink, YourOK
from authorship.services import choose_credit, record_ok
from authorship.voices import OPENED, add_person, make_link
from moderation.services import give_ok, say_not_yet, send_in, step_of, waiting_ok_step
from publishing.selectors import is_released
from tests.builders import NOT_SERIOUS
from tests.profiles import a_few
from tests.studio.making import WORDS, a_person, a_story, approved, everybody_is_named, page_of, sent_in

TITLE = "Aubergine night"


@pytest.fixture
def work(rita):
    """A story of Rita's, with a title that nobody else may learn."""
    return a_story(rita, title=TITLE)


@pytest.fixture
def noor(work, rita):
    """Somebody without an account who takes part in it."""
    return add_person(work=work, added_by=rita, name="Noor Begum", contact="noor@example.org", role="teller")


@pytest.fixture
def made(noor, rita):
    """Their link and code."""
    return make_link(contributor=noor, purpose="ok", made_by=rita)


def _path(made) -> str:
    return "/ok/" + made.address.rstrip("/").rpartition("/")[2] + "/"


def _opened(made) -> Client:
    """Return a browser in which the link has been opened with its code."""
    client = Client()
    assert client.post(_path(made), {"code": made.code}).url == "/ok/here/"
    return client


def _answer(client: Client, work, answer: str = "yes", **forged):
    address = f"/ok/here/pages/{work.page_id}/"
    screen = client.get(address)
    fields = {"seen": screen.context["seen"], "reader": screen.context["me"].pk, "answer": answer}
    return client.post(address, fields | forged, follow=True)


def _waiting(work, rita, mo):
    everybody_is_named(work)
    return approved(work, rita, mo)


# The link alone


def test_the_link_shows_who_asks_and_nothing_of_the_story(work, noor, made) -> None:
    client = Client()
    for method in (client.get, client.head):
        answer = method(_path(made))
        assert answer.status_code == 200
        page = answer.content.decode()
        for secret in (TITLE, WORDS, "Noor", "Begum", "noor@example.org", "Shah", made.code):
            assert secret not in page
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex"
        assert "no-store" in answer["Cache-Control"]
    assert "Rita" in client.get(_path(made)).content.decode()
    assert "Leave this page now" in client.get(_path(made)).content.decode()


def test_looking_at_a_link_records_and_opens_nothing(work, made) -> None:
    client, before = Client(), VoiceLink.objects.values().get()
    for _time in range(10):
        client.get(_path(made))
    assert VoiceLink.objects.values().get() == before
    assert OPENED not in client.session
    assert client.get("/ok/here/").status_code == 403
    assert not YourOK.objects.exists()


def test_the_row_holds_neither_token_nor_code(made) -> None:
    kept = str(VoiceLink.objects.values().get())
    assert made.code not in kept
    assert _path(made).split("/")[2] not in kept


def test_the_email_holds_the_link_and_no_code_or_title(work, noor, rita, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        made = make_link(contributor=noor, purpose="ok", made_by=rita)
    (message,) = mail.outbox
    assert message.to == ["noor@example.org"]
    assert made.address in message.body
    for secret in (made.code, TITLE, "Noor"):
        assert secret not in message.subject + message.body


@a_few(2)
@pytest.mark.parametrize("address", ["", "name/", "pages/{page}/", "pages/{page}/preview/"])
def test_nothing_stands_behind_a_door_that_is_not_open(work, made, rita, mo, address) -> None:
    _waiting(work, rita, mo)
    path = "/ok/here/" + address.format(page=work.page_id)
    for client in (Client(), _signed_in(rita)):
        for answer in (client.get(path), client.post(path, {"answer": "yes", "credit": "none"})):
            assert answer.status_code == 403
            assert TITLE not in answer.content.decode()
    assert not YourOK.objects.exists()


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


# The code


def test_the_code_is_closed_after_five_wrong_tries_even_for_the_right_one(work, made) -> None:
    client = Client()
    for left in (4, 3, 2):
        assert f"You have {left} more tries" in client.post(_path(made), {"code": "WRONG2"}).content.decode()
    assert "You have one more try" in client.post(_path(made), {"code": "WRONG2"}).content.decode()
    assert client.post(_path(made), {"code": "WRONG2"}).status_code == 410
    right = client.post(_path(made), {"code": made.code})
    assert right.status_code == 410
    assert "too many times" in right.content.decode()
    assert client.get("/ok/here/").status_code == 403


def test_wrong_tries_in_other_browsers_count_too(work, made) -> None:
    for _number in range(5):
        Client().post(_path(made), {"code": "WRONG2"})
    assert Client().post(_path(made), {"code": made.code}).status_code == 410


def test_a_fresh_link_opens_and_closes_the_old_one(work, noor, rita, made) -> None:
    for _number in range(5):
        Client().post(_path(made), {"code": "WRONG2"})
    fresh = make_link(contributor=noor, purpose="ok", made_by=rita)
    assert _opened(fresh).get("/ok/here/").status_code == 200
    old = Client().post(_path(made), {"code": made.code})
    assert old.status_code == 410


def test_a_newer_link_closes_the_older_in_a_browser_that_had_it_open(work, noor, rita, made) -> None:
    client = _opened(made)
    make_link(contributor=noor, purpose="ok", made_by=rita)
    assert client.get("/ok/here/").status_code == 403
    assert "newer link" in client.get(_path(made)).content.decode()


def test_the_code_of_one_link_opens_no_other(work, made, sam, rita) -> None:
    other_work = a_story(sam)
    other = add_person(work=other_work, added_by=sam, name="Ali", contact="x", role="teller")
    others = make_link(contributor=other, purpose="ok", made_by=sam)
    answer = Client().post(_path(made), {"code": others.code})
    assert "That is not the code" in answer.content.decode()


def test_guessing_is_slowed_down(made, monkeypatch) -> None:
    monkeypatch.setattr("stories.studio.views.doors.CODES_AN_HOUR", 1)
    Client().post(_path(made), {"code": "WRONG2"})
    assert "That was a lot of tries" in Client().post(_path(made), {"code": made.code}).content.decode()


def test_the_door_closes_by_itself_and_the_session_gets_a_new_key(made) -> None:
    client = Client()
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post(_path(made), {"code": made.code})
    assert client.session.session_key != before
    assert client.get("/ok/here/").status_code == 200
    session = client.session
    assert session[OPENED]["until"] - time.time() < 30 * 60 + 5
    session[OPENED] = session[OPENED] | {"until": time.time() - 1}
    session.save()
    assert client.get("/ok/here/").status_code == 403


def _old(link: VoiceLink) -> None:
    VoiceLink.objects.filter(pk=link.pk).update(created_at=timezone.now() - timedelta(days=7, minutes=1))


def _closed(link: VoiceLink) -> None:
    VoiceLink.objects.filter(pk=link.pk).update(closed_at=timezone.now())


def _deleted(link: VoiceLink) -> None:
    page_of(link.contributor.work).delete()


def _has_account(link: VoiceLink) -> None:
    person = link.contributor.person
    person.user = User.objects.create_user("newnoor@example.org")
    person.save()


@pytest.mark.parametrize(
    ("end", "sentence"),
    [(_old, "7 days"), (_closed, "newer link"), (_deleted, "not here any more"), (_has_account, "have an account")],
)
def test_a_link_that_is_over_says_so_and_opens_nothing(work, made, end, sentence) -> None:
    client = _opened(made)
    end(made.link)
    for answer in (Client().get(_path(made)), Client().post(_path(made), {"code": made.code})):
        assert answer.status_code == 410
        assert sentence in answer.content.decode()
        assert TITLE not in answer.content.decode()
    assert client.get("/ok/here/").status_code == 403


def test_a_link_for_a_voice_outlasts_the_days(work, noor, rita) -> None:
    made = make_link(contributor=noor, purpose="voice", made_by=rita)
    VoiceLink.objects.update(created_at=timezone.now() - timedelta(days=3000))
    assert _opened(made).get("/ok/here/").status_code == 200
    assert TITLE in _opened(made).get("/ok/here/").content.decode()
    _deleted(made.link)
    assert Client().get(_path(made)).status_code == 410


def test_who_is_signed_in_is_somebody_else(work, made, rita, mo) -> None:
    _waiting(work, rita, mo)
    client = _opened(made)
    client.force_login(rita)
    assert client.get("/ok/here/").status_code == 403
    answer = _signed_in(rita).post(_path(made), {"code": made.code})
    assert answer.status_code == 403
    assert "signed in as Rita" in answer.content.decode()


def test_leaving_closes_the_door(made, settings) -> None:
    client = _opened(made)
    answer = client.get("/ok/leave/")
    assert answer.url == settings.LEAVE_PAGE_TO
    assert answer["Referrer-Policy"] == "no-referrer"
    assert client.get("/ok/here/").status_code == 403


# Behind the door


@a_few(2)
@pytest.mark.parametrize("address", ["", "name/", "pages/{page}/", "pages/{page}/preview/"])
def test_screens_behind_the_door_are_kept_by_nobody(work, made, rita, mo, address) -> None:
    _waiting(work, rita, mo)
    answer = _opened(made).get("/ok/here/" + address.format(page=work.page_id))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex"
    if "preview" not in address:
        assert "Leave this page now" in answer.content.decode()


def test_somebody_without_an_account_says_yes_by_their_link(work, noor, made, rita, mo, visit) -> None:
    _waiting(work, rita, mo)
    client = _opened(made)
    assert "give your OK" in client.get("/ok/here/").content.decode()
    assert WORDS in client.get(f"/ok/here/pages/{work.page_id}/").content.decode()
    _answer(client, work)
    ok = YourOK.objects.get()
    assert (ok.contributor, ok.answer, ok.link_id) == (noor, "yes", made.link.pk)
    assert not page_of(work).live
    give_ok(page=page_of(work), user=rita)
    assert is_released(page_of(work))


def test_the_last_yes_by_a_link_makes_it_public(work, noor, made, rita, mo) -> None:
    _waiting(work, rita, mo)
    give_ok(page=page_of(work), user=rita)
    _answer(_opened(made), work)
    assert is_released(page_of(work))


@pytest.mark.deep
def test_not_yet_by_a_link_goes_back_to_the_authors(work, made, rita, mo, visit) -> None:
    _waiting(work, rita, mo)
    _answer(_opened(made), work, "not_yet", reason="My mum first.")
    assert "My mum first." in visit(rita).get(f"/my/works/{work.pk}/").content.decode()
    assert not page_of(work).live


def test_a_link_for_a_voice_says_not_yet_and_never_yes(work, noor, made, rita, mo) -> None:
    _waiting(work, rita, mo)
    lasting = make_link(contributor=noor, purpose="voice", made_by=rita)
    client = _opened(lasting)
    assert 'value="yes"' not in client.get(f"/ok/here/pages/{work.page_id}/").content.decode()
    _answer(client, work)
    assert not YourOK.objects.exists()
    with pytest.raises(PermissionDenied):
        give_ok(page=page_of(work), contributor=noor, link=lasting.link)
    _answer(client, work, "not_yet")
    assert YourOK.objects.get().answer == "not_yet"


@a_few(2)
@pytest.mark.parametrize(
    "forged", [{"seen": ""}, {"seen": "0" * 64}, {"reader": ""}, {"reader": "1"}, {"answer": ""}, {"answer": "maybe"}]
)
def test_an_answer_counts_only_for_what_was_seen(work, made, rita, mo, forged) -> None:
    _waiting(work, rita, mo)
    _answer(_opened(made), work, **forged)
    assert not YourOK.objects.exists()


def test_a_fingerprint_that_somebody_else_saw_under_their_name_is_no_answer_here(work, noor, made, rita, mo) -> None:
    _waiting(work, rita, mo)
    theirs = work.contributors.get(person__user=rita)
    _answer(_opened(made), work, reader=theirs.pk, contributor=theirs.pk, user=rita.pk)
    assert not YourOK.objects.exists()


@pytest.mark.deep
def test_a_change_between_reading_and_the_tap_is_read_once_more(work, made, rita, mo) -> None:
    _waiting(work, rita, mo)
    client = _opened(made)
    address = f"/ok/here/pages/{work.page_id}/"
    screen = client.get(address)
    fields = {"seen": screen.context["seen"], "reader": screen.context["me"].pk, "answer": "yes"}
    choose_credit(contributor=work.contributors.get(person__user=rita), credit="made_up_name", credit_name="Robin")
    answer = client.post(address, fields, follow=True)
    assert "Something changed while you were reading" in answer.content.decode()
    assert not YourOK.objects.exists()


def test_an_edit_after_sending_in_anew_makes_an_old_fingerprint_worthless(work, made, rita, mo, visit) -> None:
    _waiting(work, rita, mo)
    client = _opened(made)
    screen = client.get(f"/ok/here/pages/{work.page_id}/")
    fields = {"seen": screen.context["seen"], "reader": screen.context["me"].pk, "answer": "yes"}
    visit(rita).post(f"/my/works/{work.pk}/pull-back/")
    visit(rita).post(f"/my/works/{work.pk}/parts/add/words/", {"text": "Newer.", "whose": work.contributors.first().pk})
    send_in(page=page_of(work), user=rita)
    step = step_of(page_of(work))
    step.task.specific.on_action(step, mo, "approve", **NOT_SERIOUS)
    client.post(f"/ok/here/pages/{work.page_id}/", fields)
    assert not YourOK.objects.exists()


def test_a_link_reaches_no_other_work(work, made, sam, mo) -> None:
    other = a_story(sam, title="Somebody else")
    approved(other, sam, mo)
    client = _opened(made)
    for rest in ("", "preview/"):
        assert client.get(f"/ok/here/pages/{other.page_id}/{rest}").status_code == 404
    assert client.get(f"/my/works/{work.pk}/").status_code == 302


def test_the_link_of_one_never_answers_for_another(work, noor, made, rita, sam, mo) -> None:
    other = add_person(work=work, added_by=rita, name="Ali", contact="x", role="co_author")
    make_link(contributor=other, purpose="ok", made_by=rita)
    _waiting(work, rita, mo)
    page = page_of(work)
    for mine, link in ((other, made.link), (work.contributors.first(), made.link), (noor, None), (None, made.link)):
        with pytest.raises(PermissionDenied):
            give_ok(page=page, contributor=mine, link=link)
        with pytest.raises(PermissionDenied):
            say_not_yet(page=page, contributor=mine, link=link)
    with pytest.raises(PermissionDenied):
        record_ok(contributor=other, revision=waiting_ok_step(page).revision, answer="yes", link=made.link)
    assert not YourOK.objects.exists()


def test_a_closed_link_answers_nothing(work, noor, made, rita, mo) -> None:
    _waiting(work, rita, mo)
    _closed(made.link)
    made.link.refresh_from_db()
    with pytest.raises(PermissionDenied):
        give_ok(page=page_of(work), contributor=noor, link=made.link)
    assert not YourOK.objects.exists()


def test_they_choose_how_they_are_named_and_name_nobody_else(work, noor, made, rita) -> None:
    theirs = work.contributors.get(person__user=rita)
    forged = {"credit": "none", "contributor": theirs.pk, "id": theirs.pk}
    _opened(made).post("/ok/here/name/", forged)
    noor.refresh_from_db()
    theirs.refresh_from_db()
    assert (noor.credit, theirs.credit) == ("none", "")


# Who adds people and makes links


@pytest.mark.parametrize("who", ["second author", "stranger", "moderator", "trainer outside"])
def test_only_the_first_author_or_a_trainer_in_it_adds_people_and_makes_links(
    work, noor, sam, mo, tess, visit, who
) -> None:
    from authorship.services import add_contributor

    add_contributor(work=work, person=sam.person, role="co_author")
    user = {"second author": sam, "stranger": a_person("x", "Reporter"), "moderator": mo, "trainer outside": tess}[who]
    client, before = visit(user), work.contributors.count()
    expected = 403 if who == "second author" else 404
    fields = {"name": "Zed", "contact": "x", "role": "teller", "trainer": tess.pk}
    for path in ("people/add/", f"people/without-account/{noor.pk}/"):
        assert client.get(f"/my/works/{work.pk}/{path}").status_code == expected
        assert client.post(f"/my/works/{work.pk}/{path}", fields).status_code == expected
    with pytest.raises(PermissionDenied):
        add_person(work=work, added_by=user, name="Zed", contact="x", role="teller")
    with pytest.raises(PermissionDenied):
        make_link(contributor=noor, purpose="ok", made_by=user)
    assert work.contributors.count() == before
    assert not VoiceLink.objects.exists()


def test_the_first_author_adds_somebody_and_gets_link_and_code_once(work, rita, visit) -> None:
    client = visit(rita)
    added = client.post(
        f"/my/works/{work.pk}/people/add/", {"name": "Noor Begum", "contact": "Thursdays", "role": "teller"}
    )
    noor = work.contributors.get(person__user=None)
    assert added.url == f"/my/works/{work.pk}/people/without-account/{noor.pk}/"
    answer = client.post(added.url)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    card = answer.content.decode()
    assert "Leave this page now" in card
    code = re.search(r'<strong class="code">([A-Z0-9]{6})</strong>', card).group(1)
    path = re.search(r"(/ok/[\w-]{43}/)", card).group(1)
    assert "<svg" in card
    assert code not in client.get(added.url).content.decode()
    assert Client().post(path, {"code": code}).url == "/ok/here/"


def test_nobody_makes_a_link_for_somebody_with_an_account(work, rita, sam) -> None:
    from authorship.services import add_contributor

    theirs = add_contributor(work=work, person=sam.person, role="co_author")
    with pytest.raises(PermissionDenied):
        make_link(contributor=theirs, purpose="ok", made_by=rita)


def test_it_is_not_sent_in_before_everybody_can_be_asked(work, noor, rita, visit) -> None:
    everybody_is_named(work)
    asked = visit(rita).get(f"/my/works/{work.pk}/send-in/").content.decode()
    assert "Noor has no account" in asked
    make_link(contributor=noor, purpose="ok", made_by=rita)
    assert sent_in(work, rita).workflow_in_progress


@pytest.mark.deep
def test_a_link_that_has_closed_after_the_yes_stands_in_nobodys_way(work, made, rita, mo) -> None:
    _waiting(work, rita, mo)
    _answer(_opened(made), work)
    _old(made.link)
    give_ok(page=page_of(work), user=rita)
    assert is_released(page_of(work))
