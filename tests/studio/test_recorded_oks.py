"""An OK given on paper or aloud: written down by a trainer from outside, proved, and looked at before it counts."""

import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from authorship.models import Evidence, EvidenceOpened, Recorder, VoiceLink, YourOK
from authorship.services import add_contributor, choose_credit, what_is_seen
from authorship.voices import add_person, ask_recorder, stop_asking
from moderation.services import finish_if_all_said_yes, give_ok, record_yes, waiting_ok_step
from publishing.candidates import Candidate
from publishing.errors import PublishBlocked
from publishing.selectors import is_released
from tests.authorship.making import a_pdf
from tests.profiles import a_few
from tests.studio.making import WORDS, a_person, a_picture, a_recording, a_story, approved, not_a_picture, page_of

TITLE = "Aubergine night"
# Wagtail's admin answers a refusal by leading to its first screen.
REFUSED = (302, 403)


@pytest.fixture
def work(rita):
    """A story of Rita's."""
    return a_story(rita, title=TITLE)


@pytest.fixture
def noor(work, rita):
    """Somebody without an account who takes part in it."""
    return add_person(work=work, added_by=rita, name="Noor Begum", contact="on Thursdays", role="teller")


@pytest.fixture
def recorder(noor, tess, rita) -> Recorder:
    """Tess, a trainer from outside, was asked to help Noor."""
    return ask_recorder(contributor=noor, trainer=tess, asked_by=rita)


@pytest.fixture
def waiting(work, recorder, rita, mo):
    """The story waits for OKs; Rita has said yes."""
    approved(work, rita, mo)
    give_ok(page=page_of(work), user=rita)
    return page_of(work)


def _seen(page) -> str:
    return what_is_seen(Candidate(waiting_ok_step(page).revision))


def _record(page, noor, user, **forged) -> YourOK:
    fields = {"kind": "paper", "file": a_pdf(), "seen": _seen(page)} | forged
    return record_yes(page=page, contributor=noor, recorded_by=user, **fields)


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.deep
@a_few(1)
@pytest.mark.parametrize(("kind", "file"), [("paper", a_pdf), ("paper", a_picture), ("voice", a_recording)])
def test_a_trainer_reads_it_out_and_writes_down_the_yes(waiting, noor, recorder, tess, visit, kind, file) -> None:
    client = visit(tess)
    asked = client.get(f"/my/recording/{recorder.pk}/").content.decode()
    assert "Read it to them" in asked
    address = f"/my/recording/{recorder.pk}/pages/{waiting.pk}/"
    screen = client.get(address)
    assert WORDS in screen.content.decode()
    assert screen["Referrer-Policy"] == "no-referrer"
    fields = {"seen": screen.context["seen"], "kind": kind, "file": file(), "has_heard": "on"}
    assert client.post(address, fields).status_code == 302
    ok = YourOK.objects.latest("pk")
    assert (ok.contributor, ok.answer, ok.recorded_by_id) == (noor, "yes", tess.pk)
    assert (ok.evidence.kind, ok.evidence.uploaded_by_id) == (kind, tess.pk)
    assert not page_of(noor.work).live


def test_it_counts_only_after_the_moderator_has_opened_the_proof(waiting, noor, tess, rita, mo) -> None:
    ok = _record(waiting, noor, tess)
    with pytest.raises(PublishBlocked, match="has to open the proof"):
        finish_if_all_said_yes(waiting, rita)
    client = _signed_in(mo)
    home = client.get("/admin/").content.decode()
    assert "A yes on paper or aloud" in home
    assert "It is a yes" not in home
    client.post(f"/admin/works/proofs/{ok.pk}/answer/", {"answer": "yes"})
    assert not page_of(noor.work).live
    client.post(f"/admin/works/proofs/{ok.evidence_id}/")
    assert not page_of(noor.work).live
    assert "It is a yes" in client.get("/admin/").content.decode()
    client.post(f"/admin/works/proofs/{ok.pk}/answer/", {"answer": "yes"})
    assert is_released(page_of(noor.work))


def test_the_moderator_who_approved_is_told_without_a_title(
    waiting, noor, tess, mo, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _record(waiting, noor, tess)
    (message,) = mail.outbox
    assert message.to == [mo.email]
    for secret in (TITLE, "Noor"):
        assert secret not in message.subject + message.body


def test_a_proof_that_shows_no_yes_does_not_count(waiting, noor, tess, mo) -> None:
    ok = _record(waiting, noor, tess)
    client = _signed_in(mo)
    client.post(f"/admin/works/proofs/{ok.evidence_id}/")
    client.post(f"/admin/works/proofs/{ok.pk}/answer/", {"answer": "none"})
    assert not page_of(noor.work).live
    assert finish_if_all_said_yes(waiting) is False
    assert client.post(f"/admin/works/proofs/{ok.pk}/answer/", {"answer": "yes"}).status_code in REFUSED
    assert finish_if_all_said_yes(waiting) is False


@a_few(2)
@pytest.mark.parametrize("who", ["rita", "tess", "other moderator", "safeguarding", "superuser"])
def test_nobody_else_answers_for_a_proof(waiting, noor, rita, tess, mo, who) -> None:
    from accounts.models import User

    ok = _record(waiting, noor, tess)
    people = {
        "rita": rita,
        "tess": tess,
        "other moderator": a_person("may", "Moderator"),
        "safeguarding": a_person("sage", "Safeguarding lead"),
        "superuser": User.objects.create_superuser("super@example.org"),
    }
    EvidenceOpened.objects.create(evidence=ok.evidence, opened_by_id=people[who].pk)
    for answer in ("yes", "none"):
        refused = _signed_in(people[who]).post(f"/admin/works/proofs/{ok.pk}/answer/", {"answer": answer})
        assert refused.status_code in REFUSED
    assert YourOK.objects.latest("pk") == ok
    assert not page_of(noor.work).live


@a_few(2)
@pytest.mark.parametrize(
    "who", ["first author", "co-author and trainer", "moderator", "other trainer", "stranger", "superuser", "nobody"]
)
def test_nobody_but_the_trainer_who_was_asked_gets_in(waiting, work, noor, recorder, rita, mo, who) -> None:
    from accounts.models import User

    people = {
        "first author": rita,
        "co-author and trainer": a_person("both", "Reporter", "Trainer"),
        "moderator": mo,
        "other trainer": a_person("tom", "Trainer"),
        "stranger": a_person("other", "Reporter"),
        "superuser": User.objects.create_superuser("super@example.org"),
    }
    seen = _seen(waiting)
    client = Client() if who == "nobody" else _signed_in(people[who])
    for rest in ("", "name/", "link/", f"pages/{waiting.pk}/"):
        path = f"/my/recording/{recorder.pk}/{rest}"
        fields = {"seen": seen, "kind": "paper", "file": a_pdf(), "has_heard": "on", "credit": "none"}
        for answer in (client.get(path), client.post(path, fields)):
            assert answer.status_code in ((302, 405) if who == "nobody" else (404, 405))
            assert TITLE not in answer.content.decode()
    if who != "nobody":
        with pytest.raises(PermissionDenied):
            _record(waiting, noor, people[who])
    noor.refresh_from_db()
    assert noor.credit == "first_name"
    assert not Evidence.objects.exists()
    assert not VoiceLink.objects.exists()


def test_a_trainer_who_wrote_in_it_since_records_nothing(waiting, work, noor, tess) -> None:
    draft = waiting.get_latest_revision()
    type(draft).objects.filter(pk=draft.pk).update(user=tess)
    with pytest.raises(PermissionDenied, match="You wrote in this work"):
        _record(waiting, noor, tess)


def test_a_trainer_who_approved_it_records_nothing(work, noor, rita) -> None:
    both = a_person("both", "Moderator", "Trainer")
    ask_recorder(contributor=noor, trainer=both, asked_by=rita)
    page = approved(work, rita, both)
    with pytest.raises(PermissionDenied, match="You approved this work"):
        _record(page, noor, both)
    assert not Evidence.objects.exists()


def test_who_is_no_trainer_any_more_records_nothing(waiting, noor, tess) -> None:
    tess.groups.clear()
    tess = type(tess).objects.get(pk=tess.pk)
    with pytest.raises(PermissionDenied):
        _record(waiting, noor, tess)


def test_nobody_records_for_somebody_else(waiting, work, noor, tess, rita, sam) -> None:
    other = add_person(work=work, added_by=rita, name="Ali", contact="x", role="teller")
    for somebody in (other, work.contributors.get(person__user=rita)):
        with pytest.raises(PermissionDenied):
            _record(waiting, somebody, tess)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_it_is_bound_to_exactly_what_was_read_out(waiting, noor, tess, seen) -> None:
    with pytest.raises(PermissionDenied):
        _record(waiting, noor, tess, seen=seen)
    assert not Evidence.objects.exists()


def test_what_changed_since_it_was_read_out_voids_it(waiting, work, noor, tess, rita, mo) -> None:
    seen = _seen(waiting)
    choose_credit(contributor=work.contributors.get(person__user=rita), credit="made_up_name", credit_name="Robin")
    with pytest.raises(PermissionDenied):
        _record(waiting, noor, tess, seen=seen)
    ok = _record(waiting, noor, tess)
    choose_credit(contributor=work.contributors.get(person__user=rita), credit="none")
    EvidenceOpened.objects.create(evidence=ok.evidence, opened_by_id=mo.pk)
    assert finish_if_all_said_yes(waiting) is False


def test_without_a_proof_nothing_is_written_down(waiting, recorder, tess, visit) -> None:
    client, before = visit(tess), YourOK.objects.count()
    address = f"/my/recording/{recorder.pk}/pages/{waiting.pk}/"
    seen = client.get(address).context["seen"]
    whole = {"seen": seen, "kind": "paper", "has_heard": "on"}
    for fields in (whole, {**whole, "file": not_a_picture()}, {"seen": seen, "kind": "paper", "file": a_pdf()}):
        assert 'role="alert"' in client.post(address, fields).content.decode()
    assert YourOK.objects.count() == before
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "trainer in it", "moderator", "account"])
def test_who_is_asked_to_record(work, noor, rita, tess, mo, sam, who) -> None:
    contributor, trainer = noor, tess
    if who == "stranger":
        trainer = sam
    elif who == "trainer in it":
        add_contributor(work=work, person=tess.person, role="trainer")
    elif who == "moderator":
        trainer = mo
    else:
        contributor = work.contributors.get(person__user=rita)
    with pytest.raises(PermissionDenied):
        ask_recorder(contributor=contributor, trainer=trainer, asked_by=rita)
    assert not Recorder.objects.exists()


def test_a_trainer_is_asked_on_the_screen_and_told_without_a_title(
    work, noor, rita, tess, visit, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        visit(rita).post(f"/my/works/{work.pk}/people/without-account/{noor.pk}/", {"trainer": tess.pk})
    (message,) = mail.outbox
    assert message.to == [tess.email]
    assert f"/my/recording/{Recorder.objects.get().pk}/" in message.body
    assert TITLE not in message.subject + message.body
    assert "Noor" not in message.subject + message.body


@pytest.mark.deep
def test_the_person_gets_a_link_of_their_own_on_a_card(waiting, noor, recorder, tess, visit) -> None:
    _record(waiting, noor, tess)
    card = visit(tess).post(f"/my/recording/{recorder.pk}/link/").content.decode()
    code = re.search(r'<strong class="code">([A-Z0-9]{6})</strong>', card).group(1)
    path = re.search(r"(/ok/[\w-]{43}/)", card).group(1)
    assert VoiceLink.objects.get().purpose == "voice"
    client = Client()
    client.post(path, {"code": code})
    assert TITLE in client.get("/ok/here/").content.decode()


def test_the_trainer_writes_down_how_they_want_to_be_named(noor, recorder, tess, visit) -> None:
    visit(tess).post(f"/my/recording/{recorder.pk}/name/", {"credit": "made_up_name", "credit_name": "Star"})
    noor.refresh_from_db()
    assert noor.shown_name == "Star"


def test_a_trainer_who_is_asked_no_more_gets_in_no_more(
    noor, recorder, rita, tess, visit, django_capture_on_commit_callbacks
):
    work = noor.work
    assert visit(tess).get(f"/my/recording/{recorder.pk}/").status_code == 200
    screen = visit(rita).get(f"/my/works/{work.pk}/people/without-account/{noor.pk}/").content.decode()
    stop = f"/my/works/{work.pk}/people/without-account/{noor.pk}/trainers/{recorder.pk}/stop/"
    assert stop in screen
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        visit(rita).post(stop)
    assert visit(tess).get(f"/my/recording/{recorder.pk}/").status_code == 404
    assert not Recorder.objects.exists()
    assert [message.to for message in mail.outbox] == [[tess.email]]
    assert TITLE not in mail.outbox[0].body + mail.outbox[0].subject
    assert visit(rita).post(stop).status_code == 404


def test_only_who_adds_people_stops_asking_a_trainer(noor, recorder, sam, tess):
    add_contributor(work=noor.work, person=sam.person, role="co_author")
    for user in (sam, tess):
        with pytest.raises(PermissionDenied):
            stop_asking(recorder=recorder, by=user)
    assert Recorder.objects.filter(pk=recorder.pk).exists()


def test_what_a_trainer_wrote_down_stays_when_they_are_asked_no_more(waiting, noor, recorder, rita, tess):
    ok = _record(waiting, noor, tess)
    stop_asking(recorder=recorder, by=rita)
    assert YourOK.objects.get(pk=ok.pk).recorded_by_id == tess.pk
