"""A site with commits, and processes beside it that are killed: the same as for backups."""

from tests.backup.conftest import built, db, own_var, run_beside, site  # noqa: F401
