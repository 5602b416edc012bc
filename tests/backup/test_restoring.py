"""Saved, wiped and brought back: the same to the byte, but for what was taken back or erased since."""

import io
import logging
import stat
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings as house
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from accounts.models import Person, User
from authorship.models import Invitation, VoiceLink
from authorship.selectors import contributors_of
from authorship.services import invite
from backups import making
from backups.archive import read_archive
from consent.audiences import choose_audience
from consent.erasure import erase_person
from consent.markers import kept_markers, known_markers
from consent.services import hide, record_consent, show_again, take_back
from core.tasks import beat
from files.audit import audit_files
from files.storage import marker_storage, private_storage
from moderation.pausing import pause
from publishing.audit import audit_public
from publishing.closing import close_the_site, open_the_site
from publishing.due import run_due
from publishing.models import Release
from tests.backup.conftest import PASSPHRASE, backup, backups, public, read_as_public, wipe
from tests.builders import add_co_author, fresh, make_draft, publish
from tests.erasure.everywhere import database_bytes, found_in
from tests.files.conftest import ON_DISK
from tests.profiles import a_few
from tests.seaweed import storages
from tests.stores import bytes_in, names_in, needs_s3, overwrite, place, read


def restore(path: Path, **options) -> None:
    call_command("restore", str(path), **options)


def assert_clean() -> None:
    assert audit_public() == []
    assert audit_files(every_byte=True) == []
    call_command("audit_public")


@pytest.mark.deep
def test_a_wiped_site_comes_back_the_same(site, capsys) -> None:
    before, private = public(), dict.fromkeys(names_in("private"))
    accounts = set(User.objects.values_list("email", "password"))
    path = backup()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    wipe()
    assert names_in("private") == names_in("public") == set()
    restore(path)
    assert public() == before
    assert len([answer for answer in before.values() if answer.startswith(b"200")]) == len(before)
    assert any(address.startswith("/media/") for address in before)
    assert names_in("private") == set(private)
    assert set(User.objects.values_list("email", "password")) == accounts
    assert_clean()
    said = capsys.readouterr().out
    assert "Everything is back" in said
    assert "example.net" not in said
    # It goes on: what is new gets ids that nobody has.
    publish(make_draft(site.people.trainer2, words="juniper"), site.people)
    assert_clean()


def test_who_was_erased_and_what_was_taken_back_since_stays_gone(site, mailoutbox) -> None:
    together = make_draft(site.people.trainer2, words="qztogether")
    add_co_author(together, site.people.trainer)
    publish(fresh(together), site.people)
    path = backup()
    person = site.people.reporter.person
    address = site.erased.get_url()
    erase_person(person=person)
    take_back(contributor=contributors_of(site.taken).get())
    hide(contributor=contributors_of(together).filter(person=site.people.trainer.person).get())
    run_due_quietly()
    after = public()
    marks = ("qzerased", "reporter@example.net")
    mailoutbox.clear()

    wipe()
    restore(path)
    found = found_in(marks, io.StringIO())
    found.pop("cache", None)
    assert found == {}
    assert public() == after
    assert not Page.objects.filter(pk=site.erased.pk).exists()
    assert read_as_public(address).startswith(b"410")
    assert read_as_public(site.taken.get_url()).startswith(b"410")
    assert Release.objects.get(object_id=str(site.taken.pk)).state == Release.State.REVOKED
    assert Release.objects.get(object_id=str(together.pk)).state == Release.State.HIDDEN
    assert Person.objects.get(pk=person.pk).name == ""
    assert mailoutbox == []
    assert_clean()
    # A second time finds nothing to do anew, and another backup knows it by itself.
    second = backup()
    restore(second, replace=True)
    assert public() == after
    assert_clean()


def run_due_quietly() -> None:
    logging.disable(logging.CRITICAL)
    try:
        run_due(timezone.now())
    finally:
        logging.disable(logging.NOTSET)


@pytest.mark.deep
@pytest.mark.parametrize("decision", ["a no", "a pause", "a command", "fewer readers"])
def test_each_way_of_stopping_is_done_again(site, decision: str) -> None:
    path = backup()
    part = contributors_of(site.taken).get()
    if decision == "a no":
        record_consent(contributor=part, answers={"public_page": False}, is_adult=True, language="en")
    elif decision == "a pause":
        pause(page=site.taken, by=site.people.moderator, ground="safeguarding", reason="qzreason")
    elif decision == "fewer readers":
        part = contributors_of(site.taken).select_related("work__page").get()
        choose_audience(contributor=part, audience="project", by=part.person.user)
    else:
        call_command("withdraw", site.taken.get_url())
    assert not fresh(site.taken).live
    run_due_quietly()
    restore(path, replace=True)
    assert not fresh(site.taken).live
    assert fresh(site.stays).live
    assert_clean()


@pytest.mark.deep
def test_what_was_shown_again_since_is_shown(site) -> None:
    path = backup()
    part = contributors_of(site.taken).get()
    hide(contributor=part)
    show_again(contributor=part, user=site.people.reporter2)
    run_due_quietly()
    before = public()
    restore(path, replace=True)
    assert public() == before


def test_somebody_new_with_an_old_number_is_not_taken_for_whoever_was_erased(site) -> None:
    path = backup()
    newcomer = Person.objects.create(name="Qznew", contact="qznew@example.net")
    erase_person(person=newcomer)
    restore(path, replace=True)
    other = Person.objects.create(pk=newcomer.pk, name="Juniper", contact="juniper@example.net")
    second = backup()
    restore(second, replace=True)
    other.refresh_from_db()
    assert other.contact == "juniper@example.net"


def test_a_decision_is_marked_at_once_and_holds_no_name(site) -> None:
    take_back(contributor=contributors_of(site.taken).get())
    assert {(marker.kind, marker.about) for marker in kept_markers()} >= {("gone", "contributor")}
    erase_person(person=site.people.reporter.person)
    assert any(marker.kind == "erased" for marker in kept_markers())
    for name in marker_storage().names():
        with marker_storage().open(name) as file:
            content = file.read().lower()
        assert not any(word in content for word in (b"qz", b"example.net", b"rosa", b"person person"))
    run_due_quietly()
    assert kept_markers() == known_markers()
    assert_clean()


def test_decisions_of_one_transaction_are_marked_together_but_for_what_was_undone(site) -> None:
    others = publish(make_draft(site.people.trainer2), site.people)
    with transaction.atomic():
        with suppress(Undone), transaction.atomic():
            hide(contributor=contributors_of(site.stays).first())
            raise Undone
        hide(contributor=contributors_of(site.taken).get())
        hide(contributor=contributors_of(others).get())
    hidden = {marker.subject() for marker in kept_markers() if marker.kind == "hidden"}
    assert hidden == {contributors_of(page).get() for page in (site.taken, others)}


class Undone(Exception):
    """What takes a part of a transaction back."""


@pytest.mark.deep
def test_markers_in_a_backup_are_kept_when_all_else_is_lost(site) -> None:
    old = backup()
    take_back(contributor=contributors_of(site.taken).get())
    new = backup()
    wipe(markers_too=True)
    restore(new)
    restore(old, replace=True)
    assert not fresh(site.taken).live


def test_nobody_is_signed_in_and_no_link_or_task_comes_alive(site) -> None:
    client = Client()
    client.force_login(site.people.admin)
    work = site.stays.work
    invite(work=work, invited_by=site.people.trainer2, email="friend@example.net", role="co_author", base_url="")
    part = contributors_of(site.stays).get()
    for purpose in VoiceLink.Purpose:
        VoiceLink.objects.create(contributor=part, purpose=purpose, token_hash=purpose, code_hash="x")
    DBTaskResult.objects.create(
        task_path=beat.module_path, args_kwargs={"args": ["qztask"], "kwargs": {}}, backend_name="default"
    )
    path = backup()
    with path.open("rb") as file:
        archive = read_archive(file)
        held = b"".join(archive.open("database").chunks())
    assert b"qztask" not in held
    wipe()
    restore(path)
    assert not Session.objects.exists()
    assert not DBTaskResult.objects.exists()
    assert Invitation.objects.get().cancelled_at
    assert VoiceLink.objects.get(purpose="ok").closed_at
    assert VoiceLink.objects.get(purpose="voice").closed_at is None


# What is refused, with nothing changed


def refused(path: Path, words: str, **options) -> None:
    before, files = public(), (names_in("private"), names_in("public"))
    with pytest.raises(CommandError, match=words):
        restore(path, **{"replace": True, **options})
    assert public() == before
    assert (names_in("private"), names_in("public")) == files


@pytest.mark.deep
def test_a_site_that_is_not_empty_is_replaced_only_when_told_so(site) -> None:
    refused(backup(), "not empty: .* accounts and .* pages", replace=False)


@pytest.mark.deep
@pytest.mark.parametrize("damage", ["a byte", "the end", "something else"])
def test_a_damaged_backup_is_refused(site, damage: str, tmp_path) -> None:
    content = bytearray(backup().read_bytes())
    if damage == "a byte":
        where = content.index(bytes(sorted(bytes_in("public"), key=len)[-1][:64])) + 40
        content[where] ^= 1
    elif damage == "the end":
        del content[len(content) // 2 :]
    else:
        content = bytearray(b"hello")
    path = tmp_path / "damaged"
    path.write_bytes(content)
    refused(path, "damaged")
    refused(tmp_path / "nowhere", "no backup at that place")


@pytest.mark.deep
def test_a_backup_of_newer_code_or_another_format_is_refused(site, monkeypatch) -> None:
    recorder = MigrationRecorder.Migration
    row = recorder.objects.create(app="stories", name="9999_from_tomorrow")
    path = backup()
    row.delete()
    refused(path, "newer version")
    monkeypatch.setattr("backups.archive.FORMAT", 2)
    path.unlink()
    path = backup()
    monkeypatch.undo()
    refused(path, "newer version")


@pytest.mark.deep
def test_a_locked_backup_opens_with_its_passphrase_only(site, settings, tmp_path) -> None:
    settings.BACKUP_PASSPHRASE = PASSPHRASE
    path = backup()
    content = path.read_bytes()
    for word in (b"juniper", b"qztaken", b"reporter@example.net", b"list.json", b"told_together"):
        assert word not in content
    settings.BACKUP_PASSPHRASE = ""
    refused(path, "is locked")
    settings.BACKUP_PASSPHRASE = PASSPHRASE + "s"
    refused(path, "not the passphrase")
    settings.BACKUP_PASSPHRASE = "short"
    refused(path, "too short")
    settings.BACKUP_PASSPHRASE = ""
    file = tmp_path / "words"
    file.write_text(PASSPHRASE + "\n")
    settings.BACKUP_PASSPHRASE_FILE = str(file)
    for cut in (content[:-70_000], content[:100]):
        (tmp_path / "cut").write_bytes(cut)
        refused(tmp_path / "cut", "damaged")
    before = public()
    wipe()
    restore(path)
    assert public() == before
    assert_clean()


# While the site goes on


@pytest.mark.deep
def test_a_file_erased_while_the_backup_is_made_is_left_out(site, monkeypatch, capsys) -> None:
    real = making._snapshot

    def erases_afterwards(folder):
        snapshot = real(folder)

        class Erasing:
            def __enter__(self):
                return snapshot.__enter__()

            def __exit__(self, *failure):
                ended = snapshot.__exit__(*failure)
                erase_person(person=site.people.reporter.person)
                return ended

        return Erasing()

    monkeypatch.setattr(making, "_snapshot", erases_afterwards)
    path = backup()
    assert "erased while it was made" in capsys.readouterr().out
    wipe()
    restore(path)
    assert not Page.objects.filter(pk=site.erased.pk).exists()
    assert b"qzerased" not in database_bytes()
    assert_clean()


def test_a_closed_site_shows_nothing_and_says_so(site) -> None:
    close_the_site()
    try:
        for address in (site.stays.get_url(), "/", "/admin/", "/feed/", *map("/media/{}".format, names_in("public"))):
            answer = Client().get(address)
            assert answer.status_code == 503, address
            assert answer["Retry-After"]
            assert b"juniper" not in answer.content
        assert Client().get("/healthz").status_code == 200
        assert Client().get("/readyz").json()["open"] is False
        with pytest.raises(CommandError, match="being brought back"):
            call_command("backup")
    finally:
        open_the_site()
    assert Client().get(site.stays.get_url()).status_code == 200


def test_two_at_once_and_old_ones(site) -> None:
    with making.alone_in(Path(house.BACKUPS_ROOT)), pytest.raises(CommandError, match="just being made"):
        call_command("backup")
    old = Path(house.BACKUPS_ROOT) / "told-together-2020-01-01T000000Z.backup"
    old.write_text("old")
    other = Path(house.BACKUPS_ROOT) / "notes.txt"
    other.write_text("mine")
    made = backup(keep_days=30)
    assert not old.exists()
    assert other.exists()
    assert made in backups()


@pytest.mark.deep
def test_what_the_site_had_and_the_backup_has_not_goes(site) -> None:
    path = backup()
    before = names_in("private")
    later = publish(make_draft(site.people.trainer2, words="juniper"), site.people)
    overwrite("private", sorted(before)[0], b"changed by somebody with the keys")
    private_storage().save("aa/stray.jpg", ContentFile(b"stray"))
    restore(path, replace=True)
    assert names_in("private") == before
    assert not Page.objects.filter(pk=later.pk).exists()
    assert_clean()


@a_few(1)
@needs_s3
@pytest.mark.parametrize(("before", "after"), [("disk", "buckets"), ("buckets", "disk")])
def test_what_lay_in_one_kind_of_store_comes_back_in_the_other(site, settings, before: str, after: str) -> None:
    kinds = {"disk": settings.STORAGES | ON_DISK, "buckets": storages()}
    contents = {each: {name: read(each, name) for name in names_in(each)} for each in ("private", "public")}
    for each, files in contents.items():
        for name in files:
            place(each).remove(name)
    settings.STORAGES = kinds[before]
    for each, files in contents.items():
        for name, content in files.items():
            place(each).save(name, ContentFile(content))
    shown = public()
    path = backup()
    wipe()
    settings.STORAGES = kinds[after]
    restore(path)
    assert public() == shown
    assert_clean()
