"""Production's log: one line of JSON for each record, found by the request's name, and nothing personal in it."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from config.logs import logging_for

WORDS, ADDRESS = "the-swallows-of-saltley", "203.0.113.77"


def breaks(request, slug: str) -> HttpResponse:
    """A view that breaks over somebody's words."""
    raise ValueError(f"Key (slug)=({slug}) already exists")


urlpatterns = [path("stories/<slug:slug>/broken/", breaks)]
handler404 = "core.views.page_not_found"
handler500 = "core.views.server_error"


@pytest.fixture
def written(settings) -> Iterator[io.StringIO]:
    """What production would write while the test runs."""
    output = io.StringIO()
    wanted = logging_for(json_lines=True)
    wanted["handlers"]["console"]["stream"] = output
    logging.config.dictConfig(wanted)
    yield output
    logging.config.dictConfig(settings.LOGGING)


def lines(output: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in output.getvalue().splitlines()]


@pytest.mark.django_db
def test_an_answer_is_one_line(written) -> None:
    answer = Client().get("/healthz", REMOTE_ADDR=ADDRESS)
    (line,) = lines(written)
    assert line["route"] == "healthz"
    assert (line["method"], line["status"], line["level"]) == ("GET", 200, "info")
    assert line["request_id"] == answer["X-Request-ID"]
    assert isinstance(line["ms"], int)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_what_breaks_tells_where_and_no_word_or_address(written) -> None:
    client = Client(raise_request_exception=False)
    answer = client.get(f"/stories/{WORDS}/broken/?q={WORDS}", REMOTE_ADDR=ADDRESS, headers={"User-Agent": WORDS})
    assert answer.status_code == 500
    failed, answered = lines(written)
    assert failed["failed"] == "ValueError"
    assert failed["where"][-1].endswith(" breaks")
    assert failed["request_id"] == answered["request_id"] == answer["X-Request-ID"]
    assert answered["status"] == 500
    for secret in (WORDS, ADDRESS):
        assert secret not in written.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("address", [f"/stories/{WORDS}/", f"/ok/{WORDS}/", f"/search/?q={WORDS}", f"/{WORDS}/"])
def test_no_line_holds_an_address(written, address) -> None:
    Client().get(address, REMOTE_ADDR=ADDRESS)
    assert lines(written)
    for secret in (WORDS, ADDRESS):
        assert secret not in written.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("proxies", "given", "is_kept"),
    [(1, "abcdef-123456", True), (0, "abcdef-123456", False), (1, 'x"} {', False), (1, "short", False), (1, "", False)],
)
def test_a_name_is_taken_from_our_proxy_only(written, settings, proxies, given, is_kept) -> None:
    settings.TRUSTED_PROXIES = proxies
    answer = Client().get("/healthz", headers={"X-Request-ID": given})
    assert (answer["X-Request-ID"] == given) is is_kept
    assert len(answer["X-Request-ID"]) >= 8


@pytest.mark.django_db
def test_two_requests_have_two_names() -> None:
    client = Client()
    assert client.get("/healthz")["X-Request-ID"] != client.get("/healthz")["X-Request-ID"]
