"""Keeping what somebody sends: always a row of its own, so that a draft and its older versions stay as they were."""

from typing import Any

from files import cleaning
from files.models import Image, Media


def keep_picture(
    *, user: Any, before: Image | None, file: Any, alt_text: str, is_decorative: bool, title: str
) -> Image:
    """Return the picture with this description; a change is a new version. Raises cleaning.UnsafeFile."""
    if before is not None and not file and (before.alt_text, before.is_decorative) == (alt_text, is_decorative):
        return before
    picture = Image() if before is None else before.new_version()
    picture.alt_text, picture.is_decorative = alt_text, is_decorative
    picture.uploaded_by_user = user
    if file:
        # Looked at before anything else reads it: a file that is no picture gets its sentence.
        picture.title = title[:255]
        picture.file = cleaning.clean_picture(file, file.name)
        picture.focal_point_x = picture.focal_point_y = None
        picture.focal_point_width = picture.focal_point_height = None
    picture.save()
    return picture


def keep_recording(*, user: Any, before: Media | None, file: Any, kind: str, title: str, **words: str) -> Media:
    """Return the recording with these words (transcript, captions, language); a change is a new version.

    `kind` is "audio" or "video". Raises cleaning.UnsafeFile.
    """
    if before is not None and not file and all(getattr(before, name) == value for name, value in words.items()):
        return before
    recording = Media(type=kind) if before is None else before.new_version()
    for name, value in words.items():
        setattr(recording, name, value)
    recording.uploaded_by_user = user
    if file:
        recording.title = title[:255]
        recording.file = file
    recording.save()
    return recording
