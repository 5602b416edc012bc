"""A process is killed in the middle: what is public stays right, the clock tidies up, and it can be done again."""

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from files.models import PublicFile
from files.strays import remove_strays
from moderation.services import give_ok, send_in
from publishing.models import PendingStep, Release
from tests.builders import OPEN, act, add_co_author, change_draft, fresh, make_draft, make_image, picture_bytes, publish
from tests.profiles import a_few
from tests.races.stage import Stage, broken_promises, let_the_clock_run


@pytest.fixture
def draft(people):
    """A draft with a picture."""
    photo = ("photo", {"image": make_image(user=people.reporter)})
    return make_draft(people.reporter, words=OPEN, body=[("words", f"{OPEN} body"), photo])


def approved(page: Any, people: Any) -> Any:
    """Send a page in and have it approved: one yes is missing."""
    send_in(page=page, user=people.reporter)
    act(page, people.moderator, "approve")
    return fresh(page)


def on_disk(settings: Any) -> set[str]:
    """Return what lies in the public place."""
    root = Path(settings.PUBLIC_FILES_ROOT)
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def copies_of(page: Any) -> set[str]:
    """Return the names of the public copies that are known of a page."""
    return set(PublicFile.objects.filter(release__object_id=str(page.pk)).values_list("name", flat=True))


def status(page: Any) -> int:
    """Return what the public gets at the address of a page."""
    return Client().get(page.get_url()).status_code


def test_after_the_files_are_copied_and_before_the_commit(stage: Stage, draft, people, settings):
    page, before = approved(draft, people), on_disk(settings)
    actor = stage.start("say yes", page, people.reporter, waits="when files are copied")
    strays = on_disk(settings) - before
    assert strays
    stage.kill(actor)
    assert status(page) == 404
    assert not Release.objects.filter(object_id=str(page.pk)).exists()
    assert on_disk(settings) >= strays
    let_the_clock_run()
    assert not on_disk(settings) & strays
    assert broken_promises() == []
    # The yes was kept, and saying it once more finishes what was broken off.
    assert give_ok(page=page, user=people.reporter)
    assert status(page) == 200
    assert broken_promises() == []


def test_strays_of_somebody_who_is_just_publishing_stay(stage: Stage, draft, people, settings):
    page, before = approved(draft, people), on_disk(settings)
    actor = stage.start("say yes", page, people.reporter, waits="when files are copied")
    fresh_copies = on_disk(settings) - before
    cache.clear()
    remove_strays(timezone.now())
    stage.let_go(actor)
    assert actor.wait() == ""
    assert copies_of(page) == fresh_copies
    assert broken_promises() == []


def test_after_the_commit_and_before_the_old_files_are_gone(stage: Stage, draft, people, settings):
    page = publish(draft, people)
    old = copies_of(page)
    photo = ("photo", {"image": make_image(user=people.reporter, content=picture_bytes((1, 2, 200)))})
    change_draft(page, people.reporter, words=OPEN, body=[photo])
    page = approved(fresh(page), people)
    actor = stage.start("say yes", page, people.reporter, waits="after the commit of going live")
    stage.kill(actor)
    assert status(page) == 200
    assert on_disk(settings) >= old
    let_the_clock_run()
    assert not on_disk(settings) & old
    assert copies_of(page) <= on_disk(settings)
    assert broken_promises() == []


@a_few(1)
@pytest.mark.parametrize("verb", ["hide", "take back"])
def test_after_the_decision_and_before_its_files_are_gone(stage: Stage, draft, people, settings, verb):
    page = publish(draft, people)
    copies = copies_of(page)
    stage.kill(stage.start(verb, page, people.reporter, waits="after the commit of the decision"))
    assert status(page) == 410
    assert on_disk(settings) >= copies
    assert PendingStep.objects.filter(object_id=str(page.pk)).exists()
    let_the_clock_run()
    assert not on_disk(settings) & copies
    assert broken_promises() == []
    if verb == "hide":
        assert stage.start("show again", page, people.reporter).wait() == ""
        assert status(page) == 200
        assert broken_promises() == []


@a_few(1)
@pytest.mark.parametrize("verb", ["hide", "take back"])
def test_before_the_decision_is_certain(stage: Stage, draft, people, verb):
    page = publish(draft, people)
    stage.kill(stage.start(verb, page, people.reporter, waits="when it is decided"))
    assert status(page) == 200
    assert broken_promises() == []
    assert stage.start(verb, page, people.reporter).wait() == ""
    assert status(page) == 410
    assert broken_promises() == []


def test_while_a_photographer_takes_their_picture_out(stage: Stage, people, settings):
    photo = ("photo", {"image": make_image(user=people.reporter2, content=picture_bytes((9, 99, 9)))})
    page = make_draft(people.reporter, words=OPEN, body=[("words", OPEN), photo])
    add_co_author(page, people.reporter2, role="photographer")
    page = publish(page, people)
    copies = copies_of(page)
    stage.kill(stage.start("take back", page, people.reporter2, waits="after the commit of the part"))
    assert status(page) == 200
    let_the_clock_run()
    assert not on_disk(settings) & copies
    assert broken_promises() == []
