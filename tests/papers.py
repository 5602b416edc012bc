"""Fetching papers as somebody who waits for them: asked for, made by the worker, fetched."""

import io
from typing import Any

import pypdf
from django.test import Client

from learning.models import Paper
from learning.papers import make_next
from tests.stores import names_in


def pdf_at(address: str) -> pypdf.PdfReader:
    """Return the PDF at an address, made by the worker where nobody has asked for it before."""
    answer: Any = Client().get(address)
    if answer.status_code == 202:
        assert make_next()
        answer = Client().get(address)
    assert answer.status_code == 200, answer.status_code
    assert answer["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(b"".join(answer.streaming_content)))


def words_of(pdf: pypdf.PdfReader) -> str:
    """Return all that can be read in a PDF, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def papers_in_store() -> set[str]:
    """Return the names of the papers that are made, each of which lies in the private place."""
    names = set(Paper.objects.exclude(file="").values_list("file", flat=True))
    assert names <= names_in("private")
    return names
