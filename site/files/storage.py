"""Two places on disk: a private one, read by signed links, and a public one that holds what is released."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse
from django.utils.deconstruct import deconstructible


def random_name(name: str) -> str:
    """Return a name that says nothing: the one a phone gave can hold a date, a place or a person."""
    ending = PurePath(name).suffix.lower()[:8]
    fresh = uuid.uuid4().hex
    return f"{fresh[:2]}/{fresh}{ending}"


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="files.private")


def signed_name(name: str) -> str:
    """Return `name` with a signature that opens it for `SIGNED_LINK_SECONDS`."""
    return _signer().sign(name)


def opened_name(signed: str) -> str | None:
    """Return the name that a signed link opens, or None where the link is false or too old."""
    try:
        return _signer().unsign(signed, max_age=settings.SIGNED_LINK_SECONDS)
    except BadSignature:
        return None


@deconstructible
class PrivateFiles(FileSystemStorage):
    """Originals, and every rendition made for a draft, a preview or the admin."""

    @property
    def base_location(self):
        """Where the files lie, asked anew each time so that tests can move it."""
        return settings.PRIVATE_FILES_ROOT

    @property
    def location(self):
        """The folder as an absolute path."""
        return str(self.base_location)

    def url(self, name: str | None) -> str:
        """Return a link that opens this file for a few minutes."""
        return reverse("private_file", args=[signed_name(name or "")])


@deconstructible
class PublicFiles(FileSystemStorage):
    """Copies of exactly the files that a valid release of something live names."""

    @property
    def base_location(self):
        """Where the files lie, asked anew each time so that tests can move it."""
        return settings.PUBLIC_FILES_ROOT

    @property
    def location(self):
        """The folder as an absolute path."""
        return str(self.base_location)

    def url(self, name: str | None) -> str:
        """Return the public address of a file."""
        return f"{settings.PUBLIC_FILES_URL}{name}"
