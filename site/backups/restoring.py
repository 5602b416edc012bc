"""Bringing a backup back: all of it is checked first, then the site is closed, replaced, and opened at the very end.

Nobody sees anything before what was taken back since has been taken back again. A process that is killed leaves the
site closed, and the same command finishes the work.
"""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from authorship.models import Invitation, VoiceLink
from backups import postgresql, sqlite
from backups.archive import DATABASE, Archive, read_archive
from backups.errors import BackupFailed
from backups.files import bring_files_back
from backups.locking import is_locked, passphrase, unlock
from backups.making import alone_in, remove_unfinished
from consent.again import apply_markers
from consent.markers import Marker, kept_markers, known_markers, read_marker, write_markers
from consent.traces import sweep_the_database
from files.audit import audit_files
from files.errors import StoreAway, in_plain_words
from files.strays import A_DAY, LOOKED, remove_strays
from publishing.audit import audit_public
from publishing.closing import close_the_site, is_closed, open_the_site

Say = Callable[[str], Any]
OTHER_DATABASE = (
    "This backup is of {theirs}, and this site has {ours}. Nothing was changed. Set DATABASE_URL to the same kind."
)
OTHER_CODE = (
    "This backup was made by a newer version of this site. Nothing was changed. Update the site first, then try again."
)
NOT_EMPTY = (
    "This site is not empty: {accounts} accounts and {pages} pages. Nothing was changed. To put the backup in their "
    "place, make a backup of what is here and call this again with --replace."
)
FILES_DIFFER = (
    "{number} files are not as they should be. Bring a backup back, which has them; or open the site without them by "
    "--though-files-differ."
)
STAYS_CLOSED = "{why} The site stays closed. Call the same command again."


def restore(path: Path, folder: Path, *, replace: bool, say: Say) -> list[str]:
    """Put a backup in the place of this site; return a sentence for each file that is not as it should be.

    `folder` is where big files may lie for a while, `say` gets a sentence about each step. Raises BackupFailed: before
    the site is closed nothing was changed, afterwards it stays closed until the same was done again.
    """
    with ExitStack() as open_files, alone_in(folder):
        remove_unfinished(folder)
        archive = _opened(path, folder, open_files)
        _assert_fits(archive)
        markers = {read_marker(_content(archive, f"markers/{name}")) for name in archive.below("markers")}
        say(f"The backup of {archive.about['made_at'][:16]} UTC is whole: {len(archive.about['digests'])} things.")
        if not is_closed():
            _assert_empty(replace, say)
        close_the_site()
        say("The site is closed.")
        try:
            return _replace(archive, markers, folder, say)
        except StoreAway as away:
            raise BackupFailed(STAYS_CLOSED.format(why=in_plain_words(away.kind))) from None
        except BackupFailed as failure:
            raise BackupFailed(STAYS_CLOSED.format(why=failure)) from None


def _opened(path: Path, folder: Path, open_files: ExitStack) -> Archive:
    try:
        source = open_files.enter_context(path.open("rb"))
    except OSError:
        raise BackupFailed("There is no backup at that place, or it cannot be read. Nothing was changed.") from None
    if not is_locked(source):
        return read_archive(source)
    words = passphrase()
    if not words:
        raise BackupFailed(
            "This backup is locked. Nothing was changed. Set BACKUP_PASSPHRASE or BACKUP_PASSPHRASE_FILE, and try "
            "again."
        )
    plain = open_files.enter_context(tempfile.TemporaryFile(dir=folder))  # noqa: SIM115
    unlock(source, plain, words)
    return read_archive(plain)


def _content(archive: Archive, name: str) -> bytes:
    with archive.open(name) as content:
        return content.read()


def _assert_fits(archive: Archive) -> None:
    if archive.about["database"] != connection.vendor:
        raise BackupFailed(OTHER_DATABASE.format(theirs=archive.about["database"], ours=connection.vendor))
    here = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    if {tuple(each) for each in archive.about["migrations"]} - here:
        raise BackupFailed(OTHER_CODE)


def _assert_empty(replace: bool, say: Say) -> None:
    try:
        accounts, pages = User.objects.count(), Page.objects.filter(depth__gt=2).count()
    except DatabaseError:
        return
    if not accounts and not pages:
        return
    if not replace:
        raise BackupFailed(NOT_EMPTY.format(accounts=accounts, pages=pages))
    say(f"What is replaced: {accounts} accounts and {pages} pages.")


def _replace(archive: Archive, markers: set[Marker], folder: Path, say: Say) -> list[str]:
    _keep_markers(markers)
    with archive.open(DATABASE) as content:
        replace_database(content, folder)
    say("The database is back.")
    _take_back_again(say)
    back, removed = bring_files_back(archive)
    say(f"Files put back: {back}. Files removed that nothing names: {removed}.")
    _assert_nothing_leaks(say)
    differences = audit_files(every_byte=True)
    _open(say)
    return differences


def _take_back_again(say: Say) -> None:
    """Do everything to the database that is there now without which nobody may see it."""
    call_command("migrate", verbosity=0, interactive=False)
    ContentType.objects.clear_cache()
    cache.clear()
    end_open_links()
    done = apply_markers(kept_markers())
    say(f"Taken back or erased again: {done}.")
    sweep_the_database()


def _assert_nothing_leaks(say: Say) -> None:
    cache.clear()
    if problems := audit_public():
        say("\n".join(problems))
        raise BackupFailed(f"{len(problems)} things are public that should not be as they are.")


def _open(say: Say) -> None:
    open_the_site()
    say("The site is open.")


def open_again(folder: Path, *, though_files_differ: bool, say: Say) -> None:
    """Open a site that a restore left closed, with the database and the files that are there now, where they are sound.

    What was taken back or erased since is taken back again first, as a restore does, and both audits must find nothing;
    with `though_files_differ` files may be missing. Raises BackupFailed; then the site is as closed as it was.
    """
    if not is_closed():
        raise BackupFailed("The site is open. Nothing was changed.")
    with alone_in(folder):
        remove_unfinished(folder)
        _assert_somebody_is_there()
        try:
            _take_back_again(say)
            _assert_nothing_leaks(say)
            # What nothing names cannot be asked for, and is not to lie there either.
            cache.delete(LOOKED)
            remove_strays(timezone.now() + A_DAY)
            if (differences := audit_files(every_byte=True)) and not though_files_differ:
                say("\n".join(differences))
                raise BackupFailed(FILES_DIFFER.format(number=len(differences)))
        except StoreAway as away:
            raise BackupFailed(STAYS_CLOSED.format(why=in_plain_words(away.kind))) from None
        except BackupFailed as failure:
            raise BackupFailed(f"{failure} The site stays closed.") from None
        _open(say)


def _assert_somebody_is_there() -> None:
    try:
        somebody = User.objects.exists()
    except DatabaseError:
        somebody = False
    if not somebody:
        raise BackupFailed("There is no database here that could be shown. The site stays closed. Bring a backup back.")


def _keep_markers(markers: set[Marker]) -> None:
    """Keep outside of the database what it knows by now, and what the backup brings."""
    try:
        markers = markers | known_markers()
    except DatabaseError:
        # There is no database yet, or it is broken: what it knew lies beside it.
        connection.close()
    write_markers(markers)


def replace_database(content: Any, folder: Path) -> None:
    """Put the database that `content` holds in the place of this one. Raises BackupFailed."""
    if connection.vendor == "postgresql":
        postgresql.replace(content, folder)
        return
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".told-together-") as file:
        for piece in content.chunks():
            file.write(piece)
        file.flush()
        sqlite.replace(Path(file.name))


def end_open_links() -> None:
    """Close invitations and links to give an OK: one that was used or closed since must not open again.

    Links to look after a voice stay: they can make things more private only, and whoever has one needs it.
    """
    now = timezone.now()
    Invitation.objects.filter(accepted_at=None, cancelled_at=None).update(cancelled_at=now)
    VoiceLink.objects.filter(purpose=VoiceLink.Purpose.OK, closed_at=None).update(closed_at=now)
