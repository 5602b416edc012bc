"""A proof that somebody said yes on paper or aloud: clean, private, opened by few, and never changed."""

import io

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from authorship.evidence import add_evidence, has_opened, may_open, open_evidence
from authorship.models import Evidence
from files.cleaning import UnsafeFile
from files.models import Document, Image, Media
from moderation.services import pull_back
from publishing.errors import NotReleased
from tests.authorship.making import a_pdf
from tests.profiles import a_few
from tests.studio.making import (
    a_person,
    a_picture,
    a_recording,
    a_story,
    a_video,
    approved,
    not_a_picture,
    public,
    sent_in,
)

STRANGERS = ("reporter", "teller", "trainer", "moderator", "superuser", "nobody", "switched off")


@pytest.fixture
def work(rita):
    """A story of Rita."""
    return a_story(rita)


@pytest.fixture
def proof(work, tess) -> Evidence:
    """A paper that Tess brought."""
    return add_evidence(work=work, kind="paper", file=a_pdf(), uploaded_by=tess)


@pytest.mark.parametrize(
    ("kind", "file", "ending"),
    [("paper", a_pdf, ".pdf"), ("paper", a_picture, ".jpg"), ("voice", a_recording, ".m4a")],
)
def test_a_proof_is_kept_clean_under_a_name_that_says_nothing(work, tess, kind, file, ending) -> None:
    proof = add_evidence(work=work, kind=kind, file=file(), uploaded_by=tess)
    assert proof.file.name.endswith(ending)
    for told in ("IMG", "note", "Noor"):
        assert told not in proof.file.name
    assert len(proof.sha256) == 64
    assert proof.uploaded_by_id == tess.pk


def test_a_pdf_leaves_its_author_outside(work, tess) -> None:
    proof = add_evidence(work=work, kind="paper", file=a_pdf(), uploaded_by=tess)
    with proof.file.open("rb") as kept:
        assert "Noor" not in str(pypdf.PdfReader(io.BytesIO(kept.read())).metadata)


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("paper", not_a_picture),
        ("paper", a_recording),
        ("paper", lambda: SimpleUploadedFile("x.pdf", b"<script>alert(1)</script>")),
        ("paper", lambda: SimpleUploadedFile("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")),
        ("voice", a_picture),
        ("voice", a_pdf),
        ("voice", not_a_picture),
    ],
)
def test_what_is_no_paper_or_voice_is_refused(work, tess, kind, file) -> None:
    with pytest.raises(UnsafeFile):
        add_evidence(work=work, kind=kind, file=file(), uploaded_by=tess)
    assert not Evidence.objects.exists()


def test_of_a_video_only_the_voice_could_be_kept_and_this_one_has_none(work, tess) -> None:
    with pytest.raises(UnsafeFile):
        add_evidence(work=work, kind="voice", file=a_video(), uploaded_by=tess)


def test_it_stands_in_no_list_of_files(proof) -> None:
    assert not Image.objects.exists()
    assert not Document.objects.exists()
    assert not Media.objects.exists()


def _people(work, rita) -> dict:
    return {
        "teller": rita,
        "reporter": a_person("other", "Reporter"),
        "trainer": a_person("tom", "Trainer"),
        "moderator": a_person("may", "Moderator"),
        "safeguarding": a_person("sage", "Safeguarding lead"),
        "superuser": User.objects.create_superuser("super@example.org"),
        "switched off": User.objects.create_user("off@example.org", is_active=False),
    }


@a_few(3)
@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("way", ["draft", "public"])
def test_strangers_open_no_proof_and_learn_of_none(work, proof, rita, mo, who, way) -> None:
    people = _people(work, rita)
    if way == "public":
        public(work, rita, mo)
    client = Client()
    if who != "nobody":
        client.force_login(people[who])
        assert not may_open(people[who], proof)
        with pytest.raises(PermissionDenied):
            open_evidence(evidence=proof, user=people[who])
    answers = [client.post(f"/admin/works/proofs/{number}/") for number in (proof.pk, proof.pk + 999)]
    # A proof that is there and one that is not look the same.
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].status_code in (302, 403)
    assert "/files/" not in answers[0].headers.get("Location", "")
    assert not proof.openings.exists()


@pytest.mark.parametrize("who", ["uploader", "safeguarding"])
def test_who_brought_it_and_a_safeguarding_lead_open_it_by_a_link_that_ends(proof, work, rita, tess, who) -> None:
    user = tess if who == "uploader" else _people(work, rita)["safeguarding"]
    client = Client()
    client.force_login(user)
    answer = client.post(f"/admin/works/proofs/{proof.pk}/")
    assert answer.status_code == 302
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert has_opened(user, proof)
    handed_out = Client().get(answer.url)
    assert handed_out.status_code == 200
    assert "no-store" in handed_out["Cache-Control"]


def test_looking_at_the_address_opens_nothing(proof, tess) -> None:
    client = Client()
    client.force_login(tess)
    assert client.get(f"/admin/works/proofs/{proof.pk}/").status_code == 405
    assert not proof.openings.exists()


def test_the_moderator_opens_it_while_they_check_that_work(proof, work, rita, mo, sam) -> None:
    other = a_story(sam)
    assert not may_open(mo, proof)
    sent_in(other, sam)
    assert not may_open(mo, proof)
    sent_in(work, rita)
    assert may_open(mo, proof)
    pull_back(page=work.page.specific, user=rita)
    assert not may_open(mo, proof)


def test_after_the_check_only_the_moderator_who_approved(proof, work, rita, mo) -> None:
    approved(work, rita, mo)
    assert may_open(mo, proof)
    assert not may_open(a_person("may", "Moderator"), proof)


def test_a_moderator_who_wrote_in_it_is_no_checker(work, rita, tess) -> None:
    both = a_person("both", "Moderator", "Trainer")
    mine = a_story(rita, both)
    proof = add_evidence(work=mine, kind="paper", file=a_pdf(), uploaded_by=tess)
    sent_in(mine, rita)
    assert not may_open(both, proof)


def test_a_proof_is_never_changed_or_deleted(proof, sam) -> None:
    proof.kind = "voice"
    for fields in (None, ["kind"], ["file", "erased_at"]):
        with pytest.raises(NotReleased):
            proof.save(update_fields=fields)
    with pytest.raises(NotReleased):
        proof.delete()


def test_an_erased_proof_is_an_empty_row_that_nobody_opens(proof, tess) -> None:
    proof.file, proof.erased_at = "", timezone.now()
    proof.save(update_fields=["file", "erased_at"])
    assert not may_open(tess, proof)
    assert Evidence.objects.get().sha256
