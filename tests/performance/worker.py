"""The site as it is, with one header more: which worker process has answered."""

import os
from typing import Any

from config.wsgi import application as site


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """Answer as the site does, and say who did."""

    def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
        return start_response(status, [*headers, ("X-Worker", str(os.getpid()))], *more)

    return site(environ, started)
