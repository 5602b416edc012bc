"""Copying files out for the public at go-live, and removing them when the page stops being live."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from files.models import Image, Media, PublicFile
from files.pictures import FILTERS, filter_variant
from files.references import file_key, files_of
from files.storage import random_name
from publishing.candidates import object_key
from publishing.errors import PublishBlocked
from publishing.holding import hold_key
from publishing.models import Release
from publishing.places import Place
from publishing.taking_down import do_soon

STEP = "files"
"""The step of taking down that removes public copies."""
AN_HOUR = timedelta(hours=1)


def public_storage() -> Storage:
    """The place that the public reads from."""
    return storages["public"]


def _copies(file: Any) -> Iterator[tuple[str, str, bytes, int | None, int | None]]:
    """Yield what of `file` goes out: variant, ending, bytes, width and height. Raises PublishBlocked."""
    with file.file.open("rb") as source:
        original = source.read()
    if hashlib.sha256(original).hexdigest() != file.sha256:
        raise PublishBlocked(
            [_("The file of “%(name)s” is not the one that was added. Please add it again.") % {"name": file.title}]
        )
    if isinstance(file, Image):
        for spec, rendition in file.get_renditions(*FILTERS).items():
            with rendition.file.open("rb") as source:
                yield (
                    filter_variant(spec),
                    PurePath(rendition.file.name).suffix,
                    source.read(),
                    rendition.width,
                    rendition.height,
                )
        return
    size = (getattr(file, "width", None), getattr(file, "height", None))
    yield "original", PurePath(file.file.name).suffix, original, *size
    if isinstance(file, Media) and file.captions.strip():
        yield "captions", ".vtt", file.captions.encode(), None, None


def publish_files(release: Release, obj: Any, undo: list[Callable[[], Any]]) -> None:
    """Put a copy of exactly the files in the release's manifest into the public place. Raises PublishBlocked.

    Older copies go when these are safely public; on failure `undo` deletes the new ones.
    """
    storage = public_storage()
    older = has_copies(object_key(obj))
    for file in files_of(obj):
        try:
            copies = list(_copies(file))
        except FileNotFoundError:
            raise PublishBlocked([_("The file of “%(name)s” is missing. Please add it again.") % {"name": file.title}])
        for variant, ending, content, width, height in copies:
            name = storage.save(random_name(f"file{ending}"), ContentFile(content))
            undo.append(partial(storage.delete, name))
            PublicFile.objects.create(
                release=release,
                key=file_key(file),
                variant=variant,
                name=name,
                width=width,
                height=height,
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
            )
    if older:
        do_soon(STEP, object_key(obj))


def _of(key: dict[str, Any]) -> QuerySet[PublicFile]:
    return PublicFile.objects.filter(**{f"release__{name}": value for name, value in key.items()})


def remove_files(copies: Iterable[PublicFile]) -> None:
    """Delete public copies, bytes first: a row without bytes is found and mended, bytes without a row are not."""
    for copy in copies:
        public_storage().delete(copy.name)
        copy.delete()


def take_one_away(release: Release, key: str) -> None:
    """Delete the public copies of one file of a release, whose words have just been blanked, once that is certain."""
    if PublicFile.objects.filter(release=release, key=key).exists():
        do_soon(STEP, {"content_type": release.content_type, "object_id": release.object_id})


def has_copies(key: dict[str, Any]) -> bool:
    """Say whether there is a public copy made for this object."""
    return _of(key).exists()


def withdraw_files(key: dict[str, Any]) -> None:
    """Delete every public copy made for this object, but for those that it shows where it is live by now."""
    with transaction.atomic():
        # Who is just publishing it comes first, or finds only its own copies afterwards.
        obj = hold_key(key)
        copies = list(_of(key).order_by("pk"))
        shown = _shown(key) if obj is not None and obj.live else set()
    remove_files(copy for copy in copies if copy.pk not in shown)


def _shown(key: dict[str, Any]) -> set[int]:
    """Return the ids of the copies that a live object shows: the newest of each file that its release still names."""
    release = Release.objects.select_related("manifest").filter(**key, state=Release.State.VALID).first()
    if release is None:
        return set()
    named = {name for name, frozen in release.manifest.body.get("files", {}).items() if frozen["sha256"]}
    copies = PublicFile.objects.filter(release=release, key__in=named).order_by("pk")
    return set({(copy.key, copy.variant): copy.pk for copy in copies}.values())


def remove_strays(now: datetime) -> None:
    """Delete from the public place what no row knows: a process died after copying it and before saying so.

    Once an hour, since it looks at every file; what is younger than that may belong to somebody who is publishing.
    """
    if not cache.add("files.strays", True, timeout=AN_HOUR.total_seconds()):
        return
    storage = public_storage()
    known = set(PublicFile.objects.values_list("name", flat=True))
    for name in _names_in(storage):
        if name not in known and storage.get_modified_time(name) < now - AN_HOUR:
            storage.delete(name)


def _names_in(storage: Storage) -> Iterator[str]:
    try:
        folders, _loose = storage.listdir("")
    except FileNotFoundError:
        return
    for folder in folders:
        for name in storage.listdir(folder)[1]:
            yield f"{folder}/{name}"


def places() -> list[Place]:
    """Return where each file of a valid release lies, with the fingerprint of the bytes that were put there."""
    copies = PublicFile.objects.filter(release__state=Release.State.VALID).select_related("release__manifest")
    named = (copy for copy in copies if copy.key in copy.release.manifest.body.get("files", {}))
    return [Place(copy.url, copy.sha256) for copy in named]


def audit() -> list[str]:
    """Say which files lie in the public place though no valid release names them."""
    known = set(PublicFile.objects.filter(release__state=Release.State.VALID).values_list("name", flat=True))
    return [
        f"The public file {name} belongs to no valid release."
        for name in _names_in(public_storage())
        if name not in known
    ]
