"""Copying files out for the public at go-live, and removing them when the page stops being live."""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePath
from typing import Any

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
from publishing.models import Release
from publishing.places import Place


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

    Copies of an older release go when this one is safely public; on failure `undo` deletes the new ones.
    """
    storage = public_storage()
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
    older = _of(object_key(obj)).exclude(release=release)
    transaction.on_commit(lambda: remove_files(older))


def _of(key: dict[str, Any]) -> QuerySet[PublicFile]:
    return PublicFile.objects.filter(**{f"release__{name}": value for name, value in key.items()})


def remove_files(copies) -> None:
    """Delete public copies, bytes first: a row without bytes is found and mended, bytes without a row are not."""
    for copy in copies:
        public_storage().delete(copy.name)
        copy.delete()


def take_one_away(release: Release, key: str) -> None:
    """Delete the public copies of one file of a release, once that is certain."""
    copies = PublicFile.objects.filter(release=release, key=key)
    transaction.on_commit(lambda: remove_files(copies), robust=True)


def has_copies(key: dict[str, Any]) -> bool:
    """Say whether there is a public copy made for this object."""
    return _of(key).exists()


def withdraw_files(key: dict[str, Any]) -> None:
    """Delete every public copy made for this object, but for those that it shows if it is live again by now."""
    model: Any = key["content_type"].model_class()
    copies = _of(key)
    if model is not None and model._base_manager.filter(pk=key["object_id"], live=True).exists():
        copies = copies.exclude(release__state=Release.State.VALID)
    remove_files(copies)


def places() -> list[Place]:
    """Return where each file of a valid release lies, with the fingerprint of the bytes that were put there."""
    copies = PublicFile.objects.filter(release__state=Release.State.VALID).select_related("release__manifest")
    named = (copy for copy in copies if copy.key in copy.release.manifest.body.get("files", {}))
    return [Place(copy.url, copy.sha256) for copy in named]


def audit() -> list[str]:
    """Say which files lie in the public place though no valid release names them."""
    storage = public_storage()
    known = set(PublicFile.objects.filter(release__state=Release.State.VALID).values_list("name", flat=True))
    problems: list[str] = []
    try:
        folders, _loose = storage.listdir("")
    except FileNotFoundError:
        return problems
    for folder in folders:
        for name in storage.listdir(folder)[1]:
            if f"{folder}/{name}" not in known:
                problems.append(f"The public file {folder}/{name} belongs to no valid release.")
    return problems
