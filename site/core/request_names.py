"""A name for each request, so that all lines of a log about one can be found; it says nothing about who asked."""

import logging
import re
import time
from contextvars import ContextVar
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
GOOD = re.compile(r"[A-Za-z0-9-]{8,64}")

current: ContextVar[str] = ContextVar("request_id", default="")
logger = logging.getLogger("told.requests")


class RequestNameMiddleware:
    """Name each request, say the name in the answer, and log what came of it: never by whom, nor an address."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take the name that a proxy of ours gave, or make one."""
        given = request.headers.get(HEADER, "") if settings.TRUSTED_PROXIES else ""
        name = given if GOOD.fullmatch(given) else uuid4().hex
        token, began = current.set(name), time.monotonic()
        try:
            response = self.get_response(request)
            response[HEADER] = name
            # The pattern and not the address, which can hold the words of a title, or half of a key.
            match = request.resolver_match
            did = {
                "method": request.method,
                "route": match.route if match else "",
                "status": response.status_code,
                "ms": round((time.monotonic() - began) * 1000),
            }
            logger.info("answered", extra={"facts": did})
            return response
        finally:
            current.reset(token)
