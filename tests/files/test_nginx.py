"""A real nginx, set up by docs/nginx.conf, hands out what we name to it and nothing else."""

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from consent.services import take_back
from files.models import PublicFile
from files.storage import private_storage, signed_name
from tests.builders import fresh, make_draft, make_image, make_recording, publish
from tests.nginx import needs_nginx, running_nginx
from tests.stores import read

pytestmark = needs_nginx


@pytest.fixture
def site() -> Iterator[ThreadingHTTPServer]:
    """Answer with what our own views answer, for an nginx in front.

    The views are asked in the test's own thread, where its database is, and their answers are passed on.
    """
    answers: dict[str, Any] = {}

    class Passes(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = answers[self.path]
            self.send_response(answer.status_code)
            for name, value in answer.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"".join(answer.streaming_content) if answer.streaming else answer.content)

        def log_message(self, *args: Any) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Passes)
    server.answers = answers  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def ask(site: Any, settings: Any, tmp_path: Path, store: str) -> Iterator[Callable[..., tuple[int, bytes, Any]]]:
    """Return a function that asks nginx, with our answer to that path behind it."""
    settings.X_ACCEL_REDIRECT = "/_files"
    # The two places lie in one folder, as in VAR_DIR.
    assert {settings.PRIVATE_FILES_ROOT.parent, settings.PUBLIC_FILES_ROOT.parent} == {tmp_path}
    bucket = urlsplit(settings.AWS_S3_ENDPOINT_URL or "").netloc or "127.0.0.1:9"
    folder = tmp_path / "nginx"

    def get(path: str, **headers: str) -> tuple[int, bytes, Any]:
        site.answers[path] = Client(raise_request_exception=False).get(path)
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
        for _try in range(50):
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    return answer.status, answer.read(), answer.headers
            except urllib.error.HTTPError as refused:
                return refused.code, refused.read(), refused.headers
            except urllib.error.URLError:
                time.sleep(0.05)
        raise AssertionError((folder / "error.log").read_text())

    with running_nginx(folder, site=f"127.0.0.1:{site.server_address[1]}", store=bucket, data=str(tmp_path)) as port:
        yield get


def test_nginx_hands_out_what_we_name_and_nothing_else(ask, people, store):
    image, media = make_image(user=people.reporter), make_recording(user=people.reporter)
    body = [("photo", {"image": image, "caption": ""}), ("audio", {"media": media, "caption": ""})]
    page = publish(make_draft(people.reporter, words="plain", listing_image=image, body=body), people)
    copies = list(PublicFile.objects.all())
    for copy in copies:
        status, content, headers = ask(copy.url)
        assert (status, content) == (200, read("public", copy.name))
        assert headers["Cache-Control"] == "public, max-age=300"
        assert headers["Content-Type"].startswith(("image/", "audio/"))
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in headers["Content-Security-Policy"]
        assert "X-Accel-Redirect" not in headers
    sound = next(copy for copy in copies if copy.variant == "original")
    status, content, headers = ask(sound.url, Range="bytes=3-9")
    assert (status, content) == (206, read("public", sound.name)[3:10])
    assert headers["Content-Range"] == f"bytes 3-9/{sound.size}"
    private = reverse("private_file", args=[signed_name(image.file.name)])
    status, content, headers = ask(private)
    assert (status, content) == (200, read("private", image.file.name))
    assert headers["Cache-Control"] == "private, no-store"
    for closed in (
        f"/_files/private/{image.file.name}",
        f"/_files/public/{copies[0].name}",
        f"/_files/store/told-private/{getattr(private_storage(), 'location', '')}/{image.file.name}",
        f"/media/{image.file.name}",
        f"/files/{image.file.name}",
    ):
        assert ask(closed)[0] == 404, closed
    take_back(contributor=fresh(page).work.contributors.get(), by=people.reporter)
    assert {ask(copy.url)[0] for copy in copies} == {404}
