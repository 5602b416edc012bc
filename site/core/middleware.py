"""Addresses that no page can have."""

from django.http import HttpRequest, HttpResponse


class NoNulMiddleware:
    """Answer 404 to an address with the character NUL in it, which PostgreSQL cannot even look for."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through what can be looked for."""
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponse("There is nothing here.", status=404, content_type="text/plain; charset=utf-8")
        return self.get_response(request)
