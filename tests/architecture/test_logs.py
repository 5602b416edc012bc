"""No line of a log holds the token of a link: with its code it would open a story."""

import logging

import pytest
from django.conf import settings
from django.test import Client

from config.logs import NoTokens
from tests.architecture.house import ROOT

TOKEN = "q3cret-T0ken_of_somebody"


@pytest.mark.parametrize("start", ["/ok/", "/my/invitation/"])
@pytest.mark.parametrize("rest", ["/", "/?x=1", " (Not found)", ""])
def test_a_token_is_taken_out_of_a_line(start, rest) -> None:
    record = logging.LogRecord("x", logging.WARNING, "x", 1, "Not Found: %s", (f"{start}{TOKEN}{rest}",), None)
    assert NoTokens().filter(record)
    assert record.getMessage() == f"Not Found: {start}…{rest}"


@pytest.mark.parametrize("line", ["/ok/here/pages/5/", "/ok/leave/", "/my/works/5/", "it is ok"])
def test_other_lines_stay_as_they_are(line) -> None:
    record = logging.LogRecord("x", logging.WARNING, "x", 1, line, (), None)
    NoTokens().filter(record)
    assert record.getMessage() == line


def test_every_handler_takes_tokens_out() -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert handlers
    assert all("no_tokens" in handler["filters"] for handler in handlers)


@pytest.mark.django_db
def test_a_link_that_is_not_known_leaves_no_token_in_what_is_written(caplog) -> None:
    caplog.handler.addFilter(NoTokens())
    with caplog.at_level("DEBUG", logger="django.request"):
        logging.getLogger("django.request").addHandler(caplog.handler)
        try:
            for path in (f"/ok/{TOKEN}/", f"/my/invitation/{TOKEN}/", f"/ok/{TOKEN}/x/y/"):
                Client().get(path)
                Client(enforce_csrf_checks=True).post(path, {"code": "x"})
        finally:
            logging.getLogger("django.request").removeHandler(caplog.handler)
            caplog.handler.removeFilter(caplog.handler.filters[-1])
    assert caplog.records
    assert TOKEN not in "".join(record.getMessage() for record in caplog.records)


def test_the_server_keeps_no_log_of_addresses() -> None:
    assert "GRANIAN_LOG_ACCESS_ENABLED=false" in (ROOT / "Dockerfile").read_text()
    assert "access-log" not in (ROOT / "site" / "config" / "launch.py").read_text()
