"""The door that every page goes through on its way to the public."""

from django.http import Http404, HttpRequest
from wagtail import hooks
from wagtail.models import Page

from publishing.selectors import is_released


@hooks.register("before_serve_page")
def serve_only_what_is_released(page: Page, request: HttpRequest, args: list, kwargs: dict) -> None:
    """To everybody else this page is not there, whatever its type does to serve itself. Raises Http404."""
    if not is_released(page):
        raise Http404
