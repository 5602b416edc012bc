"""When the store does not answer inside a view that does not know what to say, the person still gets a sentence."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.kept_words import fields_of, readable
from files.errors import NOT_KEPT, NotKept, away_in
from files.views import SECONDS_UNTIL_TRIED_AGAIN


class StoreAnswersMiddleware:
    """Say what happened, what is safe and what to do, and give the words back that somebody sent."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for a store that is away; leave every other error alone."""
        if not isinstance(exception, NotKept) and away_in(exception) is None:
            return None
        sentence = str(NOT_KEPT if request.FILES else _("The place where files are kept does not answer just now."))
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            # The admin's page for several files shows this beside the one that it sent.
            return JsonResponse({"success": False, "error_message": sentence})
        context = {"sentence": sentence, "texts": readable(fields_of(request)), "back": request.path}
        response = render(request, "store_away.html", context, status=503)
        response["Retry-After"], response["Cache-Control"] = SECONDS_UNTIL_TRIED_AGAIN, "no-store"
        return response
