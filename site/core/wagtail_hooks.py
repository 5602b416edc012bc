"""The door that every page goes through on its way to the public, and a net under the editor."""

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.models import Page

from publishing.selectors import is_released


@hooks.register("before_serve_page")
def serve_only_what_is_released(page: Page, request: HttpRequest, args: list, kwargs: dict) -> None:
    """To everybody else this page is not there, whatever its type does to serve itself. Raises Http404."""
    if not is_released(page):
        raise Http404


@hooks.register("insert_editor_js")
def late_letters() -> str:
    """Save what somebody types while the editor is saving."""
    return format_html('<script src="{}"></script>', static("js/late-letters.js"))
