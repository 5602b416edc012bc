"""Which language an address is in: the one in its prefix, never one that a browser or cookie asks for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class PublicLanguageMiddleware:
    """Turn on the language of the address for the time of the request. The admin stays in English."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the path."""
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
        return response
