"""Keeping what somebody sends: always a row of its own, so that a draft and its older versions stay as they were."""

from typing import Any

from authorship.selectors import works_for
from files import cleaning
from files.frozen import note_change
from files.models import Image, Media
from files.references import file_key, files_in_revision


def keep_picture(*, user: Any, before: Image | None, file: Any, title: str, **words: Any) -> Image:
    """Return the picture with these words (alt_text, is_decorative, credit, rights, recognised).

    A change is a new version. Raises cleaning.UnsafeFile.
    """
    if before is not None and not file and all(getattr(before, name) == value for name, value in words.items()):
        return before
    picture = Image() if before is None else before.new_version()
    for name, value in words.items():
        setattr(picture, name, value)
    if file:
        picture.uploaded_by_user = user
        # Looked at before anything else reads it: a file that is no picture gets its sentence.
        picture.title = title[:255]
        picture.file = cleaning.clean_picture(file, file.name)
        picture.focal_point_x = picture.focal_point_y = None
        picture.focal_point_width = picture.focal_point_height = None
    picture.save()
    if before is not None:
        note_change(picture, user)
    return picture


def where_it_is_already(user: Any, picture: Image) -> list[str]:
    """Return the titles of the works of `user` in which the same picture stands; of other people's nothing is said."""
    same = Image.objects.filter(sha256=picture.sha256).exclude(series=picture.series)
    keys = {file_key(other) for other in same}
    if not keys:
        return []
    pages: list[Any] = [work.page for work in works_for(user)]
    return [page.draft_title for page in pages if keys & files_in_revision(page.latest_revision)]


def keep_recording(*, user: Any, before: Media | None, file: Any, kind: str, title: str, **words: str) -> Media:
    """Return the recording with these words (transcript, captions, language); a change is a new version.

    `kind` is "audio" or "video". Raises cleaning.UnsafeFile.
    """
    if before is not None and not file and all(getattr(before, name) == value for name, value in words.items()):
        return before
    recording = Media(type=kind) if before is None else before.new_version()
    for name, value in words.items():
        setattr(recording, name, value)
    if file:
        recording.uploaded_by_user = user
        recording.title = title[:255]
        recording.file = file
    recording.save()
    if before is not None:
        note_change(recording, user)
    return recording
