"""Handing out files: private ones by signed link, public ones while they are released.

Byte ranges are answered, so that sound can be skipped through. Where an nginx stands in front it does the handing out,
and we only say which file.
"""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from files.errors import StoreAway
from files.kinds import content_type_of, disposition_of
from files.models import PublicFile
from files.storage import opened_name, private_storage, public_storage
from publishing.models import Release

RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
SECONDS_UNTIL_TRIED_AGAIN = "60"


@require_safe
def private_file(request: HttpRequest, signed: str) -> HttpResponseBase:
    """Hand out a private file for as long as its link lasts."""
    name = opened_name(signed)
    if name is None:
        raise Http404
    response = hand_out(request, private_storage(), name)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def public_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Hand out a released file. It may be kept for five minutes, so that taking back is soon felt everywhere.

    The row is asked first: what is not released any more has gone from here at once, whatever the store still holds.
    """
    size = PublicFile.objects.filter(name=name, release__state=Release.State.VALID).values_list("size", flat=True)
    if not size:
        raise Http404
    response = hand_out(request, public_storage(), name, size[0])
    if response.status_code < 500:
        response["Cache-Control"] = "public, max-age=300"
    return response


def hand_out(request: HttpRequest, storage: Any, name: str, size: int | None = None) -> HttpResponseBase:
    """Return the file of this name, or the part of it that is asked for. `size` saves asking the store for it.

    Whether somebody may have it is for the caller to know. Raises Http404.
    """
    try:
        if settings.X_ACCEL_REDIRECT:
            response: Any = HttpResponse(headers={"X-Accel-Redirect": _for_nginx(storage, name)})
        else:
            response = _read(request, storage, name, storage.size(name) if size is None else size)
    except (FileNotFoundError, SuspiciousOperation, ValueError):
        raise Http404
    except StoreAway:
        response = HttpResponse(status=503, headers={"Retry-After": SECONDS_UNTIL_TRIED_AGAIN})
        response["Cache-Control"] = "no-store"
        return response
    response["Content-Type"] = content_type_of(name)
    response["Content-Disposition"] = disposition_of(name)
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    # A file that a browser would run is never shown as a page of ours.
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _for_nginx(storage: Any, name: str) -> str:
    return f"{settings.X_ACCEL_REDIRECT}/{storage.handed_over(name)}"


def _read(request: HttpRequest, storage: Any, name: str, size: int) -> HttpResponseBase:
    part = _part_asked_for(request.headers.get("Range", ""), size)
    if part is not None and not part:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    wanted = range(size) if part is None else part
    response = StreamingHttpResponse(storage.pieces(name, wanted.start, len(wanted)))
    response["Content-Length"] = str(len(wanted))
    if part is not None:
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return response


def _part_asked_for(header: str, size: int) -> range | None:
    """Return the bytes that a Range header asks for, an empty range where there are none; None for the whole file."""
    wanted = RANGE.match(header)
    if wanted is None or not any(wanted.groups()):
        return None
    first, last = wanted.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    return range(start, end + 1)
