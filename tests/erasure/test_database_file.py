"""Erasing with real commits, and the database's own file read byte by byte."""

import sqlite3

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Page

from home.setting_up import make_site
from tests.builders import make_draft, make_people, publish
from tests.consent.test_erasing import rows_with


@pytest.mark.django_db(transaction=True)
def test_by_command_and_in_the_database_file_itself(capsys, tmp_path):
    make_site()
    people = make_people()
    page = publish(make_draft(people.reporter, words="qzword"), people)
    with pytest.raises(CommandError):
        call_command("erase_person", "nobody@example.net")
    call_command("erase_person", people.reporter.email)
    assert "Out of our reach" in capsys.readouterr().out
    assert rows_with("qzword") == []
    assert not Page.objects.filter(pk=page.pk).exists()
    if connection.vendor == "sqlite":
        copy = tmp_path / "copy.sqlite3"
        with sqlite3.connect(copy) as target:
            connection.connection.backup(target)
        assert b"qzword" not in copy.read_bytes()
