"""Showing what is not public as its readers would see it, with a way back to where somebody came from."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language


@dataclass(frozen=True)
class WayBack:
    """Where a preview leads back to, and what its link says."""

    address: str
    label: str


def preview_of(page: Any, request: HttpRequest, *, back_to: str, label: str, **more: Any) -> HttpResponse:
    """Return `page`, a version in memory, as a reader would see it, with a link back. Whoever calls asked the right.

    What stands around it is as its readers see it; the line that says so, in the language of whoever looks.

    `more` are further attributes of the request that the page's template sees.
    """
    attributes = {"way_back": WayBack(back_to, label), "speaks": get_language(), **more}
    answer: HttpResponse = page.make_preview_request(original_request=request, extra_request_attrs=attributes)
    return answer
