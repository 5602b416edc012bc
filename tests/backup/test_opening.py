"""A site that a failed restore left closed is opened by a command, and only where it is sound."""

import signal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from authorship.selectors import contributors_of
from consent.erasure import erase_person
from consent.services import take_back
from files.audit import audit_files
from files.models import PublicFile
from files.storage import private_storage, public_storage
from publishing.audit import audit_public
from publishing.closing import close_the_site, is_closed
from tests.backup.conftest import backup, public, read_as_public, wipe
from tests.builders import fresh
from tests.stores import names_in


def refused(words: str, **options) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("open_site", **options)
    assert is_closed()
    assert Client().get("/").status_code == 503


def test_an_open_site_is_left_alone(site) -> None:
    with pytest.raises(CommandError, match=r"The site is open\. Nothing was changed"):
        call_command("open_site")


@pytest.mark.deep
@pytest.mark.parametrize("place", ["before 1", "after 1"])
def test_what_was_taken_back_since_is_taken_back_before_anybody_sees_it(site, run_beside, place: str) -> None:
    """Killed before the database is replaced the old one is there, afterwards the one of the backup."""
    path = backup()
    erase_person(person=site.people.reporter.person)
    take_back(contributor=contributors_of(site.taken).get())
    after = public()
    assert run_beside(f"backups.restoring.replace_database {place}", "restore", str(path), "--replace").returncode == (
        -signal.SIGKILL
    )
    assert is_closed()
    call_command("open_site")
    assert not is_closed()
    assert public() == after
    assert read_as_public(site.taken.get_url()).startswith(b"410")
    assert not fresh(site.taken).live
    assert audit_public() == []
    assert audit_files(every_byte=True) == []


def test_it_stays_closed_where_something_is_public_that_should_not_be(site) -> None:
    close_the_site()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # As somebody who runs the server itself; the guards refuse everybody else.
            cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE wagtailcore_page SET search_description = 'past the gate' WHERE id = %s", [site.stays.pk]
        )
    connection.close()
    refused("1 things are public that should not be as they are. The site stays closed")


@pytest.mark.deep
def test_it_stays_closed_where_files_are_missing_unless_told_so(site, capsys) -> None:
    close_the_site()
    copy = PublicFile.objects.filter(release__object_id=str(site.stays.pk)).first()
    public_storage().remove(copy.name)
    refused("1 files are not as they should be. Bring a backup back")
    call_command("open_site", though_files_differ=True)
    assert not is_closed()
    assert b"juniper" in read_as_public(site.stays.get_url())
    assert read_as_public(copy.url).startswith(b"404")


def test_it_stays_closed_without_a_database(site) -> None:
    wipe()
    close_the_site()
    refused("no database here that could be shown. The site stays closed. Bring a backup back")


def test_what_nothing_names_is_removed_first(site) -> None:
    from django.core.files.base import ContentFile

    close_the_site()
    private_storage().save("aa/stray.jpg", ContentFile(b"stray"))
    call_command("open_site")
    assert not any("stray" in name for name in names_in("private"))
    assert not is_closed()
