"""What is logged, and what a line must not hold."""

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

TOKEN = re.compile(r"(/(?:ok|my/invitation)/)(?!here\b|leave\b)[A-Za-z0-9_-]+")


class NoTokens(logging.Filter):
    """Takes the token of a link out of each line, whatever wrote it: with its code it would open a story."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Write the line again without tokens; always let it through."""
        said = record.getMessage()
        if TOKEN.search(said):
            record.msg, record.args = TOKEN.sub(r"\1…", said), None
        return True


class NoAddresses(logging.Filter):
    """Puts the pattern in the place of the address that an answer was about: an address can hold a title's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Write the line again; always let it through."""
        request = getattr(record, "request", None)
        if request is not None:
            match = getattr(request, "resolver_match", None)
            record.msg, record.args = (
                "%s at %s",
                (getattr(record, "status_code", "error"), match.route if match else "?"),
            )
        return True


class JsonLines(logging.Formatter):
    """One line of JSON for each record: time (UTC), level, logger, message, the request's name, and stated facts.

    Of what went wrong it keeps the kind and the places in the code, never its words: they can quote a story.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        from core.request_names import current

        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": current.get(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["failed"] = record.exc_info[0].__name__
            line["where"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(record.exc_info[2])
            ]
        return json.dumps(line, ensure_ascii=False)


def logging_for(*, json_lines: bool) -> dict[str, Any]:
    """Return Django's LOGGING: plain lines for a laptop, JSON for machines that collect them."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        # A link's token is half of a key: no line of a log may hold one. The server's own log of addresses stays off.
        "filters": {"no_tokens": {"()": "config.logs.NoTokens"}, "no_addresses": {"()": "config.logs.NoAddresses"}},
        "formatters": {"json": {"()": "config.logs.JsonLines"}, "plain": {"format": "%(message)s"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "filters": ["no_addresses", "no_tokens"] if json_lines else ["no_tokens"],
                "formatter": "json" if json_lines else "plain",
                "stream": sys.stdout if json_lines else sys.stderr,
            }
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            # Wagtail writes page titles into its log lines: a title can name a person.
            "wagtail": {"level": "ERROR"},
            "wagtail_localize": {"level": "ERROR"},
            # An address that is gone holds the words of its title.
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
            "told.requests": {"level": "INFO" if json_lines else "WARNING"},
        },
    }


LOGGING = logging_for(json_lines=False)
