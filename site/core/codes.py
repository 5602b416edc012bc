"""Tokens for links, and short codes that people say, write down and type."""

import hashlib
import secrets

import segno
from django.utils.safestring import SafeString, mark_safe

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No letters or digits that sound or look alike."""


def new_token() -> str:
    """Return a token for a link: 32 random bytes."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is kept of a token: enough to know it again, too little to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code(characters: int = 6) -> str:
    """Return a short code to say aloud or to print."""
    return "".join(secrets.choice(LETTERS) for _ in range(characters))


def as_typed(code: str) -> str:
    """Return a code as it was made; capital letters, spaces and dashes make no difference to whoever types it."""
    return "".join(character for character in code.upper() if character.isalnum())


def qr_of(address: str, *, shows: str = "") -> SafeString:
    """Return an address as a picture that phones can read; `shows` says what it is to those who do not see it."""
    code = segno.make(address, error="m", micro=False)
    picture = code.svg_inline(scale=4, border=2, dark="#000", light="#fff", omitsize=True, title=shows or None)
    return mark_safe(picture)
