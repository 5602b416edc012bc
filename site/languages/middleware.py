"""Which language an answer is in: that of its address, or the one that somebody chose for what is theirs alone."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from languages.interface import chosen_language, interface_for, is_personal

PAGES = "wagtail_serve"


class LanguageMiddleware:
    """Speaks, around a page in the language of its address, one that we know.

    A public address says by its prefix which language it is in, whatever a browser or cookie asks for: everybody who
    is sent it reads the same, and it can be kept by whatever stands in between. The admin stays in the main language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Turn the language on for the time of the request."""
        personal = is_personal(request.path_info)
        in_address = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = chosen_language(request) if personal else in_address
        with translation.override(request.LANGUAGE_CODE):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Speak a language of ours once the address is understood. A page is found in its own, and drawn in ours."""
        if request.resolver_match is None or request.resolver_match.url_name != PAGES:
            translation.activate(interface_for(request.LANGUAGE_CODE))


def speak_our_language(page: Any, request: HttpRequest, serve_args: Any, serve_kwargs: Any) -> None:
    """Once a page is found and before it is drawn: speak a language of ours again around it."""
    translation.activate(interface_for(request.LANGUAGE_CODE))
