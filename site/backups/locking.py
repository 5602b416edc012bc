"""Locking a backup with a passphrase, by age: a key of its own for each file, which the passphrase opens.

The file begins with that key, locked, as lines of text; the rest is what the key locks. Both parts are what the
program `age` writes and reads. A file that was cut short or changed does not open.
"""

from pathlib import Path
from typing import IO

import pyrage
from django.conf import settings

from backups.errors import BackupFailed

FIRST_LINE, LAST_LINE = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
LONGEST_KEY = 10_000
SHORTEST = 12


def passphrase() -> str:
    """Return the passphrase from BACKUP_PASSPHRASE or the file that BACKUP_PASSPHRASE_FILE names; empty without one.

    Raises BackupFailed where the file cannot be read, or the passphrase is too short to keep anybody out.
    """
    words = settings.BACKUP_PASSPHRASE
    if not words and (file := settings.BACKUP_PASSPHRASE_FILE):
        try:
            words = Path(file).read_text().strip()
        except (OSError, UnicodeDecodeError):
            words = ""
        if not words:
            raise BackupFailed("The file that BACKUP_PASSPHRASE_FILE names cannot be read, or is empty.")
    if words and len(words) < SHORTEST:
        raise BackupFailed(f"The passphrase is too short. Please take one of at least {SHORTEST} letters.")
    return words


def lock(plain: IO[bytes], target: IO[bytes], words: str) -> None:
    """Write to `target` what `plain` holds, so that only `words` open it."""
    key = pyrage.x25519.Identity.generate()
    target.write(pyrage.passphrase.encrypt(str(key).encode(), words, armored=True))
    pyrage.encrypt_io(plain, target, [key.to_public()])


def is_locked(source: IO[bytes]) -> bool:
    """Say whether this needs a passphrase. Leaves `source` at its beginning."""
    source.seek(0)
    first = source.read(len(FIRST_LINE))
    source.seek(0)
    return first == FIRST_LINE


def unlock(source: IO[bytes], target: IO[bytes], words: str) -> None:
    """Write to `target` what was locked. Raises BackupFailed where `words` are not the ones, or the file is damaged."""
    source.seek(0)
    head = source.read(LONGEST_KEY)
    end = head.find(LAST_LINE)
    if end < 0:
        raise BackupFailed("This backup is damaged: its beginning is missing. Nothing was changed.")
    end = head.index(b"\n", end) + 1
    try:
        key = pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(head[:end], words).decode())
    except pyrage.DecryptError:
        raise BackupFailed(
            "This is not the passphrase that the backup was made with. Nothing was changed. Set BACKUP_PASSPHRASE or "
            "BACKUP_PASSPHRASE_FILE, and try again."
        ) from None
    source.seek(end)
    try:
        pyrage.decrypt_io(source, target, [key])
    except (pyrage.DecryptError, OSError):
        raise BackupFailed("This backup is damaged or was cut short. Nothing was changed. Take another one.") from None
    target.seek(0)
