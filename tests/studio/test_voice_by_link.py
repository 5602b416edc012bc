"""Somebody without an account looks after their voice: by their own link, or on paper with a trainer who was asked."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from authorship.voices import add_person, ask_recorder, make_link
from consent.models import ConsentEntry, VoiceDecision
from consent.wording import uses_asked
from publishing.audit import audit_public
from tests.builders import picture_bytes
from tests.profiles import a_few
from tests.studio.making import a_person, a_story, page_of, public
from tests.studio.test_without_account import _opened

YES = {"adult": "yes", **dict.fromkeys(uses_asked("public"), "yes")}


@pytest.fixture
def work(rita):
    """A story of Rita and of Noor, who has no account."""
    return a_story(rita)


@pytest.fixture
def noor(work, rita):
    """Noor, who tells it together with Rita."""
    return add_person(work=work, added_by=rita, name="Noor Begum", contact="noor@example.org", role="teller")


@pytest.fixture
def is_public(work, noor, rita, mo):
    """The story in public, with Noor's yes given behind a link."""
    make_link(contributor=noor, purpose="ok", made_by=rita)
    return public(work, rita, mo)


def _by(noor, rita, purpose: str) -> Client:
    return _opened(make_link(contributor=noor, purpose=purpose, made_by=rita))


def test_what_noor_agrees_to_is_hers_and_nothing_is_ticked_before(work, noor, rita) -> None:
    client = _by(noor, rita, "ok")
    screen = client.get("/ok/here/agree/").content.decode()
    assert "checked" not in screen
    client.post("/ok/here/agree/", YES | {"quotes": "no"})
    said = {entry.use: entry.agreed for entry in ConsentEntry.objects.filter(person=noor.person)}
    assert said == {use: use != "quotes" for use in uses_asked("public")}
    assert not ConsentEntry.objects.exclude(person=noor.person).exists()


@a_few(4)
@pytest.mark.parametrize("missing", ["adult", *uses_asked("public")])
def test_an_answer_that_is_missing_keeps_all_of_them_open(work, noor, rita, missing) -> None:
    client = _by(noor, rita, "ok")
    answer = client.post("/ok/here/agree/", {key: value for key, value in YES.items() if key != missing})
    assert "Please say yes or no" in answer.content.decode()
    assert not ConsentEntry.objects.exists()


def test_under_18_nothing_is_kept_and_the_sentence_is_kind(work, noor, rita) -> None:
    client = _by(noor, rita, "ok")
    answer = client.post("/ok/here/agree/", YES | {"adult": "no"}, follow=True)
    assert "18 or older" in answer.content.decode()
    assert not ConsentEntry.objects.exists()


@a_few(1)
@pytest.mark.parametrize("purpose", ["ok", "voice"])
def test_noor_hides_it_with_one_tap(is_public, noor, rita, purpose) -> None:
    client = _by(noor, rita, purpose)
    assert Client().get(is_public.url).status_code == 200
    client.post("/ok/here/hide/")
    assert Client().get(is_public.url).status_code == 410
    decision = VoiceDecision.objects.get()
    assert (decision.kind, decision.road, decision.by_id) == ("hide", "link", None)


def test_a_link_about_a_voice_makes_nothing_public_again(is_public, work, noor, rita) -> None:
    client = _by(noor, rita, "voice")
    client.post("/ok/here/hide/")
    client.post("/ok/here/show-again/")
    client.post("/ok/here/agree/", YES)
    assert Client().get(is_public.url).status_code == 410
    client = _by(noor, rita, "ok")
    assert "exactly what was shown" in client.get("/ok/here/show-again/").content.decode()
    client.post("/ok/here/show-again/")
    assert Client().get(is_public.url).status_code == 200
    assert audit_public() == []


def test_taking_back_ends_the_link_too(is_public, work, noor, rita, visit) -> None:
    client = _by(noor, rita, "voice")
    client.post("/ok/here/take-back/")
    assert Client().get(is_public.url).status_code == 200, "without the last yes nothing happens"
    answer = client.post("/ok/here/take-back/", {"sure": "yes"}, follow=True)
    assert Client().get(is_public.url).status_code == 410
    assert page_of(work).title not in answer.content.decode()
    for rest in ("", "your-voice/", "agree/", "hide/", f"pages/{work.page_id}/preview/"):
        assert client.get(f"/ok/here/{rest}").status_code == 403
    assert "One of you has taken their part back" in visit(rita).get(f"/my/works/{work.pk}/").content.decode()


@pytest.mark.parametrize("rest", ["agree/", "your-voice/", "hide/", "show-again/", "take-back/"])
def test_without_the_code_there_is_nothing(work, noor, rita, rest) -> None:
    make_link(contributor=noor, purpose="voice", made_by=rita)
    client = Client()
    for answer in (client.get(f"/ok/here/{rest}"), client.post(f"/ok/here/{rest}", YES | {"sure": "yes"})):
        assert answer.status_code == 403
    assert not ConsentEntry.objects.exists()
    assert not VoiceDecision.objects.exists()


def test_on_paper_with_the_proof_by_the_trainer_who_was_asked(work, noor, rita, tess, visit) -> None:
    recorder = ask_recorder(contributor=noor, trainer=tess, asked_by=rita)
    address = f"/my/recording/{recorder.pk}/agree/"
    for stranger in (rita, a_person("ted", "Trainer"), a_person("mod", "Moderator")):
        assert visit(stranger).post(address, YES | {"kind": "paper", "file": picture_upload()}).status_code == 404
    client = visit(tess)
    assert "Without a proof" in client.post(address, YES | {"kind": "paper"}).content.decode()
    assert not ConsentEntry.objects.exists()
    client.post(address, YES | {"kind": "paper", "file": picture_upload()})
    entries = ConsentEntry.objects.filter(person=noor.person)
    assert entries.count() == len(uses_asked("public"))
    assert {(entry.how, entry.recorded_by_id, entry.evidence.kind) for entry in entries} == {
        ("paper", tess.pk, "paper")
    }


def picture_upload():
    """Return a photo of a paper as a browser sends it."""
    return SimpleUploadedFile("paper.jpg", picture_bytes(), "image/jpeg")
