"""What of a file is frozen with a release, and what the gate asks of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files.models import FileChange, Image, Media, Recognised, Rights
from files.references import file_key, files_in_revision, files_named, files_of
from files.storage import random_name
from publishing.candidates import Candidate

HAS_NOT_SAID_YES = gettext_lazy(
    "Somebody can be recognised in the picture “%(name)s” and has not said yes. Ask them, or hide their face."
)


def _frozen(file: Any) -> dict[str, Any]:
    frozen = {"sha256": file.sha256}
    if isinstance(file, Image):
        frozen |= {
            "alt": file.default_alt_text,
            "decorative": file.is_decorative,
            "width": file.width,
            "height": file.height,
        }
        if file.credit:
            frozen["credit"] = file.credit
    if isinstance(file, Media):
        frozen |= {
            "type": file.type,
            "language": file.language,
            "transcript": file.transcript,
            "captions": file.captions,
            "duration": file.duration,
        }
    return frozen


def manifest_part(obj: Any) -> dict[str, Any]:
    """Return each file of `obj` with the fingerprint of its bytes and the words that go with it."""
    return {"files": {file_key(file): _frozen(file) for file in files_of(obj)}}


def gate(candidate: Candidate) -> Iterator[str]:
    """Every picture says what it shows, and may be shown; every recording has its words written down.

    Pictures that were there before anybody asked who can be recognised stay as they are.
    """
    for file in files_of(candidate.obj):
        if isinstance(file, Image) and not file.is_described:
            yield _("Say what the picture “%(name)s” shows, or mark it as decoration.") % {"name": file.title}
        if isinstance(file, Image):
            yield from _not_to_be_shown(file)
        if isinstance(file, Media) and not file.transcript.strip():
            yield _("Write down what is said in the recording “%(name)s”.") % {"name": file.title}


def _not_to_be_shown(picture: Image) -> Iterator[str]:
    name = {"name": picture.title}
    if picture.recognised == Recognised.NO_YES:
        yield str(HAS_NOT_SAID_YES) % name
    if picture.recognised == Recognised.UNANSWERED:
        yield _("Say whether anybody can be recognised in the picture “%(name)s”.") % name
    if picture.rights == Rights.UNKNOWN:
        yield _("Find out whether we may use the picture “%(name)s”, or take another one.") % name


def freeze(obj: Any) -> None:
    """Freeze each file that a revision uses, when it is sent in."""
    for file in files_of(obj):
        if file.frozen_at is None:
            type(file)._base_manager.filter(pk=file.pk).update(frozen_at=timezone.now())


def guard_delete(sender: type, instance: Any, **kwargs: Any) -> None:
    """Before a file is deleted, by whatever road: one that was sent in stays. Raises FrozenFile."""
    instance.refuse_to_go_if_frozen()


def spare_shared_bytes(sender: type, instance: Any, **kwargs: Any) -> None:
    """Before a file is deleted: bytes that another version has too stay, whatever deletes them afterwards by name."""
    if instance.shares_file(instance.file.name):
        instance.file.name = random_name("")


def note_change(file: Any, user: Any) -> None:
    """Note that `user` changed something of a version. Its bytes stay those of whoever brought them."""
    FileChange.objects.create(key=file_key(file), user=user)


def writers(obj: Any, since: datetime | None) -> set[int]:
    """Return who brought or changed the files that the latest version of `obj` uses, since its last release."""
    latest = obj.get_latest_revision() if hasattr(obj, "get_latest_revision") else None
    files = files_of(obj) if latest is None else files_named(files_in_revision(latest))
    changes = FileChange.objects.filter(key__in=[file_key(file) for file in files])
    if since is not None:
        changes = changes.filter(changed_at__gt=since)
        files = [file for file in files if file.created_at > since]
    brought = {file.uploaded_by_user_id for file in files if file.uploaded_by_user_id}
    return brought | set(changes.values_list("user_id", flat=True))
