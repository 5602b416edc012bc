"""What a log line must not hold."""

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
