"""Production's settings against real servers: PostgreSQL, an S3 store, Redis, SMTP; and web, worker and clock.

sh .ci/with-postgres sh .ci/with-s3 python -m pytest tests/production
"""

import http.client
import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection

from tests import migrated
from tests.production.servers import Letters, Redis, program, python, wait_until
from tests.seaweed import free_ports

pytestmark = pytest.mark.skipif(
    not os.environ.get("DATABASE_URL", "").startswith("postgres") or not os.environ.get("AWS_STORAGE_BUCKET_NAME"),
    reason="needs PostgreSQL and buckets: sh .ci/with-postgres sh .ci/with-s3",
)
DATABASE = "told_for_real"


@dataclass
class Site:
    """The site as it runs: where it answers, what it needs, and the story that it was told."""

    port: int
    redis: Redis
    letters: Letters
    environment: dict[str, str]
    log: Path
    story: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, form: dict[str, str] | None = None, cookies: dict[str, str] | None = None) -> "Answer":
        """Ask as a proxy would that speaks https to the reader."""
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Host": "stories.example.org", "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
        if cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        if form is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": "https://stories.example.org/"}
        wire.request("GET" if form is None else "POST", path, urlencode(form) if form is not None else None, sent)
        response = wire.getresponse()
        body = response.read()
        wire.close()
        return Answer(response.status, dict(response.getheaders()), response.msg.get_all("Set-Cookie") or [], body)

    def parts(self) -> dict[str, bool]:
        """Return what /readyz says."""
        return json.loads(self.ask("/readyz").body)


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    set_cookies: list[str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as words."""
        return self.body.decode()

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that it sets."""
        return dict(cookie.split(";")[0].split("=", 1) for cookie in self.set_cookies)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Site]:
    """A database of its own, a story told in it, and the three processes."""
    folder = tmp_path_factory.mktemp("real")
    with django_db_blocker.unblock():
        template = migrated._template()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
            cursor.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {template}")
    redis, (port,) = Redis(folder), free_ports(1)
    with ExitStack() as stack:
        stack.callback(redis.kill)
        redis.start()
        letters = stack.enter_context(Letters())
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
        environment = {
            **kept,
            "PYTHONPATH": f".{os.pathsep}site",
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "SECRET_KEY": "k9-" + "Vq7#mZ2!xR5w" * 5,
            "ALLOWED_HOSTS": "stories.example.org",
            "SITE_URL": "https://stories.example.org",
            "DATABASE_URL": urlsplit(kept["DATABASE_URL"])._replace(path=f"/{DATABASE}").geturl(),
            "CACHE_URL": redis.url,
            "EMAIL_URL": letters.url,
            "VAR_DIR": str(folder),
            "STATIC_ROOT": str(folder / "static"),
        }
        made = Site(port, redis, letters, environment, folder / "site.log")
        python("manage.py", "collectstatic", "--noinput", "--verbosity", "0", environment=environment)
        made.story = json.loads(python("-m", "tests.production.told", environment=environment).splitlines()[-1])
        web = ("-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2")
        for arguments in (
            (*web, "--blocking-threads", "2", "config.wsgi:application"),
            ("manage.py", "db_worker", "--interval", "0.2"),
            ("manage.py", "run_due", "--every", "2"),
        ):
            stack.enter_context(program(sys.executable, *arguments, environment=environment, output=made.log))
        wait_until(lambda: _answers(made), "the site answers")
        yield made


def _answers(site: Site) -> bool:
    try:
        return site.ask("/healthz").status == 200
    except OSError:
        return False


def test_it_comes_to_be_ready(site: Site) -> None:
    wait_until(lambda: all(site.parts().values()), f"everything is ready: {site.parts()}")
    assert site.ask("/readyz").status == 200


def test_the_story_is_read_and_its_picture_comes_from_the_store(site: Site) -> None:
    page = site.ask(urlsplit(site.story["page"]).path)
    assert page.status == 200
    assert "A red door by the canal" in page.text
    policy = page.headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    picture = site.ask(urlsplit(site.story["picture"]).path)
    assert picture.status == 200
    assert picture.headers["content-type"].startswith("image/")
    assert "max-age=300" in picture.headers["cache-control"]


def test_letters_went_out_by_smtp_and_hold_no_word_of_it(site: Site) -> None:
    letters = site.letters.to(site.story["teller"])
    assert letters
    for letter in letters:
        assert site.story["title"] not in letter["Subject"] + letter.get_content()


def sign_in(site: Site) -> dict[str, str]:
    """Sign in with a code sent by email; return the cookies."""
    form = site.ask("/account/login/code/")
    cookies = form.cookies
    sent = len(site.letters.to(site.story["teller"]))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text).group(1)  # type: ignore[union-attr]
    asked = {"csrfmiddlewaretoken": token, "email": site.story["teller"]}
    cookies |= site.ask("/account/login/code/", asked, cookies).cookies
    wait_until(lambda: len(site.letters.to(site.story["teller"])) > sent, "the code comes")
    body = site.letters.to(site.story["teller"])[-1].get_content()
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", body, re.M).group(1)  # type: ignore[union-attr]
    answer = site.ask("/account/login/code/confirm/", {"csrfmiddlewaretoken": token, "code": code}, cookies)
    assert answer.status == 302, answer.text
    for cookie in answer.set_cookies:
        assert "Secure" in cookie
    return cookies | answer.cookies


def test_signing_in_by_email_and_taking_it_back(site: Site) -> None:
    """The whole way of a yes that ends: in the browser's words, through two web processes."""
    cookies = sign_in(site)
    work = f"/my/works/{site.story['work']}/"
    assert site.ask(work, cookies=cookies).status == 200
    page, picture = (urlsplit(site.story[name]).path for name in ("page", "picture"))
    voice = site.ask(f"{work}take-back/", cookies=cookies)
    assert voice.status == 200, "where it is taken back"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', voice.text).group(1)  # type: ignore[union-attr]
    answer = site.ask(f"{work}take-back/", {"csrfmiddlewaretoken": token, "sure": "yes"}, cookies | voice.cookies)
    assert answer.status == 302, answer.text
    for _either_process in range(8):
        assert site.ask(page).status == 410
        assert site.ask(picture).status in (404, 410)


def test_without_redis_everything_goes_on_but_new_sign_ins(site: Site) -> None:
    """Whoever is in goes on. Nobody new comes in, since nothing would slow down whoever guesses."""
    cookies = sign_in(site)
    site.redis.kill()
    try:
        assert site.ask("/").status == 200
        assert site.ask("/stories/").status == 200
        assert site.ask("/sign-in/").status == 200
        form = site.ask("/report-a-concern/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.text).group(1)  # type: ignore[union-attr]
        sent = {"csrfmiddlewaretoken": token, "words": "He waits outside.", "kind": "page"}
        assert site.ask("/report-a-concern/", sent, form.cookies).status == 302
        assert site.ask("/my/", cookies=cookies).status == 200
        code = site.ask("/account/login/code/", {"csrfmiddlewaretoken": token, "email": "x@example.org"}, form.cookies)
        assert code.status == 200
        assert "Try again later" in code.text
        assert site.parts()["cache"] is False
        assert site.ask("/readyz").status == 503
    finally:
        site.redis.start()
    wait_until(lambda: site.parts()["cache"], "it finds Redis again")


def test_no_line_of_the_log_names_anybody(site: Site) -> None:
    lines = site.log.read_text()
    assert '"route": ' in lines
    for word in (site.story["teller"], site.story["title"], "203.0.113.9", "He waits outside", "Traceback"):
        assert word not in lines
    for line in lines.splitlines():
        if line.startswith("{"):
            json.loads(line)


def test_the_clock_and_the_worker_stop_when_asked(site: Site) -> None:
    """Each ends by itself on the signal that a container sends."""
    with program(
        sys.executable,
        *("manage.py", "run_due", "--every", "60"),
        environment=site.environment,
        output=site.log,
    ) as clock:
        wait_until(lambda: clock.poll() is None, "it runs")
        os.killpg(clock.pid, signal.SIGTERM)
        clock.wait(timeout=20)
