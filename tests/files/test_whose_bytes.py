"""Bytes are those of whoever brought them, also where somebody else changes the words beside them or covers a part."""

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from consent.erasure import erase_person
from consent.services import take_back
from files.covering import cover, squares_of
from files.frozen import writers
from files.models import FileChange, PublicFile
from files.references import file_key
from publishing.audit import audit_public
from stories.studio.uploads import keep_picture, keep_recording
from tests.builders import add_co_author, fresh, make_draft, make_image, make_recording, publish
from tests.profiles import a_few
from tests.stores import names_in

ROADS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "other words for a picture": (
        make_image,
        lambda before, user: keep_picture(user=user, before=before, file=None, title="", alt_text="A blue door"),
    ),
    "other words for a recording": (
        make_recording,
        lambda before, user: keep_recording(
            user=user, before=before, file=None, kind="audio", title="", transcript="As it was said"
        ),
    ),
    "a covered part": (
        make_image,
        lambda before, user: cover(before, squares_of(before)[:1], user=user, recognised="nobody"),
    ),
}


by_each_road = pytest.mark.parametrize("road", ROADS)


def changed_by(road: str, people: Any) -> Any:
    """Return a file that Reporter 2 brought, in the version that Reporter made of it."""
    make, change = ROADS[road]
    return change(make(user=people.reporter2), people.reporter)


def _block(file: Any) -> tuple[str, dict[str, Any]]:
    kind = file_key(file).partition(":")[0]
    return ("photo", {"image": file, "caption": ""}) if kind == "image" else ("audio", {"media": file})


@by_each_road
def test_who_brought_it_stays_and_who_changed_it_is_a_writer(people, road) -> None:
    changed = changed_by(road, people)
    assert changed.uploaded_by_user == people.reporter2
    page = make_draft(people.translator, body=[_block(changed)])
    assert writers(page, None) == {people.reporter.pk, people.reporter2.pk}


@a_few(2)
@by_each_road
def test_whoever_brought_it_takes_it_back(people, road, django_capture_on_commit_callbacks) -> None:
    changed = changed_by(road, people)
    draft = make_draft(people.reporter, body=[("words", "We sat down together."), _block(changed)])
    helper = add_co_author(draft, people.reporter2, role="photographer")
    page = publish(fresh(draft), people)
    assert PublicFile.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=helper, by=people.reporter2)
    assert Client().get(page.get_url()).status_code == 200
    assert not PublicFile.objects.exists()
    assert audit_public() == []


@pytest.mark.parametrize("who", ["reporter", "reporter2"])
@by_each_road
def test_erasing_one_of_them(people, road, who, django_capture_on_commit_callbacks) -> None:
    """Whoever only changed it takes nothing along that others brought; whoever brought it takes all of it."""
    changed = changed_by(road, people)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=getattr(people, who).person, by=people.admin)
    left = names_in("private")
    if who == "reporter":
        assert {changed.file.name, changed.previous.file.name} <= left
        assert type(changed).objects.count() == 2
    else:
        assert left == set()
        assert not type(changed).objects.exists()


def test_what_was_kept_otherwise_is_put_right(people) -> None:
    """Of rows from before: the third follows the second, and a new file is of whoever chose it."""
    first = make_image(user=people.reporter2)
    second = first.new_version()
    second.uploaded_by_user = people.reporter
    second.save()
    third = second.new_version()
    third.uploaded_by_user = people.trainer
    third.save()
    other = third.new_version()
    other.uploaded_by_user, other.file = people.reporter, make_image(user=people.reporter).file
    other.save()
    importlib.import_module("files.migrations.0006_whose_bytes").give_back(apps, None)
    for version, brought_by in ((second, "reporter2"), (third, "reporter2"), (other, "reporter")):
        version.refresh_from_db()
        assert version.uploaded_by_user == getattr(people, brought_by)
    changes = set(FileChange.objects.values_list("key", "user__email"))
    assert changes == {(file_key(second), people.reporter.email), (file_key(third), people.trainer.email)}
