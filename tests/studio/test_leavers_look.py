"""Whoever left a joint work sees the version without their part first: what they can do, and what waits for them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from authorship.voices import add_person, make_link
from consent.erasure import erase_person
from consent.looking import answer_look, looks_that_wait, rule_on_look
from consent.models import LeaverAnswer, LeaverLook, LeaverRuling
from consent.services import show_again, take_back
from moderation.leavers import SENT_BACK, decide, say_it_is_fine, say_recognisable, tell_moderators_of_silence
from moderation.models import NoteToAuthor
from moderation.services import give_ok
from publishing.audit import audit_public
from publishing.errors import PublishBlocked
from publishing.models import Decision
from tests.builders import act
from tests.profiles import a_few
from tests.studio.making import a_person, a_story, everybody_is_named, page_of, public, sent_in
from tests.studio.test_without_account import _opened, _path

THEIRS, OURS = "qztheirs", "qzours"


@pytest.fixture
def otto(site):
    """Another moderator."""
    return a_person("otto", "Moderator")


@pytest.fixture
def version(rita, sam, mo):
    """A story that Sam left, and Rita's version of it, approved and OKed by her."""
    work = a_story(rita, sam, title=OURS, parts=(("words", OURS),))
    public(work, rita, mo)
    take_back(contributor=work.contributors.get(person=sam.person), by=sam)
    mail.outbox.clear()
    return work


def goes_on(work, rita, mo):
    """Send the version in, approve it, and have Rita say yes; return what the gate says."""
    page = sent_in(work, rita)
    act(page, mo, "approve")
    with pytest.raises(PublishBlocked) as blocked:
        give_ok(page=page_of(work), user=rita)
    assert not page_of(work).live
    return " ".join(blocked.value.sentences)


def later(look):
    """Return a moment when the days of `look` are over."""
    return look.created_at + timedelta(days=7, minutes=1)


def test_who_left_is_asked_before_anybody_reads_it(version, rita, sam, mo, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        sentence = goes_on(version, rita, mo)
    assert "may look at it first" in sentence
    assert "Sam" not in sentence
    look = LeaverLook.objects.get()
    asked = [message for message in mail.outbox if message.to == [sam.email]]
    assert [message.subject for message in asked] == ["You can look at it first"]
    assert f"/my/look/{look.pk}/" in asked[0].body
    assert OURS not in asked[0].body + asked[0].subject
    assert Decision.objects.filter(kind="leaver_asked").exists()


@pytest.mark.deep
def test_the_exact_words_and_two_answers(version, rita, sam, mo, visit):
    goes_on(version, rita, mo)
    look = LeaverLook.objects.get()
    assert f"/my/look/{look.pk}/" in visit(sam).get("/my/").content.decode()
    screen = visit(sam).get(f"/my/look/{look.pk}/").content.decode()
    assert OURS in screen
    assert "That is fine" in screen
    assert "People can still recognise me" in screen


@a_few(2)
@pytest.mark.parametrize("who", ["rita", "mo", "otto"])
def test_nobody_else_answers_in_their_place(version, rita, sam, mo, otto, visit, who):
    goes_on(version, rita, mo)
    look = LeaverLook.objects.get()
    user = {"rita": rita, "mo": mo, "otto": otto}[who]
    for ask in (visit(user).get, visit(user).post):
        assert ask(f"/my/look/{look.pk}/", {"answer": "fine", "look": look.pk}).status_code == 404
    with pytest.raises(PermissionDenied):
        answer_look(look=look, recognisable=False, road="account", user=user)
    with pytest.raises(PermissionDenied):
        answer_look(look=look, recognisable=False, road="link")
    assert not LeaverAnswer.objects.exists()
    assert not page_of(version).live


@pytest.mark.deep
def test_that_is_fine_lets_it_go_on(version, rita, sam, mo, visit):
    goes_on(version, rita, mo)
    look = LeaverLook.objects.get()
    answer = visit(sam).post(f"/my/look/{look.pk}/", {"answer": "fine", "look": look.pk})
    assert answer.url == "/my/"
    assert page_of(version).live
    assert OURS in Client().get(page_of(version).url).content.decode()
    assert audit_public() == []
    # What is public is not theirs to answer any more.
    assert visit(sam).get(f"/my/look/{look.pk}/").status_code == 404


@pytest.mark.deep
def test_fine_before_the_last_yes_counts_too(version, rita, sam, mo, visit):
    page = sent_in(version, rita)
    act(page, mo, "approve")
    look = LeaverLook.objects.get()
    visit(sam).post(f"/my/look/{look.pk}/", {"answer": "fine", "look": look.pk})
    assert not page_of(version).live
    assert give_ok(page=page_of(version), user=rita)


def test_an_objection_stops_it_until_a_moderator_decides(
    version, rita, sam, mo, otto, visit, django_capture_on_commit_callbacks
):
    goes_on(version, rita, mo)
    look = LeaverLook.objects.get()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        visit(sam).post(f"/my/look/{look.pk}/", {"answer": "recognisable", "look": look.pk})
    assert sorted(message.to[0] for message in mail.outbox) == sorted([mo.email, otto.email])
    with pytest.raises(PublishBlocked, match="can still tell"):
        give_ok(page=page_of(version), user=rita)
    assert not page_of(version).live
    assert looks_that_wait(timezone.now()) == [look]


@a_few(1)
@pytest.mark.parametrize("who", ["rita", "sam", "tess"])
def test_who_takes_part_took_part_or_is_no_moderator_does_not_decide(version, rita, sam, mo, tess, visit, who):
    sam.groups.add(mo.groups.get())
    rita.groups.add(mo.groups.get())
    goes_on(version, rita, mo)
    look = LeaverLook.objects.get()
    answer_look(look=look, recognisable=True, road="account", user=sam)
    user = {"rita": rita, "sam": sam, "tess": tess}[who]
    with pytest.raises(PermissionDenied):
        rule_on_look(look=look, by=user, recognisable=False)
    visit(user).post(f"/admin/public/leavers/{look.pk}/", {"finding": "not_recognisable"})
    assert OURS not in visit(user).get(f"/admin/public/leavers/{look.pk}/words/").content.decode()
    assert not LeaverRuling.objects.exists()


@pytest.mark.deep
def test_found_recognisable_goes_back_to_its_authors(version, rita, sam, mo, otto, visit):
    goes_on(version, rita, mo)
    look = LeaverLook.objects.get()
    answer_look(look=look, recognisable=True, road="account", user=sam)
    client = visit(otto)
    assert f"/admin/public/leavers/{look.pk}/" in client.get("/admin/public/").content.decode()
    assert OURS in client.get(f"/admin/public/leavers/{look.pk}/words/").content.decode()
    client.post(f"/admin/public/leavers/{look.pk}/", {"finding": "recognisable", "comment": "The street."})
    assert not page_of(version).live
    assert "can still tell who it was" in visit(rita).get(f"/my/works/{version.pk}/").content.decode()
    # The same words cannot be sent in again.
    missing = visit(rita).get(f"/my/works/{version.pk}/send-in/").content.decode()
    assert "People can still tell" in missing
    assert list(Decision.objects.filter(kind="leaver_ruled").values_list("by_id", "detail")) == [
        (otto.pk, "recognisable")
    ]


def test_its_authors_read_our_sentence_in_their_own_language(version, rita, sam, mo, otto, visit):
    goes_on(version, rita, mo)
    look = LeaverLook.objects.get()
    say_recognisable(look=look, road="account", user=sam)
    # Whoever decides, in whatever language.
    with override("ur"):
        decide(look=look, by=otto, recognisable=True)
    client = visit(rita)
    for language in ("pl", "ur", "en"):
        client.post("/language/", {"language": language})
        with override(language):
            assert str(SENT_BACK) in client.get(f"/my/works/{version.pk}/").content.decode()


@pytest.mark.deep
def test_its_authors_read_what_shows_who_left_and_where(
    version, rita, sam, mo, otto, visit, django_capture_on_commit_callbacks
):
    goes_on(version, rita, mo)
    look = LeaverLook.objects.get()
    answer_look(look=look, recognisable=True, road="account", user=sam)
    (part,) = page_of(version).get_latest_revision_as_object().body
    client, address = visit(otto), f"/admin/public/leavers/{look.pk}/"
    screen = client.get(address).content.decode()
    assert f'value="{part.id}"' in screen
    assert "Which part shows who it is?" in screen
    assert f'<a href="{address}">Back to the question</a>' in client.get(f"{address}words/").content.decode()
    for wrong in ({"comment": ""}, {"comment": "The street.", "place": "nowhere"}, {"comment": f"{OURS} it is"}):
        answer = client.post(address, {"finding": "recognisable", **wrong})
        assert answer.status_code == 200
        assert not LeaverRuling.objects.exists(), wrong
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"finding": "recognisable", "comment": "The street is named.", "place": part.id})
    (letter,) = [one for one in mail.outbox if one.to == [rita.email]]
    assert "The street is named." in letter.body
    assert "Part 1" in letter.body
    assert OURS not in letter.body
    shown = visit(rita).get(f"/my/works/{version.pk}/").content.decode()
    assert "can still tell who it was" in shown
    assert "The street is named." in shown
    assert f"/my/works/{version.pk}/parts/{part.id}/" in shown
    note = NoteToAuthor.objects.get()
    assert (note.place, note.by) == (part.id, otto)


@pytest.mark.deep
def test_letting_it_go_on_asks_for_no_words(version, rita, sam, mo, otto, visit):
    goes_on(version, rita, mo)
    look = LeaverLook.objects.get()
    answer_look(look=look, recognisable=True, road="account", user=sam)
    visit(otto).post(f"/admin/public/leavers/{look.pk}/", {"finding": "not_recognisable"})
    assert page_of(version).live
    assert not NoteToAuthor.objects.exists()


@pytest.mark.deep
def test_found_not_recognisable_goes_on(version, rita, sam, mo, otto):
    goes_on(version, rita, mo)
    look = LeaverLook.objects.get()
    answer_look(look=look, recognisable=True, road="account", user=sam)
    decide(look=look, by=otto, recognisable=False)
    assert page_of(version).live
    with pytest.raises(PermissionDenied):
        decide(look=look, by=mo, recognisable=True)


def test_silence_publishes_nothing_and_stops_nothing_for_ever(
    version, rita, sam, mo, otto, django_capture_on_commit_callbacks
):
    goes_on(version, rita, mo)
    look = LeaverLook.objects.get()
    with pytest.raises(PermissionDenied):
        decide(look=look, by=otto, recognisable=False)
    assert looks_that_wait(later(look) - timedelta(hours=1)) == []
    assert looks_that_wait(later(look)) == [look]
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert (tell_moderators_of_silence(later(look)), tell_moderators_of_silence(later(look))) == (1, 0)
    assert len(mail.outbox) == 2
    assert not page_of(version).live


def test_a_moderator_answers_in_their_place_when_the_days_are_over(version, rita, mo, otto, settings):
    goes_on(version, rita, mo)
    settings.LEAVER_LOOKS_DAYS = 0
    decide(look=LeaverLook.objects.get(), by=otto, recognisable=False)
    assert page_of(version).live


def test_words_that_are_shown_already_are_hidden_while_a_moderator_decides(version, rita, sam, mo, otto):
    goes_on(version, rita, mo)
    look = LeaverLook.objects.get()
    say_it_is_fine(look=look, road="account", user=sam)
    assert page_of(version).live
    # The same words are sent in once more for the sake of somebody new, so the question about them is open again.
    noor = add_person(work=version, added_by=rita, name="Noor Begum", contact="at the group", role="teller")
    link = make_link(contributor=noor, purpose="ok", made_by=rita).link
    act(sent_in(version, rita), mo, "approve")
    say_recognisable(look=look, road="account", user=sam)
    assert not page_of(version).live
    assert Client().get(page_of(version).url).status_code == 410
    with pytest.raises(PublishBlocked, match="A moderator looks"):
        show_again(contributor=version.contributors.get(person=rita.person), user=rita)
    decide(look=look, by=otto, recognisable=False)
    give_ok(page=page_of(version), contributor=noor, link=link)
    assert page_of(version).live


@pytest.mark.deep
def test_for_somebody_who_was_erased_a_moderator_looks_at_once(version, rita, sam, mo, otto):
    erase_person(person=sam.person)
    page_of(version).get_latest_revision_as_object().save_revision(user=rita)
    assert "A moderator looks at it in their place" in goes_on(version, rita, mo)
    decide(look=LeaverLook.objects.get(), by=otto, recognisable=False)
    assert page_of(version).live


@pytest.mark.deep
def test_a_changed_version_is_shown_to_them_anew(version, rita, sam, mo):
    goes_on(version, rita, mo)
    answer_look(look=LeaverLook.objects.get(), recognisable=True, road="account", user=sam)
    decide(look=LeaverLook.objects.get(), by=mo, recognisable=True)
    draft = page_of(version).get_latest_revision_as_object()
    draft.summary = "Changed."
    draft.save_revision(user=rita)
    assert "may look at it first" in goes_on(version, rita, mo)
    assert LeaverLook.objects.count() == 2


def test_by_their_own_link_and_nothing_else_behind_it(rita, mo):
    work = a_story(rita, title=OURS)
    noor = add_person(work=work, added_by=rita, name="Noor Begum", contact="at the group", role="shown")
    make_link(contributor=noor, purpose="ok", made_by=rita)
    public(work, rita, mo)
    card = make_link(contributor=noor, purpose="voice", made_by=rita)
    take_back(contributor=noor)
    assert Client().get(_path(card)).status_code == 410
    goes_on(work, rita, mo)
    client = Client()
    client.post(_path(card), {"code": card.code})
    for path in ("", "your-voice/", "agree/", "name/", f"pages/{work.page_id}/", "take-back/", "hide/"):
        assert client.get(f"/ok/here/{path}").url == "/ok/here/look/"
    look = LeaverLook.objects.get()
    assert OURS in client.get("/ok/here/look/").content.decode()
    client.post("/ok/here/look/", {"answer": "fine", "look": look.pk})
    assert page_of(work).live
    assert LeaverAnswer.objects.get().road == "link"
    assert Client().get(_path(card)).status_code == 410


@pytest.mark.deep
def test_whoever_takes_part_has_nothing_to_look_at(rita, version, mo):
    made = make_link(
        contributor=add_person(work=version, added_by=rita, name="Noor", contact="-", role="teller"),
        purpose="voice",
        made_by=rita,
    )
    assert _opened(made).get("/ok/here/look/").url == "/ok/here/"


@a_few(1)
@pytest.mark.parametrize("table", ["consent_leaverlook", "consent_leaveranswer", "consent_leaverruling"])
def test_these_records_never_change(version, rita, sam, mo, table):
    goes_on(version, rita, mo)
    look = LeaverLook.objects.get()
    answer_look(look=look, recognisable=True, road="account", user=sam)
    rule_on_look(look=look, by=mo, recognisable=True)
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET created_at = %s", [timezone.now() + timedelta(days=1)])


@pytest.mark.deep
def test_a_story_that_nobody_left_asks_nobody(rita, sam, mo):
    work = a_story(rita, sam)
    everybody_is_named(work)
    public(work, rita, mo)
    assert not LeaverLook.objects.exists()
