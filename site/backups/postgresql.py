"""Saving and replacing a PostgreSQL database, by its own programs."""

import errno
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import IO, Any

from django.db import connection

from backups.errors import BackupFailed

FOLDERS = ("/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt")
MISSING = (
    "PostgreSQL's own programs were not found, or are older than the server ({version}). Nothing was changed. Debian: "
    "sudo apt install postgresql-client. macOS: brew install postgresql@{version}"
)
# A site that is being read is waited for, and never for long.
SECONDS_TO_WAIT = 60
EMPTY_FIRST = """
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT c.oid::regclass::text FROM pg_class c
    WHERE c.relnamespace = current_schema()::text::regnamespace AND c.relkind IN ('r', 'p')
  LOOP EXECUTE 'DROP TABLE IF EXISTS ' || name || ' CASCADE'; END LOOP;
  FOR name IN SELECT p.oid::regprocedure::text FROM pg_proc p
    WHERE p.pronamespace = current_schema()::text::regnamespace AND NOT EXISTS (
      SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  LOOP EXECUTE 'DROP FUNCTION IF EXISTS ' || name || ' CASCADE'; END LOOP;
END $$
"""


def _program(name: str) -> str:
    """Return the program of the server's own version, else of the next newer one. Raises BackupFailed."""
    connection.ensure_connection()
    server = connection.pg_version // 10_000  # type: ignore[attr-defined]
    found = {}
    for path in (path for folder in FOLDERS for path in Path(folder).glob(f"*/bin/{name}")):
        if number := re.search(r"(\d+)$", path.parts[-3]):
            found[int(number.group(1))] = str(path)
    if good := sorted(version for version in found if version >= server):
        return found[good[0]]
    on_the_path = shutil.which(name)
    if on_the_path:
        said = subprocess.run([on_the_path, "--version"], capture_output=True, text=True, check=True).stdout
        number = re.search(r"(\d+)", said)
        if number and int(number.group(1)) >= server:
            return on_the_path
    raise BackupFailed(MISSING.format(version=server))


def _environment() -> dict[str, str]:
    """Return where the database is and its password, which would stand open to everybody on a command line."""
    has = connection.settings_dict
    named = {"PGDATABASE": "NAME", "PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    found = {name: str(has[key]) for name, key in named.items() if has.get(key)}
    if mode := has.get("OPTIONS", {}).get("sslmode"):
        found["PGSSLMODE"] = mode
    return {**os.environ, **found, "PGOPTIONS": f"-c lock_timeout={SECONDS_TO_WAIT}s"}


def begin_snapshot() -> str:
    """Fix what this transaction sees, and return the name by which another connection sees the same."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        return cursor.fetchone()[0]


def save(snapshot: str, target: IO[bytes], without_rows: tuple[str, ...]) -> None:
    """Write a dump of a snapshot, and of some tables no rows. Raises BackupFailed; OSError where there is no room."""
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    options += [f"--exclude-table-data={table}" for table in without_rows]
    try:
        _run([_program("pg_dump"), *options], stdout=target)
    except BackupFailed:
        # Why it failed it says only in words that can hold a row's.
        if not os.fstatvfs(target.fileno()).f_bavail:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from None
        raise


def replace(source: Any, folder: Path) -> None:
    """Put what a dump holds in the place of all that there is, in one transaction. Raises BackupFailed."""
    with tempfile.TemporaryFile(dir=folder) as script:
        _run([_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-"], stdout=script, content=source)
        script.seek(0)
        options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        _run([_program_closed("psql"), *options, f"--command={EMPTY_FIRST}", "--file=-"], stdin=script)


def _program_closed(name: str) -> str:
    program = _program(name)
    # Our own connection would be waited for.
    connection.close()
    return program


def _run(command: list[str], *, stdin: Any = None, stdout: Any = subprocess.DEVNULL, content: Any = None) -> None:
    running = subprocess.Popen(
        command,
        env=_environment(),
        stdin=subprocess.PIPE if content is not None else stdin,
        stdout=stdout,
        # What it says can hold a row's words.
        stderr=subprocess.DEVNULL,
    )
    try:
        if content is not None and running.stdin is not None:
            shutil.copyfileobj(content, running.stdin)
            running.stdin.close()
    except BrokenPipeError:
        pass
    finally:
        code = running.wait()
    if code != 0:
        name = Path(command[0]).name
        raise BackupFailed(f"PostgreSQL's program {name} could not do it. The database is as it was.")
