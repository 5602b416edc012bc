"""Files on their way in: the rest of one that is too big is not written down, and one that waits is clean already."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from files import cleaning
from files.models import Document, Image
from files.storage import random_name


class CappedFile(TemporaryFileUploadHandler):
    """Keeps so much of each file that its door sees that it is too big, and lets the rest go by.

    So the form is answered with its sentence, and the words that came with the file are still there.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self._room = settings.MEDIA_MAX_UPLOAD_SIZE + self.chunk_size

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece down as long as there is room."""
        if self._room > 0:
            super().receive_data_chunk(raw_data, start)
        self._room -= len(raw_data)

    def file_complete(self, file_size: int) -> Any:
        """Hand the file on with the size that it has here."""
        written: Any = self.file.file
        return super().file_complete(min(file_size, written.tell()))


DOORS = {Image: cleaning.clean_picture, Document: cleaning.clean_document}


def clean_what_waits(sender: type, instance: Any, **kwargs: Any) -> None:
    """Before Wagtail keeps a file whose form is not complete yet: take the clean copy, under a name that says nothing.

    Raises cleaning.UnsafeFile.
    """
    file = instance.file
    if not file or file._committed:
        return
    door = DOORS.get(instance.for_content_type.model_class())
    if door is None:
        raise cleaning.UnsafeFile("Only pictures and documents wait for their form.")
    given = file.file
    given.seek(0)
    clean = door(given, str(file.name))
    instance.file = clean
    instance.file.name = random_name(str(clean.name)).rpartition("/")[2]
