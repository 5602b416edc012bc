"""What both kinds of store do alike: versions that go, copies that are what was read, and the audit of all of it."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from authorship.selectors import contributors_of
from config.env import ROOT
from consent.erasure import erase_person
from consent.services import take_back
from files import audit
from files.audit import audit_files
from files.errors import StoreAway
from files.kept import kept_privately
from files.models import Document, Image, PublicFile
from files.storage import private_storage, public_storage
from files.strays import A_DAY, AN_HOUR, remove_strays
from publishing.models import FinishedStep, PendingStep
from publishing.taking_down import A_MONTH, forget_what_is_long_done
from tests.builders import fresh, make_draft, make_image, make_recording, picture_bytes, publish
from tests.files.test_cleaning import pdf_bytes
from tests.matrix import signed_in
from tests.profiles import a_few
from tests.seaweed import PRIVATE, PUBLIC
from tests.stores import everything_kept, names_in, needs_s3, overwrite, read

GREEN = (10, 200, 10)


@pytest.fixture
def story(people, store):
    """A public story with a picture and a recording."""
    image, media = make_image(user=people.reporter), make_recording(user=people.reporter)
    body = [("photo", {"image": image, "caption": ""}), ("audio", {"media": media, "caption": ""})]
    story = publish(make_draft(people.reporter, words="plain", listing_image=image, body=body), people)
    story.image, story.media = image, media
    return story


# What a store remembers


def test_nothing_is_remembered_of_what_was_taken_back(story, people, store, django_capture_on_commit_callbacks):
    copy = PublicFile.objects.first()
    overwrite("public", copy.name, b"an older version of it")
    if store == "buckets":
        # Somebody deleted it by hand: a mark stands before both versions.
        client = public_storage().client
        client.delete_object(Bucket=PUBLIC, Key=f"{public_storage().location}/{copy.name}")
        assert list(public_storage().old_versions()) == [copy.name]
        assert any("keeps an old version" in problem for problem in audit_files())
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=contributors_of(story).get(), by=people.reporter)
    private = names_in("private")
    assert {name.partition("/")[2] if store == "buckets" else name for name, _bytes in everything_kept()} == private


def test_nothing_is_remembered_of_somebody_erased(story, people, store, django_capture_on_commit_callbacks):
    overwrite("private", story.image.file.name, picture_bytes(GREEN))
    story.image.get_renditions("width-320|format-jpeg")
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=people.reporter.person, by=people.admin)
    assert list(everything_kept()) == []


@needs_s3
def test_a_bucket_without_versions(people, settings):
    from tests.seaweed import storages

    settings.STORAGES = storages()
    bucket = f"plain-{settings.AWS_LOCATION[:8]}"
    private_storage().client.create_bucket(Bucket=bucket)
    private, public = settings.STORAGES["default"], settings.STORAGES["public"]
    settings.STORAGES |= {
        name: has | {"OPTIONS": {"bucket_name": bucket}} for name, has in (("default", private), ("public", public))
    }
    image = make_image(user=people.reporter)
    assert private_storage().bucket_name == bucket
    assert names_in("private") == {image.file.name}
    private_storage().remove(image.file.name)
    private_storage().remove(image.file.name)
    assert names_in("private") == set()


def test_a_name_that_begins_alike_stays(people, store):
    for name in ("aa/x.jpg", "aa/x.jpgx", "aa/x"):
        private_storage().save(name, ContentFile(b"some"))
    private_storage().remove("aa/x")
    assert names_in("private") == {"aa/x.jpg", "aa/x.jpgx"}


# Copies


def test_a_copy_is_what_was_read_even_if_the_original_changes_meanwhile(people, store):
    name = private_storage().save("aa/one.jpg", ContentFile(b"approved"))
    with private_storage().open(name) as opened:
        opened.read()
        if store == "buckets":
            overwrite("private", name, b"not approved")
            with pytest.raises(StoreAway):
                public_storage().keep_copy("bb/two.jpg", opened)
            assert names_in("public") == set()
            return
        public_storage().keep_copy("bb/two.jpg", opened)
    with public_storage().open("bb/two.jpg") as copy:
        assert copy.read() == b"approved"


@needs_s3
def test_what_the_store_says_of_a_public_file(story):
    if not hasattr(public_storage(), "client"):
        pytest.skip("a disk says nothing")
    copy = PublicFile.objects.get(variant="original")
    said = public_storage().client.head_object(Bucket=PUBLIC, Key=f"{public_storage().location}/{copy.name}")
    assert said["CacheControl"] == "public, max-age=300"
    assert said["ContentType"] == "audio/mp4"
    said = private_storage().client.head_object(
        Bucket=PRIVATE, Key=f"{private_storage().location}/{story.image.file.name}"
    )
    assert said["CacheControl"] == "private, no-store"


@needs_s3
def test_one_client_for_all_files_and_all_threads(story):
    if not hasattr(public_storage(), "client"):
        pytest.skip("a disk has no client")
    assert public_storage().client is private_storage().client


def test_wagtail_writes_no_key_down_where_it_deletes_later(story, store, settings):
    assert settings.AWS_SECRET_ACCESS_KEY not in json.dumps(private_storage().deconstruct()) or store == "disk"


def test_who_may_see_a_document_reads_it_by_wagtails_own_address(people, store):
    document = Document(title="paper", uploaded_by_user=people.trainer)
    document.file = ContentFile(pdf_bytes(), name="paper.pdf")
    document.save()
    answer = signed_in(people.trainer).get(document.url)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == read("private", document.file.name)
    assert Client().get(document.url).status_code == 404


# The audit


def test_all_is_well(story):
    assert audit_files(every_byte=True) == []
    call_command("audit_files", "--bytes")


def _stray_copy(story):
    return "no valid release", lambda: public_storage().save("zz/stray.jpg", ContentFile(b"x"))


def _no_longer_valid(story):
    # Nothing runs after the commit here, so the copies are still there.
    return "no valid release", lambda: take_back(contributor=contributors_of(story).get())


def _missing_copy(story):
    return "is missing", lambda: public_storage().remove(PublicFile.objects.first().name)


def _other_size(story):
    return "another size", lambda: overwrite("public", PublicFile.objects.first().name, b"x")


def _other_bytes(story):
    copy = PublicFile.objects.first()
    return "holds other bytes", lambda: overwrite("public", copy.name, bytes(copy.size))


def _unknown_private(story):
    return "belongs to no row", lambda: private_storage().save("zz/stray.jpg", ContentFile(b"x"))


def _missing_private(story):
    return f"files.Image {story.image.pk} is missing", lambda: private_storage().remove(story.image.file.name)


def _missing_size(story):
    name = story.image.renditions.first().file.name
    return "files.Rendition", lambda: private_storage().remove(name)


def _other_private_bytes(story):
    return "holds other bytes", lambda: overwrite("private", story.media.file.name, b"x")


FAULTS = (
    _stray_copy,
    _no_longer_valid,
    _missing_copy,
    _other_size,
    _other_bytes,
    _unknown_private,
    _missing_private,
    _missing_size,
    _other_private_bytes,
)


@a_few(4)
@pytest.mark.parametrize("fault", FAULTS)
def test_the_audit_names_each_fault(story, fault, capsys):
    said, make = fault(story)
    make()
    problems = [problem for problem in audit_files(every_byte=True) if "old version" not in problem]
    assert problems
    assert any(said in problem for problem in problems), problems
    with pytest.raises(CommandError):
        call_command("audit_files", "--bytes")
    assert said in capsys.readouterr().err


@pytest.mark.deep
def test_without_bytes_it_reads_a_sample(story, monkeypatch):
    overwrite("public", PublicFile.objects.first().name, bytes(PublicFile.objects.first().size))
    monkeypatch.setattr(audit, "SAMPLE", 0)
    assert [problem for problem in audit_files() if "other bytes" in problem] == []
    monkeypatch.setattr(audit, "SAMPLE", 50)
    assert [problem for problem in audit_files() if "other bytes" in problem]


def test_a_gap_is_no_fault(people, store, django_capture_on_commit_callbacks):
    from tests.builders import add_co_author

    image = make_image(user=people.reporter2)
    story = make_draft(people.reporter, words="plain", body=[("photo", {"image": image, "caption": ""})])
    add_co_author(story, people.reporter2, role="photographer")
    story = publish(fresh(story), people)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=people.reporter2.person, by=people.admin)
    assert Image.objects.filter(pk=image.pk).exists(), "its gap is public"
    assert audit_files(every_byte=True) == []


def test_each_private_file_of_every_model_is_known(story):
    assert {kept.owner.partition(" ")[0] for kept in kept_privately()} >= {
        "files.Image",
        "files.Rendition",
        "files.Media",
    }
    assert {kept.name for kept in kept_privately()} == names_in("private")


# Strays


def test_the_clock_removes_what_nobody_knows_once_it_is_old(story, store):
    known = names_in("private") | names_in("public")
    private_storage().save("zz/stray.jpg", ContentFile(b"x"))
    public_storage().save("zz/stray.jpg", ContentFile(b"x"))
    for later, left in (
        (timedelta(), {"private", "public"}),
        (AN_HOUR + timedelta(minutes=1), {"private"}),
        (A_DAY + timedelta(minutes=1), set()),
    ):
        cache.clear()
        remove_strays(timezone.now() + later)
        assert {place for place in ("private", "public") if "zz/stray.jpg" in names_in(place)} == left
    assert names_in("private") | names_in("public") == known


def test_a_database_that_knows_none_of_the_files_removes_none(people, store):
    private_storage().save("zz/somebody.jpg", ContentFile(b"x"))
    cache.clear()
    remove_strays(timezone.now() + 2 * A_DAY)
    assert names_in("private") == {"zz/somebody.jpg"}


# What was done


def test_each_transfer_is_written_down_and_shown_without_a_title(
    story, people, store, django_capture_on_commit_callbacks
):
    assert [step.step for step in FinishedStep.objects.all()] == ["files out"]
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=contributors_of(story).get(), by=people.reporter)
    assert [step.step for step in FinishedStep.objects.order_by("pk")] == ["files out", "files"]
    for role in ("moderator", "admin"):
        seen = signed_in(getattr(people, role)).get("/admin/public/steps/").content.decode()
        assert "Let copies of files out" in seen
        assert "Take public copies of files away" in seen
        assert "plain title" not in seen
    for role in ("reporter", "trainer", "translator", "safeguarding"):
        assert signed_in(getattr(people, role)).get("/admin/public/steps/").status_code in (302, 403)
    assert not PendingStep.objects.exists()
    forget_what_is_long_done(timezone.now())
    assert FinishedStep.objects.count() == 2
    forget_what_is_long_done(timezone.now() + A_MONTH + timedelta(minutes=1))
    assert not FinishedStep.objects.exists()


# Settings


@pytest.mark.deep
@pytest.mark.parametrize(
    ("private", "public", "said"),
    [
        ("one", "", "please set AWS_PUBLIC_BUCKET_NAME"),
        ("", "one", "please set AWS_STORAGE_BUCKET_NAME"),
        ("one", "one", "name the same bucket"),
    ],
)
def test_it_does_not_start_with_half_a_store(private, public, said):
    environment = os.environ | {"AWS_STORAGE_BUCKET_NAME": private, "AWS_PUBLIC_BUCKET_NAME": public}
    environment["PYTHONPATH"] = "site"
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings.base"], capture_output=True, text=True, env=environment, cwd=ROOT
    )
    assert done.returncode
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_released_file_is_handed_out_in_one_query(story, django_assert_num_queries):
    copy = PublicFile.objects.first()
    client = Client()
    with django_assert_num_queries(1):
        assert client.get(copy.url).status_code == 200
