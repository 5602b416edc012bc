"""Erasing a person: the pictures, recordings and documents that they brought."""

from django.contrib.contenttypes.models import ContentType
from wagtail.search import index

from files.models import Document, FileChange, Image, Media, PhoneVersion
from files.public import take_files_away
from files.references import file_key
from files.storage import private_storage
from publishing.erasing import Subject
from publishing.models import Manifest, Release
from publishing.taking_down import Key, do_soon

STEP = "erased file"
"""A private file whose row is gone; its random name stands where other steps have an object's id."""


def erase_files(subject: Subject) -> None:
    """Delete each file that this person brought, every size of it, and all bytes, retried until the store agrees.

    It goes from the works of others too, such as a copy in which this person takes no part. Where one of these is
    shown with a gap in it, an empty row stays, so that the gap can be seen.
    """
    if subject.user_id is None:
        return
    names: list[str] = []
    for model in (Image, Media, Document):
        for file in model._base_manager.filter(uploaded_by_user_id=subject.user_id):
            names += _names_of(file) + _small_copies_of(file)
            FileChange.objects.filter(key=file_key(file)).delete()
            naming = _naming(file)
            for manifest in naming:
                take_files_away(manifest.release, [file_key(file)])
            if any(manifest.release.state == Release.State.VALID for manifest in naming):
                _empty(file)
            else:
                _delete_row(file)
    for name in names:
        erase_bytes_later(name)


def erase_bytes_later(name: str) -> None:
    """Delete a private file by its name once the transaction has succeeded, and try until the store agrees."""
    do_soon(STEP, {"content_type": ContentType.objects.get_for_model(Image), "object_id": name})


def _names_of(file: Image | Media | Document) -> list[str]:
    names = [str(file.file.name)]
    if isinstance(file, Image):
        names += [rendition.file.name for rendition in file.renditions.all()]
    if isinstance(file, Media) and file.thumbnail:
        names.append(str(file.thumbnail.name))
    return names


def _small_copies_of(file: Image | Media | Document) -> list[str]:
    """Return the names of what was made of a file's bytes, which go whoever else names them, and forget it.

    The rows are locked first: a worker that is just making one finds nothing to write to.
    """
    made = PhoneVersion.objects.select_for_update().filter(source=str(file.file.name))
    names = [str(small.file.name) for small in made if small.file]
    PhoneVersion.objects.filter(source=str(file.file.name)).delete()
    return names


def _empty(file: Image | Media | Document) -> None:
    """Blank every word of a file's row, in search too. Its bytes go by their name."""
    has = {field.name for field in file._meta.concrete_fields}
    words = [name for name in ("title", "description", "alt_text", "credit", "transcript", "captions") if name in has]
    type(file)._base_manager.filter(pk=file.pk).update(**dict.fromkeys(words, ""), sha256="", uploaded_by_user=None)
    if isinstance(file, Image):
        file.renditions.all().delete()
    index.insert_or_update_object(type(file)._base_manager.get(pk=file.pk))


def _delete_row(file: Image | Media | Document) -> None:
    if isinstance(file, Media):
        # Its own signal would ask the store once more for what goes by its name.
        file.file.name, file.thumbnail.name = "", ""
    # Erasure alone opens what was sent in.
    type(file)._base_manager.filter(pk=file.pk).update(frozen_at=None)
    file.delete()


def _naming(file: Image | Media | Document) -> list[Manifest]:
    """Return what was frozen with every release that shows or showed this file."""
    return list(Manifest.objects.filter(body__files__has_key=file_key(file)).select_related("release"))


def delete_bytes(key: Key) -> None:
    """Delete one private file by its name."""
    private_storage().remove(key["object_id"])
