"""When the gate says no inside a view that does not know it, its sentences still reach the person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from publishing.errors import PublishBlocked
from publishing.trying_again import write_notes


class GateAnswersMiddleware:
    """Show what stands in the way on the page that the person came from."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and note what could not be shown while it was answered."""
        response = self.get_response(request)
        write_notes()
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn PublishBlocked into messages and a way back; leave every other error alone."""
        if not isinstance(exception, PublishBlocked):
            return None
        for sentence in exception.sentences:
            messages.error(request, sentence)
        back = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
            back = "/"
        return redirect(back)
