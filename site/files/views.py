"""Handing out files: private ones by signed link, public ones with byte ranges so that sound can be skipped through."""

import mimetypes
import re
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import Storage, storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from files.storage import opened_name

RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
PIECE = 64 * 1024


@require_safe
def private_file(request: HttpRequest, signed: str) -> HttpResponseBase:
    """Hand out a private file for as long as its link lasts."""
    name = opened_name(signed)
    if name is None:
        raise Http404
    response = _hand_out(request, storages["default"], name)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def public_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Hand out a released file. It may be kept for five minutes, so that taking back is soon felt everywhere."""
    response = _hand_out(request, storages["public"], name)
    response["Cache-Control"] = "public, max-age=300"
    return response


def _hand_out(request: HttpRequest, storage: Storage, name: str) -> Any:
    try:
        file = storage.open(name, "rb")
    except (OSError, SuspiciousFileOperation, ValueError):
        raise Http404
    size = file.size
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    wanted = RANGE.match(request.headers.get("Range", ""))
    if wanted and any(wanted.groups()):
        response: HttpResponseBase = _part(file, size, wanted, content_type)
    else:
        response = FileResponse(file, content_type=content_type)
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    # A file that a browser would run is never shown as a page of ours.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _part(file: Any, size: int, wanted: re.Match, content_type: str) -> HttpResponseBase:
    first, last = wanted.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})

    def pieces():
        with file:
            file.seek(start)
            left = end - start + 1
            while left > 0:
                piece = file.read(min(PIECE, left))
                if not piece:
                    return
                left -= len(piece)
                yield piece

    response = StreamingHttpResponse(pieces(), status=206, content_type=content_type)
    response["Content-Length"] = str(end - start + 1)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response
