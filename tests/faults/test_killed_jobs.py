"""The clock killed, by SIGKILL, in the middle of each kind of job: the next run finishes it, and nothing comes out."""

import re
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as house
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from authorship.selectors import contributors_of
from consent.markers import kept_markers, known_markers
from consent.models import ConsentEntry, Reminder, VoiceDecision
from consent.services import hide
from files.audit import audit_files
from files.models import PublicFile
from files.storage import marker_storage, private_storage
from files.strays import A_DAY, remove_strays
from moderation.models.claims import SentOnce
from moderation.pausing import lift, pause
from moderation.services import send_in
from publishing.audit import audit_public
from publishing.models import PendingStep
from publishing.trying_again import write_notes
from tests.builders import fresh, make_draft, make_image, publish
from tests.files.conftest import ON_DISK
from tests.profiles import deep
from tests.stores import names_in

SEND = "django.core.mail.backends.filebased.EmailBackend.send_messages"
Run = Callable[..., Any]


def letters(address: str = "") -> int:
    """Return how many emails the processes beside have sent, to one address or to all."""
    written = "".join(path.read_text() for path in Path(house.VAR_DIR).glob("emails/*"))
    return len(re.findall(rf"^To: {re.escape(address)}", written, re.M))


def killed(run_beside: Run, place: str, **more: str) -> None:
    """Let the clock run once, and kill it there."""
    done = run_beside(place, "run_due", **more)
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr


def goes_on(run_beside: Run, **more: str) -> None:
    """Let the clock run once more, to its end."""
    done = run_beside("", "run_due", **more)
    assert done.returncode == 0, done.stderr
    cache.clear()


def all_is_well() -> None:
    """Both audits find nothing, once what a killed process left is old enough to be removed."""
    cache.clear()
    remove_strays(timezone.now() + A_DAY)
    assert audit_public() == []
    assert audit_files(every_byte=True) == []
    assert not PendingStep.objects.exists()


def status(page: Page) -> int:
    return Client().get(page.get_url()).status_code


# Something is to be shown


@pytest.mark.deep
@pytest.mark.parametrize(
    "place",
    [
        "files.public._let_out after 1",
        deep("wagtail.models.Revision.publish after 1"),
        deep("publishing.trying_again.forget after 1"),
    ],
)
def test_a_schedule_that_is_due(site: SimpleNamespace, run_beside: Run, place: str) -> None:
    hour = timezone.now() + timedelta(minutes=30)
    photo = {"image": make_image(user=site.people.trainer2), "caption": "a door"}
    draft = make_draft(site.people.trainer2, words="late", body=[("photo", photo)], go_live_at=hour)
    page = publish(draft, site.people)
    assert not page.live
    killed(run_beside, place, HOURS_LATER="1")
    # One transaction: all of it, or nothing.
    live = fresh(page).live
    assert status(page) == (200 if live else 404)
    assert PublicFile.objects.filter(release__object_id=str(page.pk)).exists() == live
    goes_on(run_beside, HOURS_LATER="1")
    assert fresh(page).live
    assert status(page) == 200
    all_is_well()


@pytest.mark.parametrize(
    "place",
    [deep("files.public._let_out after 1"), deep("publishing.services._publish after 1")],
)
def test_what_could_not_be_shown_before(site: SimpleNamespace, run_beside: Run, settings: Any, place: str) -> None:
    """A pause that is lifted while the store is away: shown by the clock, which is killed while it does so."""
    paused = pause(page=site.stays, by=site.people.moderator, ground="safeguarding", reason="qzreason")
    usual, folder = settings.STORAGES, settings.PUBLIC_FILES_ROOT
    (Path(settings.VAR_DIR) / "a file").write_text("where the folder should be")
    settings.STORAGES = settings.STORAGES | {"public": ON_DISK["public"]}
    settings.PUBLIC_FILES_ROOT = Path(settings.VAR_DIR) / "a file" / "public"
    (sentence,) = lift(pause=paused, by=site.people.moderator2)
    write_notes()
    settings.STORAGES, settings.PUBLIC_FILES_ROOT = usual, folder
    assert "Everything is safe" in sentence
    assert not fresh(site.stays).live
    assert PendingStep.objects.get(step="show").object_id == str(site.stays.pk)
    killed(run_beside, place)
    assert not fresh(site.stays).live
    assert status(site.stays) in (404, 410)
    assert not PublicFile.objects.filter(release__object_id=str(site.stays.pk), release__state="valid").exists()
    goes_on(run_beside)
    assert fresh(site.stays).live
    assert status(site.stays) == 200
    all_is_well()


# Something is to go


@pytest.mark.deep
@pytest.mark.parametrize(
    "place",
    [
        "files.public.remove_files before 1",
        "files.public.remove_files after 1",
        "publishing.taking_down.note_done before 1",
    ],
)
def test_copies_that_are_to_go(site: SimpleNamespace, run_beside: Run, place: str) -> None:
    before = [copy.url for copy in PublicFile.objects.filter(release__object_id=str(site.stays.pk))]
    assert before
    done = run_beside("files.public.remove_files before 1", "withdraw", site.stays.get_url())
    assert done.returncode == -signal.SIGKILL, done.stderr
    cache.clear()
    killed(run_beside, place)
    cache.clear()
    assert status(site.stays) == 410
    assert {Client().get(address).status_code for address in before} == {404}
    goes_on(run_beside)
    assert not PublicFile.objects.filter(release__object_id=str(site.stays.pk)).exists()
    assert len(names_in("public")) == PublicFile.objects.count()
    all_is_well()


@pytest.mark.deep
def test_strays(site: SimpleNamespace, run_beside: Run) -> None:
    """What is removed is nobody's, and what is somebody's stays, wherever it dies."""
    kept = names_in("private")
    for number in range(3):
        private_storage().save(f"aa/stray{number}.jpg", ContentFile(b"stray"))
    assert len(names_in("private") - kept) == 3
    done = run_beside("files.strays._remove after 1", "run_due")
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert names_in("private") >= kept
    goes_on(run_beside)
    all_is_well()
    assert names_in("private") == kept


# Somebody's yes ends


def until(page: Page, days: int) -> None:
    """Write down each yes of a work anew, with another end."""
    for entry in ConsentEntry.objects.filter(work=page.work, agreed=True):
        entry.pk, entry.review_on = None, timezone.localdate() + timedelta(days=days)
        entry._state.adding = True
        entry.save()


@pytest.mark.parametrize(
    ("place", "is_told"),
    [
        deep("consent.due.take_down_all after 1", 1),
        deep(f"{SEND} after 1", 1),
        deep(f"{SEND} before 1", 0),
    ],
)
def test_a_yes_that_is_over(site: SimpleNamespace, run_beside: Run, place: str, is_told: int) -> None:
    """It is hidden in one step, once, and told once; a letter is lost where the process dies before it is sent."""
    until(site.taken, 0)
    killed(run_beside, place)
    goes_on(run_beside)
    assert status(site.taken) == 410
    assert VoiceDecision.objects.filter(work=site.taken.work, kind=VoiceDecision.Kind.REVIEW_PASSED).count() == 1
    assert letters("reporter2@example.net") == is_told
    all_is_well()


@pytest.mark.deep
@pytest.mark.parametrize(("place", "is_told"), [(f"{SEND} after 1", 1), (f"{SEND} before 1", 0)])
def test_a_reminder(site: SimpleNamespace, run_beside: Run, place: str, is_told: int) -> None:
    """Never twice. Where the process dies between the note and the letter, that one letter is lost."""
    until(site.taken, 20)
    killed(run_beside, place)
    goes_on(run_beside)
    assert letters("reporter2@example.net") == is_told
    assert Reminder.objects.filter(entry__work=site.taken.work).exists()
    assert status(site.taken) == 200
    all_is_well()


# Letters of the day


@pytest.mark.parametrize(("place", "first"), [deep(f"{SEND} after 1", 1), deep(f"{SEND} before 1", 0)])
def test_a_digest(site: SimpleNamespace, run_beside: Run, place: str, first: int) -> None:
    """Whoever was told is not told again, and whoever was not reached yet is told; one at most is left out."""
    draft = make_draft(site.people.trainer2, words="waits")
    send_in(page=draft, user=site.people.trainer2)
    killed(run_beside, place)
    goes_on(run_beside)
    goes_on(run_beside)
    people = [letters(f"{name}@example.net") for name in ("moderator", "moderator2")]
    assert sorted(people) == sorted([first, 1])
    assert SentOnce.objects.filter(key__startswith="digest:").count() == 2
    assert not fresh(draft).live
    all_is_well()


@pytest.mark.deep
def test_what_is_over(site: SimpleNamespace, run_beside: Run) -> None:
    """Sessions that have ended go, the others stay."""
    client, over = Client(), Client()
    for each in (client, over):
        each.force_login(site.people.reporter)
    Session.objects.filter(pk=over.session.session_key).update(expire_date=timezone.now() - timedelta(days=1))
    killed(run_beside, "core.cleaning_up.call_command before 1")
    goes_on(run_beside)
    assert [session.pk for session in Session.objects.all()] == [client.session.session_key]
    all_is_well()


@pytest.mark.deep
def test_markers(site: SimpleNamespace, run_beside: Run) -> None:
    """What was hidden is marked in the end, so that an old backup does not show it."""
    hide(contributor=contributors_of(site.taken).get())
    for name in list(marker_storage().names()):
        marker_storage().remove(name)
    killed(run_beside, "consent.markers.write_markers before 1")
    goes_on(run_beside)
    assert kept_markers()
    assert kept_markers() == known_markers()
    all_is_well()
