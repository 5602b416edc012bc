"""Four people save at the same moment on a laptop's database, and nobody loses a word."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, copy_database

WRITERS = 4
SAVES = 50
WRITE = """
import sys
import django
django.setup()
from django.apps import apps
from wagtail.models import Page

name, saves = sys.argv[1], int(sys.argv[2])
sys.stdin.readline()
page = apps.get_model("home", "StandardPage")(title=name, slug=name, introduction=name, live=False)
Page.get_first_root_node().add_child(instance=page)
for number in range(saves):
    page.introduction = f"{name} {number}"
    page.save_revision()
"""


@pytest.mark.deep
@pytest.mark.django_db
def test_four_writing_processes_see_no_lock_error(tmp_path: Path) -> None:
    database = copy_database(tmp_path / "shared.sqlite3")
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DATABASE_URL": f"sqlite:///{database}",
        "VAR_DIR": str(tmp_path),
        "SECRET_KEY": "only-for-tests",
    }
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, f"writer-{number}", str(SAVES)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(WRITERS)
    ]
    # All four are ready before the first may begin.
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    complaints = [writer.communicate(timeout=240)[1] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * WRITERS, "\n".join(complaints)

    with sqlite3.connect(database) as saved:
        kept = saved.execute(
            "select count(*) from wagtailcore_revision r join wagtailcore_page p on r.object_id = p.id "
            "where p.slug like 'writer-%'"
        ).fetchone()[0]
        assert kept == WRITERS * SAVES
        assert saved.execute("pragma journal_mode").fetchone()[0] == "wal"
