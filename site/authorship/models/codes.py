"""Links that open only together with a short code, which is told another way."""

import hashlib
import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.db import models


def new_token() -> str:
    """Return a token for a link: 32 random bytes."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Return a short code to say aloud, without letters or digits that sound or look alike."""
    return "".join(secrets.choice("ABCDEFGHJKMNPQRSTUVWXYZ23456789") for _ in range(6))


def token_hash(token: str) -> str:
    """Return what is kept of a token: enough to know it again, too little to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class CodeProtected(models.Model):
    """A link of which only a hash is kept, and its code, which closes after a few wrong tries."""

    TRIES = 5

    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=128)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def has_tries_left(self) -> bool:
        """Whether a code may still be tried."""
        return self.tries < self.TRIES

    def set_code(self, code: str) -> None:
        """Keep the code as a hash."""
        self.code_hash = make_password(code)

    def has_code(self, code: str) -> bool:
        """Say whether `code` is the one; capital letters and spaces make no difference."""
        return check_password(code.replace(" ", "").upper(), self.code_hash)
