"""Copying files out for the public at go-live, and removing them when the page stops being live."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from files.errors import away_in
from files.models import Image, Media, PublicFile, Rendition
from files.phone_versions import PHONE, ready_version
from files.references import file_key, files_of
from files.sizes import FILTERS, filter_variant
from files.storage import private_storage, public_storage, random_name
from publishing.candidates import object_key
from publishing.errors import PublishBlocked, TryAgainLater
from publishing.holding import hold_key
from publishing.models import Manifest, Release
from publishing.places import Place
from publishing.taking_down import do_soon, note_done

STEP, STEP_OUT = "files", "files out"
"""The step of taking down that removes public copies, and the one of going live that makes them."""
NOT_OUT_YET = gettext_lazy(
    "Everything is safe, and nothing has to be done again. The place where files are kept does not answer just now, so "
    "this is not public yet. We try again every minute."
)


@dataclass(frozen=True)
class GoingOut:
    """An open file on its way out. `variant` says in which size and format it is."""

    variant: str
    ending: str
    content: Any
    width: int | None = None
    height: int | None = None

    def fingerprint(self) -> str:
        """Return the SHA-256 of the bytes."""
        self.content.seek(0)
        return hashlib.file_digest(self.content, "sha256").hexdigest()


def _going_out(file: Any, undo: list[Callable[[], Any]]) -> Iterator[GoingOut]:
    """Yield what of `file` goes out, each open until the next is asked for. Raises PublishBlocked."""
    with file.file.storage.open(file.file.name) as content:
        size = (getattr(file, "width", None), getattr(file, "height", None))
        original = GoingOut("original", PurePath(file.file.name).suffix, content, *size)
        if original.fingerprint() != file.sha256:
            raise PublishBlocked(
                [_("The file of “%(name)s” is not the one that was added. Please add it again.") % {"name": file.title}]
            )
        if not isinstance(file, Image):
            yield original
    if isinstance(file, Image):
        for spec, rendition in _sizes_of(file, undo).items():
            name = rendition.file.name
            with rendition.file.storage.open(name) as content:
                yield GoingOut(filter_variant(spec), PurePath(name).suffix, content, rendition.width, rendition.height)
    if isinstance(file, Media) and file.type == "video":
        yield from _for_phones(file)
    if isinstance(file, Media) and file.captions.strip():
        yield GoingOut("captions", ".vtt", ContentFile(file.captions.encode()))


def _for_phones(video: Media) -> Iterator[GoingOut]:
    """Yield the small copy of a video where there is one, just as it was made. Without it the original plays."""
    made = ready_version(video)
    if made is None:
        return
    name = str(made.file.name)
    try:
        content = made.file.storage.open(name)
    except FileNotFoundError:
        return
    with content:
        small = GoingOut(PHONE, PurePath(name).suffix, content, made.width, made.height)
        if small.fingerprint() == made.sha256:
            yield small


def _sizes_of(image: Image, undo: list[Callable[[], Any]]) -> dict[str, Rendition]:
    """Return a picture in every size and format; `undo` forgets those that were made just now."""
    renditions: dict[str, Rendition] = image.get_renditions(*FILTERS)
    undo.extend(partial(_forget, rendition) for rendition in renditions.values())
    return renditions


def _forget(rendition: Rendition) -> None:
    """Forget a rendition whose row was rolled back: Wagtail's cache would go on naming it, and its bytes stay.

    It is known by its file: Wagtail makes several at once and does not say which number each row got.
    """
    if Rendition.objects.filter(file=rendition.file.name).exists():
        return
    rendition.purge_from_cache()
    private_storage().remove(rendition.file.name)


def publish_files(release: Release, obj: Any, undo: list[Callable[[], Any]]) -> None:
    """Put a copy of exactly the files in the release's manifest into the public place.

    Older copies go when these are safely public; on failure `undo` deletes the new ones. Raises PublishBlocked, or
    TryAgainLater where the store does not answer. For a smaller audience nothing goes out.
    """
    if release.audience != Release.PUBLIC:
        return
    older = has_copies(object_key(obj))
    began = timezone.now()
    files = files_of(obj)
    for file in files:
        try:
            for going in _going_out(file, undo):
                _let_out(release, file, going, undo)
        except FileNotFoundError:
            raise PublishBlocked([_("The file of “%(name)s” is missing. Please add it again.") % {"name": file.title}])
        except OSError as failure:
            away = away_in(failure)
            if away is None:
                raise
            raise TryAgainLater([NOT_OUT_YET], kind=away.kind) from None
    if files:
        note_done(STEP_OUT, object_key(obj), asked_at=began)
    if older:
        do_soon(STEP, object_key(obj))


def _let_out(release: Release, file: Any, going: GoingOut, undo: list[Callable[[], Any]]) -> None:
    """Keep a public copy and note it. The bytes are read again for it, so the fingerprint is that of the copy."""
    storage = public_storage()
    name = random_name(f"file{going.ending}")
    undo.append(partial(storage.remove, name))
    fingerprint = going.fingerprint()
    storage.keep_copy(name, going.content)
    PublicFile.objects.create(
        release=release,
        key=file_key(file),
        variant=going.variant,
        name=name,
        width=going.width,
        height=going.height,
        size=going.content.size,
        sha256=fingerprint,
    )


def _of(key: dict[str, Any]) -> QuerySet[PublicFile]:
    return PublicFile.objects.filter(**{f"release__{name}": value for name, value in key.items()})


def remove_files(copies: Iterable[PublicFile]) -> None:
    """Delete public copies, bytes first: a row without bytes is found and mended, bytes without a row are not."""
    for copy in copies:
        public_storage().remove(copy.name)
        copy.delete()


def take_files_away(release: Release, keys: Iterable[str]) -> None:
    """Blank the words about these files in what was frozen with a release, and remove their public copies."""
    manifest = Manifest.objects.select_for_update().get(release=release)
    here = [key for key in keys if key in manifest.body["files"]]
    for key in here:
        frozen = manifest.body["files"][key]
        manifest.body["files"][key] = {
            name: "" if isinstance(value, str) and name not in ("type", "language") else value
            for name, value in frozen.items()
        }
        _take_one_away(release, key)
    if here:
        manifest.save(update_fields=["body", "blanked_at", "blanked_digest"])


def _take_one_away(release: Release, key: str) -> None:
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


def named_copies() -> list[PublicFile]:
    """Return the copies that may be read: of a valid release, whose manifest names the file."""
    copies = PublicFile.objects.filter(release__state=Release.State.VALID).select_related("release__manifest")
    return [copy for copy in copies if copy.key in copy.release.manifest.body.get("files", {})]


def places() -> list[Place]:
    """Return where each file of a valid release lies, with the fingerprint of the bytes that were put there."""
    return [Place(copy.url, copy.sha256) for copy in named_copies()]


def audit() -> list[str]:
    """Say which files lie in the public place though no valid release names them."""
    known = {copy.name for copy in named_copies()}
    return [
        f"The public file {name} belongs to no valid release." for name in public_storage().names() if name not in known
    ]
