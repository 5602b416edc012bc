"""Links that open only together with a short code, which is told another way."""

from django.contrib.auth.hashers import check_password, make_password
from django.db import models

from core.codes import as_typed


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
        return check_password(as_typed(code), self.code_hash)
