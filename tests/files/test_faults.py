"""The store killed in the middle of things, and a disk that is full: nothing is lost, and nothing leaks.

Each test has a server of its own, so that killing it disturbs nobody.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from authorship.models import Evidence
from authorship.selectors import contributors_of
from consent.erasure import erase_person
from consent.services import hide, show_again, take_back
from files.audit import audit_files
from files.errors import NotKept, StoreAway
from files.models import Image, Media, PublicFile
from files.sizes import FILTERS
from files.storage import private_storage, public_storage
from files.strays import A_DAY, remove_strays
from moderation.models import Pause
from moderation.pausing import pause
from moderation.services import give_ok, send_in
from publishing.audit import audit_public
from publishing.due import run_due
from publishing.errors import PublishBlocked, TryAgainLater
from publishing.models import FinishedStep, PendingStep
from publishing.taking_down import do_all_pending
from publishing.trying_again import write_notes
from tests import small_disk as small_disks
from tests.builders import act, fresh, make_draft, make_image, make_recording, picture_bytes, publish, sound_bytes
from tests.matrix import signed_in
from tests.seaweed import Seaweed
from tests.stores import names_in, needs_s3


@pytest.fixture(scope="module")
def server() -> Iterator[Seaweed]:
    """One server for this module, which keeps its folder while it is down."""
    server = Seaweed()
    server.start()
    server.make_buckets()
    yield server
    server.end()


@pytest.fixture
def seaweed(server: Seaweed, settings: Any) -> Iterator[Seaweed]:
    """Keep files at that server, which runs when a test begins."""
    for name, value in server.settings.items():
        setattr(settings, name, value)
    yield server
    if not server.is_up:
        server.start()


@pytest.fixture
def story(people, seaweed):
    """A draft with a picture and a recording."""
    image, media = make_image(user=people.reporter), make_recording(user=people.reporter)
    body = [("words", "plain words"), ("photo", {"image": image, "caption": ""}), ("audio", {"media": media})]
    return make_draft(people.reporter, words="plain", listing_image=image, body=body)


@pytest.fixture
def approved(story, people):
    """The same, with one yes missing."""
    send_in(page=story, user=people.reporter)
    act(story, people.moderator, "approve")
    return fresh(story)


def upload(content: bytes | None = None) -> SimpleUploadedFile:
    """Return a photo as a browser sends it."""
    return SimpleUploadedFile("door.jpg", content or picture_bytes(), content_type="image/jpeg")


def all_is_well() -> None:
    """Both audits find nothing, once what died half-way is old enough to be removed."""
    from django.core.cache import cache

    cache.clear()
    remove_strays(timezone.now() + A_DAY)
    assert audit_files(every_byte=True) == []
    assert audit_public() == []
    assert not PendingStep.objects.exists()


def tick() -> None:
    """Let the clock run once, as `run_due` does."""
    write_notes()
    do_all_pending(timezone.now())


# Sending a file in


@needs_s3
def test_the_studio_keeps_what_was_typed_and_says_what_to_do(people, seaweed):
    page = make_draft(people.reporter, words="plain")
    browser = signed_in(people.reporter)
    address = reverse("studio:part_add", args=[page.work.pk, "photo"])
    form = {"alt_text": "A red door in the sun", "caption": "Our door"}
    seaweed.kill()
    answer = browser.post(address, form | {"file": upload()})
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "We could not keep your file" in said
    assert "A red door in the sun" in said
    assert "Our door" in said
    assert not Image.objects.exists()
    seaweed.start()
    assert browser.post(address, form | {"file": upload()}).status_code == 302
    assert names_in("private") == {Image.objects.get().file.name}
    assert audit_files(every_byte=True) == []


@needs_s3
@pytest.mark.parametrize("kind", ["image", "media"])
def test_the_admin_keeps_what_was_typed_and_says_what_to_do(people, seaweed, kind):
    browser = signed_in(people.trainer)
    if kind == "image":
        address, form, file = "wagtailimages:add", {"alt_text": "A red door in the sun"}, upload()
    else:
        file = SimpleUploadedFile("note.m4a", sound_bytes(), content_type="audio/mp4")
        address, form = "wagtailmedia:add", {"transcript": "A red door in the sun", "language": "en"}
    address = reverse(address, args=["audio"] if kind == "media" else [])
    form |= {"title": "Our door", "collection": 1}
    seaweed.kill()
    answer = browser.post(address, form | {"file": file})
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "We could not keep your file" in said
    assert "A red door in the sun" in said
    assert not Image.objects.exists()
    assert not Media.objects.exists()
    seaweed.start()
    file.seek(0)
    assert browser.post(address, form | {"file": file}).status_code == 302


@needs_s3
def test_killed_after_the_form_was_checked(people, seaweed, monkeypatch):
    """The form has asked, then the store dies: a page with the words, and no error 500."""
    browser = signed_in(people.trainer)
    asked = type(private_storage()).assert_room

    def asks_and_dies(self: Any, size: int) -> None:
        asked(self, size)
        seaweed.kill()

    monkeypatch.setattr(type(private_storage()), "assert_room", asks_and_dies)
    form = {"title": "Our door", "alt_text": "A red door in the afternoon sun", "collection": 1, "file": upload()}
    answer = browser.post(reverse("wagtailimages:add"), form)
    assert answer.status_code == 503
    said = answer.content.decode()
    assert "We could not keep your file" in said
    assert "A red door in the afternoon sun" in said
    assert not Image.objects.exists()
    seaweed.start()
    several = {"title": "Our door", "files[]": upload(), "collection": 1}
    answer = browser.post(
        reverse("wagtailimages:add_multiple"), several, headers={"X-Requested-With": "XMLHttpRequest"}
    ).json()
    assert answer["success"] is False
    assert "We could not keep your file" in answer["error_message"]
    seaweed.start()
    assert audit_files() == []


@needs_s3
def test_killed_in_the_middle_of_a_big_file(people, seaweed):
    """A recording of several parts: none of it is there afterwards, and it can be sent again."""

    class Dies(ContentFile):
        def read(self, size: int = -1) -> bytes:
            if self.tell() > 20 * 1024 * 1024:
                seaweed.kill()
            return super().read(size)

    big = bytes(30 * 1024 * 1024)
    with pytest.raises(StoreAway):
        private_storage().save("aa/big.mp4", Dies(big))
    seaweed.start()
    assert names_in("private") == set()
    assert private_storage().save("aa/big.mp4", ContentFile(big)) == "aa/big.mp4"
    assert private_storage().size("aa/big.mp4") == len(big)
    private_storage().remove("aa/big.mp4")


@needs_s3
def test_a_proof_is_not_lost_half_way(people, story, seaweed):
    from tests.authorship.making import a_pdf

    seaweed.kill()
    with pytest.raises(NotKept):
        Evidence.objects.create(work=story.work, kind="paper", file=a_pdf(), uploaded_by_id=people.trainer.pk)
    assert not Evidence.objects.exists()


# Going live


@pytest.mark.deep
@needs_s3
def test_killed_between_two_copies_and_shown_by_the_clock(approved, people, seaweed, monkeypatch):
    copies = []
    keep_copy = type(public_storage()).keep_copy

    def keeps_one_and_dies(self: Any, name: str, file: Any) -> str:
        if copies:
            seaweed.kill()
        copies.append(keep_copy(self, name, file))
        return copies[-1]

    with monkeypatch.context() as patch:
        patch.setattr(type(public_storage()), "keep_copy", keeps_one_and_dies)
        with pytest.raises(PublishBlocked) as blocked:
            give_ok(page=fresh(approved), user=people.reporter)
    assert len(copies) == 1
    assert "Everything is safe" in str(blocked.value)
    assert not fresh(approved).live
    assert Client().get(approved.get_url()).status_code == 404
    assert not PublicFile.objects.exists()
    tick()
    pending = PendingStep.objects.get()
    assert (pending.step, pending.tries) == ("show", 2)
    assert not fresh(approved).live
    seaweed.start()
    # The first copy is there, and nobody can ask for it.
    assert names_in("public") == set(copies)
    assert Client().get(public_storage().url(copies[0])).status_code == 404
    tick()
    assert fresh(approved).live
    assert "plain words" in Client().get(approved.get_url()).content.decode()
    assert {Client().get(copy.url).status_code for copy in PublicFile.objects.all()} == {200}
    all_is_well()
    assert names_in("public") == {copy.name for copy in PublicFile.objects.all()}


@needs_s3
@pytest.mark.deep
def test_the_person_is_told_in_the_studio_and_has_nothing_to_do_again(approved, people, seaweed):
    from authorship.services import what_is_seen
    from publishing.candidates import Candidate

    seaweed.kill()
    browser = signed_in(people.reporter)
    answer = browser.get(reverse("studio:ok", args=[approved.work.pk]))
    assert answer.status_code == 200, "a draft can be read without its pictures"
    seen = what_is_seen(Candidate(fresh(approved).current_workflow_state.current_task_state.revision))
    answer = browser.post(
        reverse("studio:ok", args=[approved.work.pk]),
        {"answer": "yes", "seen": seen, "reader": contributors_of(approved).get().pk},
        follow=True,
    )
    assert answer.status_code == 200
    assert "Everything is safe" in answer.content.decode()
    assert not fresh(approved).live
    assert PendingStep.objects.get().step == "show"
    seaweed.start()
    assert run_due(timezone.now()) == []
    assert fresh(approved).live
    all_is_well()


@needs_s3
@pytest.mark.deep
def test_what_is_decided_otherwise_meanwhile_is_not_shown_by_the_clock(approved, people, seaweed):
    seaweed.kill()
    with pytest.raises(TryAgainLater):
        give_ok(page=fresh(approved), user=people.reporter)
    write_notes()
    assert PendingStep.objects.get().step == "show"
    take_back(contributor=contributors_of(approved).get(), by=people.reporter)
    assert not PendingStep.objects.exists()
    seaweed.start()
    tick()
    assert not fresh(approved).live
    assert names_in("public") == set()
    all_is_well()


@needs_s3
def test_a_new_version_waits_and_the_old_one_stays(story, people, seaweed, django_capture_on_commit_callbacks):
    from tests.builders import change_draft

    page = publish(story, people)
    old = {copy.url for copy in PublicFile.objects.all()}
    new = make_image(user=people.reporter, content=picture_bytes((10, 200, 10)), alt="Green")
    page = change_draft(
        page, people.reporter, words="newer", listing_image=new, body=[("photo", {"image": new, "caption": ""})]
    )
    send_in(page=page, user=people.reporter)
    act(page, people.moderator, "approve")
    seaweed.kill()
    with pytest.raises(TryAgainLater):
        give_ok(page=fresh(page), user=people.reporter)
    seaweed.start()
    assert "plain words" in Client().get(page.get_url()).content.decode()
    assert {Client().get(address).status_code for address in old} == {200}
    with django_capture_on_commit_callbacks(execute=True):
        tick()
    assert "Green" in Client().get(page.get_url()).content.decode()
    assert {Client().get(address).status_code for address in old} == {404}
    all_is_well()


@needs_s3
@pytest.mark.deep
def test_a_pause_that_is_lifted_while_the_store_is_down(story, people, seaweed, django_capture_on_commit_callbacks):
    """The pause is over at once and for good; what it hid is shown by the clock, and never by half."""
    page = publish(story, people)
    with django_capture_on_commit_callbacks(execute=True):
        paused = pause(page=page, by=people.moderator, ground="safeguarding", reason="It gives somebody away.")
    assert names_in("public") == set()
    seaweed.kill()
    answer = signed_in(people.moderator2).post(reverse("moderation_lift_pause", args=[paused.pk]), follow=True)
    assert "Everything is safe" in answer.content.decode()
    paused.refresh_from_db()
    assert paused.state == Pause.State.ENDED
    assert not fresh(page).live
    assert PendingStep.objects.get(step="show").object_id == str(page.pk)
    tick()
    assert not fresh(page).live
    seaweed.start()
    with django_capture_on_commit_callbacks(execute=True):
        tick()
    assert fresh(page).live
    assert {Client().get(copy.url).status_code for copy in PublicFile.objects.all()} == {200}
    all_is_well()


@needs_s3
def test_what_was_hidden_is_shown_again_by_the_clock(story, people, seaweed, django_capture_on_commit_callbacks):
    page = publish(story, people)
    teller = contributors_of(page).get()
    with django_capture_on_commit_callbacks(execute=True):
        hide(contributor=teller, by=people.reporter)
    seaweed.kill()
    with pytest.raises(TryAgainLater):
        show_again(contributor=teller, user=people.reporter)
    assert Client().get(page.get_url()).status_code == 410
    seaweed.start()
    tick()
    assert Client().get(page.get_url()).status_code == 200
    all_is_well()


@needs_s3
@pytest.mark.deep
def test_what_is_hidden_anew_is_not_shown_by_the_clock(story, people, seaweed, django_capture_on_commit_callbacks):
    page = publish(story, people)
    teller = contributors_of(page).get()
    with django_capture_on_commit_callbacks(execute=True):
        hide(contributor=teller, by=people.reporter)
    seaweed.kill()
    with pytest.raises(TryAgainLater):
        show_again(contributor=teller, user=people.reporter)
    write_notes()
    hide(contributor=teller, by=people.reporter)
    seaweed.start()
    tick()
    assert Client().get(page.get_url()).status_code == 410
    all_is_well()


@needs_s3
def test_a_schedule_waits_for_the_store(story, people, seaweed):
    hour = timezone.now() + timedelta(days=7)
    story.go_live_at = hour
    story.save_revision(user=people.reporter)
    page = publish(fresh(story), people)
    assert not page.live
    revision = page.scheduled_revision
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.save(update_fields=["approved_go_live_at"])
    content = revision.content
    assert content["go_live_at"]
    seaweed.kill()
    from publishing import services

    real = services.timezone.now
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(services.timezone, "now", lambda: real() + timedelta(days=8))
        call_command("publish_scheduled")
        assert not fresh(page).live
        assert PendingStep.objects.get().step == "show"
        seaweed.start()
        call_command("publish_scheduled")
    assert fresh(page).live
    all_is_well()


# Reading


@needs_s3
def test_the_words_of_a_public_page_are_read_while_the_store_is_down(story, people, seaweed):
    page = publish(story, people)
    copy = PublicFile.objects.first()
    seaweed.kill()
    for address in (page.get_url(), "/", "/stories/", "/search/?q=plain", "/feed/", "/sitemap.xml"):
        answer = Client().get(address)
        assert answer.status_code == 200, address
    assert "plain words" in Client().get(page.get_url()).content.decode()
    answer = Client().get(copy.url)
    assert (answer.status_code, answer["Cache-Control"]) == (503, "no-store")
    seaweed.start()
    assert Client().get(copy.url).status_code == 200


@needs_s3
@pytest.mark.deep
def test_drafts_are_read_and_lists_of_files_open_while_the_store_is_down(approved, people, seaweed):
    work, image, media = approved.work, Image.objects.get(), Media.objects.get()
    seaweed.kill()
    screens = {
        people.reporter: ["/my/", f"/my/works/{work.pk}/", f"/my/works/{work.pk}/preview/", f"/my/works/{work.pk}/ok/"],
        people.moderator: ["/admin/", "/admin/checking/", "/admin/public/", "/admin/public/steps/"],
        people.superuser: [
            *("/admin/images/", "/admin/media/", "/admin/documents/", "/admin/images/chooser/"),
            *(f"/admin/images/{image.pk}/", f"/admin/media/edit/{media.pk}/", f"/admin/pages/{approved.pk}/edit/"),
        ],
    }
    for user, addresses in screens.items():
        browser = signed_in(user)
        assert {address: browser.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


@needs_s3
def test_the_audit_says_that_it_can_say_nothing(people, seaweed):
    seaweed.kill()
    with pytest.raises(CommandError, match="Nothing can be said"):
        call_command("audit_files")


# Taking back


@needs_s3
def test_killed_during_taking_back(story, people, seaweed, monkeypatch, django_capture_on_commit_callbacks):
    page = publish(story, people)
    addresses = [copy.url for copy in PublicFile.objects.all()]
    removed = []
    remove = type(public_storage()).remove

    def removes_one_and_dies(self: Any, name: str) -> None:
        if removed:
            seaweed.kill()
        remove(self, name)
        removed.append(name)

    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(type(public_storage()), "remove", removes_one_and_dies)
        take_back(contributor=contributors_of(page).get(), by=people.reporter)
    assert len(removed) == 1
    assert Client().get(page.get_url()).status_code == 410
    assert {Client().get(address).status_code for address in addresses} == {404}
    pending = PendingStep.objects.get()
    assert (pending.step, pending.tries) == ("files", 1)
    report = signed_in(people.moderator).get(reverse("moderation_steps")).content.decode()
    assert "Take public copies of files away" in report
    assert "did not answer" in report
    assert "plain title" not in report
    seaweed.start()
    assert len(names_in("public")) == len(addresses) - 1
    assert {Client().get(address).status_code for address in addresses} == {404}
    tick()
    assert names_in("public") == set()
    assert FinishedStep.objects.get(step="files").tries == 2
    report = signed_in(people.moderator).get(reverse("moderation_steps")).content.decode()
    assert "Every copy is where it belongs" in report
    all_is_well()


@needs_s3
def test_killed_during_erasure(story, people, seaweed, django_capture_on_commit_callbacks):
    assert names_in("private")
    seaweed.kill()
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=people.reporter.person, by=people.admin)
    assert not Image.objects.exists()
    assert PendingStep.objects.filter(step="erased file").exists()
    seaweed.start()
    assert any("still has to be deleted" in problem for problem in audit_files())
    do_all_pending(timezone.now())
    assert names_in("private") == set()
    assert list(private_storage().old_versions()) == []


@needs_s3
def test_a_file_deleted_by_wagtail_while_the_store_is_down_goes_later(
    people, seaweed, django_capture_on_commit_callbacks
):
    image = make_image(user=people.reporter)
    image.get_renditions("width-480|format-jpeg")
    assert len(names_in("private")) == 2
    seaweed.kill()
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    seaweed.start()
    assert len(names_in("private")) == 2
    do_all_pending(timezone.now())
    all_is_well()


# A disk


@pytest.mark.deep
def test_a_folder_that_is_not_there_keeps_a_page_in_and_leaves_nothing_behind(big_story, people, settings, tmp_path):
    # One size was made before, and stays.
    big_story.listing_image.get_rendition(FILTERS[0])
    private, real = names_in("private"), settings.PUBLIC_FILES_ROOT
    (tmp_path / "no-folder").write_text("a file where the folder should be")
    settings.PUBLIC_FILES_ROOT = tmp_path / "no-folder" / "public"
    with pytest.raises(TryAgainLater):
        give_ok(page=big_story, user=people.reporter)
    assert not fresh(big_story).live
    assert names_in("private") == private
    settings.PUBLIC_FILES_ROOT = real
    tick()
    assert fresh(big_story).live
    all_is_well()


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A place of 64 KB for files."""
    with small_disks.small_disk(tmp_path / "small", "64k") as place:
        yield place


@pytest.fixture
def big_story(people, settings):
    """An approved story on disk whose files are bigger than the small disk."""
    from tests.files.conftest import ON_DISK

    settings.STORAGES = settings.STORAGES | ON_DISK
    noise = ContentFile(_noise(), name="noise.jpg")
    image = make_image(user=people.reporter, content=noise.read())
    page = make_draft(people.reporter, words="plain", listing_image=image)
    send_in(page=page, user=people.reporter)
    act(page, people.moderator, "approve")
    return fresh(page)


def _noise() -> bytes:
    import io
    import random

    from PIL import Image as PillowImage

    chance = random.Random(1)
    out = io.BytesIO()
    PillowImage.frombytes("RGB", (400, 300), chance.randbytes(400 * 300 * 3)).save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.mark.deep
def test_a_full_disk_keeps_a_page_in_until_there_is_room(big_story, people, settings, small_disk):
    settings.PUBLIC_FILES_ROOT = small_disk / "public"
    with pytest.raises(TryAgainLater):
        give_ok(page=big_story, user=people.reporter)
    write_notes()
    assert PendingStep.objects.get().failure == "ENOSPC"
    assert not fresh(big_story).live
    assert names_in("public") == set(), "no half of a file stays"
    small_disks.resize(small_disk, "size=8m")
    tick()
    assert fresh(big_story).live
    all_is_well()


def test_a_full_disk_refuses_an_upload_with_a_sentence(people, settings, small_disk):
    from tests.files.conftest import ON_DISK

    settings.STORAGES = settings.STORAGES | ON_DISK
    settings.PRIVATE_FILES_ROOT = small_disk / "private"
    form = {"title": "t", "alt_text": "A red door in the sun", "collection": 1, "file": upload(_noise())}
    answer = signed_in(people.trainer).post(reverse("wagtailimages:add"), form)
    assert answer.status_code == 200
    assert "We could not keep your file" in answer.content.decode()
    page = make_draft(people.reporter, words="plain")
    answer = signed_in(people.reporter).post(
        reverse("studio:part_add", args=[page.work.pk, "photo"]), {"alt_text": "A red door", "file": upload(_noise())}
    )
    assert "We could not keep your file" in answer.content.decode()
    assert names_in("private") == set()


def test_a_disk_that_cannot_be_read_delays_the_files_and_never_the_page(
    big_story, people, settings, small_disk, django_capture_on_commit_callbacks
):
    small_disks.resize(small_disk, "size=8m")
    settings.PUBLIC_FILES_ROOT = small_disk / "public"
    give_ok(page=big_story, user=people.reporter)
    addresses = [copy.url for copy in PublicFile.objects.all()]
    small_disks.resize(small_disk, "ro")
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=contributors_of(big_story).get(), by=people.reporter)
    assert Client().get(big_story.get_url()).status_code == 410
    assert {Client().get(address).status_code for address in addresses} == {404}
    assert PendingStep.objects.get().failure == "EROFS"
    small_disks.resize(small_disk, "rw")
    tick()
    all_is_well()
