"""Small ways to make what proves a yes."""

import io

import pypdf
from django.core.files.uploadedfile import SimpleUploadedFile


def a_pdf(name: str = "Noor-yes.pdf") -> SimpleUploadedFile:
    """Return a PDF of one empty page that names its author."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "Noor Begum"})
    out = io.BytesIO()
    writer.write(out)
    return SimpleUploadedFile(name, out.getvalue(), "application/pdf")
