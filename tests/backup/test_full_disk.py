"""No room left while a backup is made: a sentence, nothing that looks whole, and what was there stays."""

import os
from pathlib import Path

import pytest
from django.conf import settings as house
from django.core.management import CommandError, call_command

from tests import small_disk as small_disks
from tests.backup.conftest import backup, backups, public
from tests.stores import names_in, overwrite

OLD = "told-together-2020-01-01T000000Z.backup"


@pytest.mark.deep
@pytest.mark.parametrize("share", [0.1, 0.9, 1.5])
def test_a_full_disk_keeps_old_backups_and_leaves_no_half_one(site, settings, tmp_path: Path, share: float) -> None:
    """Full while the database is saved, while files are added to it, or while the whole is written down."""
    (name, *_others) = names_in("private")
    overwrite("private", name, os.urandom(8 * 1024 * 1024))
    size = backup().stat().st_size
    before = public()
    with small_disks.small_disk(tmp_path / "small", f"{64 + round(size * share / 1024)}k") as folder:
        settings.BACKUPS_ROOT = folder
        (folder / OLD).write_bytes(b"old")
        with pytest.raises(CommandError, match=r"no room left where it should go\. The site and all older backups are"):
            call_command("backup", keep_days=1)
        assert {path.name for path in folder.iterdir()} == {OLD, ".lock"}
        assert backups() == {Path(house.BACKUPS_ROOT) / OLD}
        assert public() == before
        small_disks.resize(folder, "size=64m")
        made = backup(keep_days=1)
        assert made.stat().st_size >= size * 0.9
        assert backups() == {made}
