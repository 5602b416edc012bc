"""Versions of which only the words differ share their bytes: one that goes, or gets others, leaves them to the rest."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.builders import make_image, make_recording, picture_bytes, sound_bytes
from tests.files.test_cleaning import pdf_bytes
from tests.files.test_who_sees import make_document
from tests.matrix import signed_in
from tests.stores import names_in

PICTURE, PAPER, SOUND = picture_bytes((9, 9, 99)), pdf_bytes(), sound_bytes("mp3")
KINDS: dict[str, tuple[Any, str, str, SimpleUploadedFile, dict[str, str]]] = {
    "a picture": (
        *(make_image, "/admin/images/{}/", "/admin/images/{}/delete/"),
        *(SimpleUploadedFile("other.jpg", PICTURE), {"alt_text": "x"}),
    ),
    "a document": (
        *(make_document, "/admin/documents/edit/{}/", "/admin/documents/delete/{}/"),
        *(SimpleUploadedFile("other.pdf", PAPER), {}),
    ),
    "a recording": (
        *(make_recording, "/admin/media/edit/{}/", "/admin/media/delete/{}/"),
        *(SimpleUploadedFile("other.mp3", SOUND), {"language": "en"}),
    ),
}


@pytest.mark.parametrize("what", ["deleted", "replaced"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_older_version_keeps_its_bytes_when_the_next_one_is(
    people, django_capture_on_commit_callbacks, kind: str, what: str
) -> None:
    make, edit, delete, other, words = KINDS[kind]
    older = make(user=people.superuser)
    newer = older.new_version()
    newer.title = "Other words"
    newer.save()
    assert newer.file.name == older.file.name
    browser = signed_in(people.superuser)
    other.seek(0)
    with django_capture_on_commit_callbacks(execute=True):
        if what == "deleted":
            answer = browser.post(delete.format(newer.pk))
        else:
            answer = browser.post(edit.format(newer.pk), {"title": "t", "collection": "1", "file": other, **words})
    assert answer.status_code == 302
    assert older.file.name in names_in("private")
    assert not type(newer).objects.filter(pk=newer.pk, file=older.file.name).exists()
    with django_capture_on_commit_callbacks(execute=True):
        older.delete()
    assert older.file.name not in names_in("private")
