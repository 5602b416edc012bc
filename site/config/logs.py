"""What is logged, and what a line must not hold."""

import logging
import re

TOKEN = re.compile(r"(/(?:ok|my/invitation)/)(?!here\b|leave\b)[A-Za-z0-9_-]+")


class NoTokens(logging.Filter):
    """Takes the token of a link out of each line, whatever wrote it: with its code it would open a story."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Write the line again without tokens; always let it through."""
        said = record.getMessage()
        if TOKEN.search(said):
            record.msg, record.args = TOKEN.sub(r"\1…", said), None
        return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # A link's token is half of a key: no line of a log may hold one. The server's own log of addresses stays off.
    "filters": {"no_tokens": {"()": "config.logs.NoTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Wagtail writes page titles into its log lines: a title can name a person.
    "loggers": {
        "wagtail": {"level": "ERROR"},
        "wagtail_localize": {"level": "ERROR"},
        # An address that is gone holds the words of its title.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
