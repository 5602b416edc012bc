"""Whatever road a file takes into the site, it goes through the one door: nothing hostile is kept, nothing telling."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.test import Client
from django.urls import reverse
from wagtail.models import UploadedFile

from authorship.selectors import work_of
from files import cleaning
from files.models import Document, Image, Media
from tests.builders import fresh, make_draft, make_recording, sound_bytes
from tests.files.hostile import TOKENS, Hostile, corpus
from tests.files.hostile_pictures import turned
from tests.files.test_hostile import _tokens_in
from tests.matrix import signed_in
from tests.profiles import a_few
from tests.stores import names_in, read

# Every field that holds a file, and how what is written there has gone through the door.
FILE_FIELDS = {
    "files.Image.file": "cleaned on save",
    "files.Document.file": "cleaned on save",
    "files.Media.file": "cleaned on save",
    "files.Media.thumbnail": "in no form",
    "files.Rendition.file": "drawn from a clean picture",
    "files.PhoneVersion.file": "cleaned before it is kept",
    "learning.Paper.file": "in no form",
    "authorship.Evidence.file": "cleaned on save",
    "wagtailcore.UploadedFile.file": "cleaned before save",
    "wagtailusers.UserProfile.avatar": "its panel is never shown",
}

CORPUS = corpus()
# Some of each kind, through every road; the whole table goes through the doors themselves.
PICTURES = (
    "SVG named .jpg",
    "HTML behind the first bytes of a PNG",
    "a PNG that claims 60000 by 60000",
    "a picture file with nothing in it",
    "a GIF of 3000 pictures",
    "a JPEG cut short",
    "a JPEG turned 6 with its camera's notes",
    "an archive behind a PNG",
    "a HEIC with its camera's notes",
    "a JPEG with a segment of every number",
    "a JPEG whose colour profile tells of a screen",
)
DOCUMENTS = (
    "HTML named .pdf",
    "a Word file that bursts",
    "a document with nothing in it",
    "a PDF of pages that double 40 times",
    "a PDF with an attachment",
    "a PDF with its author everywhere",
    "a PDF with a photo and its camera's notes",
)
SOUNDS = (
    "HTML named .mp3",
    "a playlist named .mp3",
    "a recording with nothing in it",
    "an M4A without its end",
    "an MP3 with tags of every age",
    "an M4A with a cover",
)
FILMS = ("SVG named .mp4", "a film of photos with notes", "an MP4 that claims to last for years",
         "an MP4 with a place in its old words")  # fmt: skip


def of_models() -> set[str]:
    names = set()
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField) and not model.__module__.startswith("tests."):
                names.add(f"{model._meta.app_label}.{model.__name__}.{field.name}")
    return names


def test_every_field_that_holds_a_file_is_known_with_its_door() -> None:
    stock = {"wagtailimages.", "wagtaildocs.", "wagtailmedia."}
    mine = {name for name in of_models() if not any(name.startswith(app) for app in stock)}
    assert mine == set(FILE_FIELDS)
    # Wagtail's own models of the same names are in no use here.
    assert house.WAGTAILIMAGES_IMAGE_MODEL == "files.Image"
    assert house.WAGTAILDOCS_DOCUMENT_MODEL == "files.Document"
    assert house.WAGTAILMEDIA["MEDIA_MODEL"] == "files.Media"


def kept_bytes() -> dict[str, bytes]:
    return {name: read("private", name) for name in names_in("private")}


def upload(hostile: Hostile, *, name: str = "") -> SimpleUploadedFile:
    """Return the file as a browser sends it that lies about its kind."""
    return SimpleUploadedFile(name or hostile.name, hostile.make(), content_type="image/png")


ADMIN_ROADS: dict[str, tuple[str, str, tuple[str, ...], dict[str, Any]]] = {
    "a picture": ("/admin/images/add/", "file", PICTURES, {"alt_text": "x"}),
    "several pictures": ("/admin/images/multiple/add/", "files[]", PICTURES, {}),
    "a picture in the chooser": ("/admin/images/chooser/create/", "image-chooser-upload-file", PICTURES, {}),
    "a document": ("/admin/documents/add/", "file", DOCUMENTS, {}),
    "several documents": ("/admin/documents/multiple/add/", "files[]", DOCUMENTS, {}),
    "a document in the chooser": ("/admin/documents/chooser/create/", "document-chooser-upload-file", DOCUMENTS, {}),
    "a sound": ("/admin/media/audio/add/", "file", SOUNDS, {"language": "en"}),
    "a film": ("/admin/media/video/add/", "file", FILMS, {"language": "en"}),
    "a sound in the chooser": (
        "/admin/media/audio/chooser/upload/", "media-chooser-upload-file", SOUNDS, {"language": "en"}),
}  # fmt: skip


def form_of(road: str, file: Any, **changes: Any) -> tuple[str, dict[str, Any]]:
    address, field, _titles, more = ADMIN_ROADS[road]
    prefix = field.rpartition("-")[0]
    words = {"title": "qztitle", "collection": "1", **more, **changes}
    return address, {field: file, **{f"{prefix}-{key}" if prefix else key: value for key, value in words.items()}}


def rows() -> int:
    kept = (Image, Document, Media, UploadedFile)
    return sum(model._default_manager.count() for model in kept)


@a_few(1)
@pytest.mark.parametrize("road", ADMIN_ROADS)
def test_no_road_of_the_admin_keeps_what_is_hostile_or_telling(people, road: str) -> None:
    client = signed_in(people.trainer)
    more = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"} if "several" in road else {}
    kept = 0
    for title in ADMIN_ROADS[road][2]:
        hostile = CORPUS[title]
        answer = client.post(*form_of(road, upload(hostile)), **more)
        assert answer.status_code in (200, 302), (title, answer.status_code)
        if hostile.must == "refused":
            assert rows() == kept, title
            assert len(kept_bytes()) <= kept * 4, title
            if "several" in road:
                assert answer.json()["success"] is False
                assert answer.json()["error_message"].strip().endswith(".")
            else:
                assert _error_of(answer).strip(), title
        else:
            kept += 1
            assert rows() == kept, (title, _error_of(answer))
        assert [(name, _tokens_in(bytes)) for name, bytes in kept_bytes().items() if _tokens_in(bytes)] == [], title
        assert not any(token in name for name in kept_bytes() for token in TOKENS), title


ONCE = {
    "a picture": ("clean_picture", "a JPEG turned 6 with its camera's notes"),
    "a picture in the chooser": ("clean_picture", "a HEIC with its camera's notes"),
    "a document": ("clean_document", "a PDF with its author everywhere"),
    "a document in the chooser": ("clean_document", "a PDF with its author everywhere"),
    "a sound": ("clean_sound_or_video", "an M4A with a cover"),
    "a film": ("clean_sound_or_video", "an MP4 with a place in its old words"),
    "a sound in the chooser": ("clean_sound_or_video", "an M4A with a cover"),
}


@pytest.mark.parametrize("road", ONCE)
def test_what_comes_by_a_form_goes_through_the_door_once(people, monkeypatch, road: str) -> None:
    """A long film takes its time each time; what was measured the once is what is kept."""
    door, title = ONCE[road]
    real, asked = getattr(cleaning, door), []

    def counting(*given: Any) -> Any:
        asked.append(given)
        return real(*given)

    monkeypatch.setattr(cleaning, door, counting)
    answer = signed_in(people.trainer).post(*form_of(road, upload(CORPUS[title])))
    assert rows() == 1, _error_of(answer)
    assert len(asked) == 1
    for media in Media.objects.all():
        assert media.duration > 0
        assert bool(media.width) == (road == "a film")


def _error_of(answer: Any) -> str:
    contexts = answer.context or []
    forms = [context["form"] for context in contexts if "form" in context]
    errors = " ".join(str(form.errors) for form in forms if hasattr(form, "errors") and form.errors)
    # The chooser of recordings answers with a page inside JSON.
    return errors or " ".join(word for word in ("We could not open", "is empty") if word in answer.content.decode())


NAMES = (
    "../../../etc/cron.d/x.jpg",
    "..\\..\\windows\\x.jpg",
    "C:\\Users\\Ayesha\\x.jpg",
    "/etc/passwd/x.jpg",
    "photo\u202egpj.exe.jpg",
    "a\x00b.php\x00.jpg",
    f"{'x' * 400}.jpg",
    "....jpg",
    ".jpg",
    "%2e%2e%2fx.jpg",
    "<script>alert(1)</script>.jpg",
    "file.php;.jpg",
    "con.jpg",
    "\r\nSet-Cookie: a=b.jpg",
    "ملف ayesha 💥.jpg",
)


@a_few(5)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_leads_nowhere_and_is_not_kept(people, name: str) -> None:
    """By the roads that take the name for a title, too."""
    client, hostile = signed_in(people.trainer), CORPUS["a JPEG turned 6 with its camera's notes"]
    for road in ("a picture", "several pictures"):
        file = upload(hostile)
        # A browser's own tidying of names is passed by.
        file._name = name
        address, form = form_of(road, file)
        form.pop("title", None) if road == "several pictures" else None
        answer = client.post(address, form, HTTP_X_REQUESTED_WITH="XMLHttpRequest" if "several" in road else "")
        assert answer.status_code in (200, 302)
    places = [Path(name) for name in kept_bytes()]
    assert places
    for place in places:
        assert len(place.parts) == 2 or place.parts[0] == "wagtail_uploads", place
        assert place.stem.isalnum(), place
        assert place.suffix in (".jpg", ".webp", ".png"), place
    for title in Image.objects.values_list("title", flat=True):
        assert "\u202e" not in title
        assert "\x00" not in title


def test_a_file_that_waits_for_its_form_is_clean_already(people) -> None:
    """Wagtail keeps what came with other mistakes as it came, to be asked about again."""
    client = signed_in(people.trainer)
    for road, title in (
        ("several pictures", "a JPEG turned 6 with its camera's notes"),
        ("several documents", "a PDF with its author everywhere"),
    ):
        address, form = form_of(road, upload(CORPUS[title]), title="x" * 300)
        answer = client.post(address, form, HTTP_X_REQUESTED_WITH="XMLHttpRequest")
        assert answer.json()["success"] is True
    assert UploadedFile.objects.count() == 2
    assert len(kept_bytes()) == 2
    for name, content in kept_bytes().items():
        assert _tokens_in(content) == []
        assert not any(token in name for token in TOKENS)


def test_nobody_puts_a_picture_of_themselves_in_by_the_side(people) -> None:
    client = signed_in(people.trainer)
    photo = SimpleUploadedFile("me.jpg", turned(6), content_type="image/jpeg")
    assert b'type="file"' not in client.get("/admin/account/").content
    answer = client.post("/admin/account/", {"avatar-avatar": photo})
    assert answer.status_code in (200, 302, 403)
    assert kept_bytes() == {}


STUDIO_ROADS = {
    "photo": ("file", PICTURES, {"alt_text": "qzwords", "caption": "qzcaption"}),
    "drawing": ("file", PICTURES[:3], {"alt_text": "qzwords", "caption": "qzcaption"}),
    "photo_story": ("file_1", PICTURES, {"alt_text_1": "qzwords", "caption_1": "qzcaption"}),
    "audio": ("file", SOUNDS, {"transcript": "qzwords", "language": "en", "caption": "qzcaption"}),
    "video": ("file", FILMS, {"transcript": "qzwords", "language": "en", "caption": "qzcaption"}),
}


@a_few(2)
@pytest.mark.parametrize("kind", STUDIO_ROADS)
def test_the_studio_keeps_nothing_hostile_and_loses_no_words(people, kind: str) -> None:
    page = make_draft(people.reporter, words="plain")
    work = work_of(page)
    client = signed_in(people.reporter)
    field, titles, words = STUDIO_ROADS[kind]
    for title in titles:
        hostile = CORPUS[title]
        before, revision = set(kept_bytes()), fresh(page).latest_revision_id
        form = {field: upload(hostile), **words}
        if kind == "photo_story":
            form |= {"file_2": SimpleUploadedFile("two.jpg", turned(1)), "alt_text_2": "qzwords"}
        answer = client.post(reverse("studio:part_add", args=[work.pk, kind]), form)
        assert answer.status_code == (200 if hostile.must == "refused" else 302), title
        if hostile.must == "refused":
            text = answer.content.decode()
            assert "qzwords" in text
            assert "qzcaption" in text
            sentences = [sentence for errors in answer.context["form"].errors.values() for sentence in errors]
            assert sentences
            assert all(sentence.endswith(".") for sentence in sentences), sentences
            assert fresh(page).latest_revision_id == revision
            if kind != "photo_story":
                assert set(kept_bytes()) == before
        assert [name for name, content in kept_bytes().items() if _tokens_in(content)] == []


def test_a_file_that_is_too_big_is_not_written_down_and_its_words_are_kept(people, settings, tmp_path) -> None:
    settings.MEDIA_MAX_UPLOAD_SIZE = 3 * 1024 * 1024
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = settings.DOCUMENT_MAX_UPLOAD_SIZE = 1024 * 1024
    work = work_of(make_draft(people.reporter, words="plain"))
    big = SimpleUploadedFile("big.m4a", sound_bytes() + bytes(12 * 1024 * 1024), content_type="audio/mp4")
    address = reverse("studio:part_add", args=[work.pk, "audio"])
    answer = signed_in(people.reporter).post(
        address, {"file": big, "transcript": "qzwords", "language": "en", "caption": "qzcaption"}
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "too big" in text
    assert "qzwords" in text
    assert kept_bytes() == {}
    received = answer.wsgi_request.FILES["file"]
    assert received.size < 4 * 1024 * 1024


def test_a_frozen_recording_keeps_its_bytes_when_another_takes_its_place(people) -> None:
    recording = make_recording(user=people.superuser)
    Media.objects.filter(pk=recording.pk).update(frozen_at="2026-01-01T00:00:00Z")
    form = {"title": "t", "collection": "1", "language": "en", "file": io.BytesIO(sound_bytes("mp3"))}
    form["file"].name = "other.mp3"
    answer = signed_in(people.superuser).post(f"/admin/media/edit/{recording.pk}/", form)
    assert answer.status_code == 302
    before = Media.objects.get(pk=recording.pk)
    assert before.file.name == recording.file.name
    assert before.file.storage.exists(before.file.name)
    after = Media.objects.get(previous=before)
    assert after.file.storage.exists(after.file.name)


def test_a_public_browser_has_no_road_at_all() -> None:
    for address, *_rest in ADMIN_ROADS.values():
        assert Client().post(address, {}).status_code in (302, 403)
