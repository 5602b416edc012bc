"""A scan or photo of a signed paper."""

from typing import BinaryIO

from django.core.files.base import ContentFile

from files.cleaning.documents import clean_document
from files.cleaning.pictures import clean_picture


def clean_paper(file: BinaryIO, name: str) -> ContentFile:
    """Return a scan or photo of a paper without metadata; a PDF is known by its content. Raises UnsafeFile."""
    file.seek(0)
    is_pdf = b"%PDF-" in file.read(1024)
    return clean_document(file, name) if is_pdf else clean_picture(file, name)
