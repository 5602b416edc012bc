"""Killed at each place, by SIGKILL in a process of its own: nothing half passes for whole, and nothing comes out."""

import signal
import stat
from pathlib import Path

import pytest
from django.conf import settings as house
from django.core.cache import cache
from django.test import Client

from authorship.selectors import contributors_of
from consent.erasure import erase_person
from consent.services import take_back
from files.audit import audit_files
from publishing.audit import audit_public
from publishing.closing import is_closed
from tests.backup.conftest import backup, backups, public, wipe

IN_A_BACKUP = (
    "backups.archive.Writer.add before 1",
    "backups.archive.Writer.add after 3",
    "backups.archive.Writer.finish after 1",
    "backups.making._copy after 1",
    "backups.making.os.fsync before 1",
    "pathlib.Path.rename before 1",
)
IN_A_RESTORE = (
    "backups.restoring.close_the_site after 1",
    "backups.restoring.replace_database before 1",
    "backups.restoring.replace_database after 1",
    "consent.again._apply after 1",
    "backups.files._bring_back after 2",
    "backups.restoring.open_the_site before 1",
)


@pytest.mark.deep
@pytest.mark.parametrize("place", IN_A_BACKUP)
def test_a_killed_backup_leaves_nothing_that_looks_whole(site, run_beside, place: str) -> None:
    before = public()
    assert run_beside(place, "backup").returncode == -signal.SIGKILL
    assert backups() == set()
    folder = Path(house.BACKUPS_ROOT)
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 or path.name == ".lock"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert public() == before
    path = backup()
    assert {each.name for each in folder.iterdir()} == {path.name, ".lock"}


@pytest.mark.deep
@pytest.mark.parametrize("place", IN_A_RESTORE)
def test_a_killed_restore_leaves_the_site_closed_and_a_second_one_finishes(site, run_beside, place: str) -> None:
    path = backup()
    erase_person(person=site.people.reporter.person)
    take_back(contributor=contributors_of(site.taken).get())
    after = public()
    wipe()
    assert run_beside(place, "restore", str(path)).returncode == -signal.SIGKILL
    assert is_closed()
    for address in after:
        assert Client().get(address).status_code == 503
    done = run_beside("", "restore", str(path))
    assert done.returncode == 0, done.stderr
    assert not is_closed()
    cache.clear()
    assert public() == after
    assert audit_public() == []
    assert audit_files(every_byte=True) == []
