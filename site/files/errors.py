"""When the place where files are kept does not do what was asked of it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NOT_KEPT = _(
    "We could not keep your file, because the place where files are kept does not answer just now. Your words are "
    "safe, and the file on your device is as it was. Please try again in a few minutes."
)
REFUSED = _("The place where files are kept did not let the site do this. Its keys or rights may have changed.")
FULL = _("The place where files are kept is full.")
NOT_THERE = _("The place where files are kept is not there. Its name may have changed.")
NO_ANSWER = _("The place where files are kept did not answer.")
IN_PLAIN_WORDS = {
    **dict.fromkeys(("EACCES", "EPERM", "EROFS", "PermissionError"), REFUSED),
    **dict.fromkeys(("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "403"), REFUSED),
    **dict.fromkeys(("ENOSPC", "EDQUOT", "EFBIG", "QuotaExceeded"), FULL),
    **dict.fromkeys(("NoSuchBucket", "ENOENT", "ENOTDIR", "EEXIST", "FileExistsError"), NOT_THERE),
    **dict.fromkeys(("EndpointConnectionError", "ConnectTimeoutError", "ReadTimeoutError"), NO_ANSWER),
    **dict.fromkeys(("ConnectionClosedError", "S3UploadFailedError", "InternalError", "SlowDown", "503"), NO_ANSWER),
    **dict.fromkeys(("EIO", "ENOTCONN", "ESTALE", "ETIMEDOUT"), NO_ANSWER),
}


class StoreAway(OSError):
    """The store did not answer, refused, or is full. `kind` says how, in one word and without any name.

    It is an OSError, since that is what Wagtail expects of a place for files that fails.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(f"The store of files does not answer ({kind}).")


class NotKept(ValidationError):
    """A file that somebody sends could not be kept. The message says what is safe and what to do."""


@contextmanager
def said_kindly() -> Iterator[None]:
    """Turn StoreAway into NotKept, which forms know how to show, while somebody's file is being kept."""
    try:
        yield
    except StoreAway:
        raise NotKept(NOT_KEPT) from None


def keep_now(file: Any) -> None:
    """Put the new file of a row into the store before the row is written. Raises NotKept, and the row can be mended."""
    with said_kindly():
        file.save(file.name, file.file, save=False)


def away_in(failure: BaseException | None) -> StoreAway | None:
    """Return the StoreAway that `failure` is or came from; Wagtail wraps it in an error of its own."""
    while failure is not None and not isinstance(failure, StoreAway):
        failure = failure.__cause__
    return failure


def in_plain_words(kind: str) -> str:
    """Say a kind of failure to somebody who looks after the site."""
    return str(IN_PLAIN_WORDS.get(kind, _("It did not work (%(kind)s).") % {"kind": kind})) if kind else ""


def kind_of(failure: OSError) -> str:
    """Return the system's short name for what went wrong, such as ENOSPC where a disk is full."""
    return errno.errorcode.get(failure.errno or 0, type(failure).__name__)
