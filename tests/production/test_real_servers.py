"""What compose.yaml starts, on this machine: store, cache, web, worker, clock and nginx; with PostgreSQL and SMTP.

sh .ci/with-postgres python -m pytest tests/production
"""

import json
import os
import re
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psycopg
import pytest
from botocore.exceptions import ClientError
from django.db import connection
from django_tasks_db.models import DBTaskResult

from tests import migrated
from tests.nginx import NGINX, needs_nginx, running_nginx
from tests.production.composed import command
from tests.production.running import Web, on_this_machine
from tests.production.servers import Letters, Redis, Store, program, python, wait_until
from tests.seaweed import PRIVATE, PUBLIC, free_ports

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="needs PostgreSQL: sh .ci/with-postgres"
    ),
]
DATABASE = "told" + os.environ.get("PYTEST_XDIST_WORKER", "")


@dataclass
class Site(Web):
    """The web processes, what they need, and the story that they were told."""

    redis: Redis
    letters: Letters
    story: dict[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """The store of compose.yaml."""
    store = Store()
    store.start()
    yield store
    store.end()


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory, store: Store) -> Iterator[Site]:
    """A database of its own, a story told in it, and the processes: each as compose.yaml starts it."""
    folder = tmp_path_factory.mktemp("real")
    with django_db_blocker.unblock():
        template = migrated._template()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
            cursor.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {template}")
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'told'")
            if not cursor.fetchone():
                cursor.execute("CREATE ROLE told SUPERUSER LOGIN")
    redis, (port,) = Redis(folder), free_ports(1)
    with ExitStack() as stack:
        stack.callback(redis.kill)
        redis.start()
        letters = stack.enter_context(Letters())
        environment = on_this_machine(
            *(folder, port),
            database=urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{DATABASE}").geturl(),
            redis=redis.url,
            store=store.url,
            email=letters.url,
        )
        made = Site(port, environment, folder / "site.log", redis, letters)
        python("manage.py", "collectstatic", "--noinput", "--verbosity", "0", environment=environment)
        python(*command("migrate")[1:], environment=environment)
        made.story = json.loads(python("-m", "tests.production.told", environment=environment).splitlines()[-1])
        for service in ("web", "worker", "videos", "clock"):
            stack.enter_context(program(*command(service), environment=environment, output=made.log))
        if NGINX:
            nginx = running_nginx(folder / "nginx", site=f"127.0.0.1:{port}", store=urlsplit(store.url).netloc)
            made.port = stack.enter_context(nginx)
        wait_until(lambda: made.answers, "the site answers")
        yield made


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


@needs_nginx
def test_nginx_hands_out_the_files_and_tells_nobody_where_they_lie(site: Site) -> None:
    picture = site.ask(urlsplit(site.story["picture"]).path)
    assert picture.headers["server"] == "nginx"
    assert picture.body
    assert not [name for name in picture.headers if name.startswith(("x-accel", "x-amz"))]
    assert site.ask("/_files/store/told-public/").status == 404
    log = (site.log.parent / "nginx" / "error.log").read_text()
    assert "/media/" not in log


def test_the_store_is_closed_and_its_key_opens_two_buckets_only(site: Site, store: Store) -> None:
    """Whoever has no key reads nothing; the site's key makes no bucket and reads no other."""
    client = store.client()
    for bucket in (PRIVATE, PUBLIC):
        keys = [file["Key"] for file in client.list_objects_v2(Bucket=bucket)["Contents"]]
        assert keys
        for path in (f"/{bucket}", f"/{bucket}/{keys[0]}"):
            with pytest.raises(urllib.error.HTTPError, match="403"):
                urllib.request.urlopen(f"{store.url}{path}", timeout=30)
    with pytest.raises(ClientError, match="AccessDenied"):
        client.create_bucket(Bucket="told-other")
    with pytest.raises(ClientError, match="AccessDenied"):
        client.put_bucket_acl(Bucket=PUBLIC, ACL="public-read")


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


def test_while_the_database_is_away_a_plain_page_says_so_and_then_all_goes_on_by_itself(site: Site) -> None:
    page = urlsplit(site.story["page"]).path
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS false")
        try:
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [DATABASE])
            for path in ("/", page, "/my/", "/admin/", "/no-such-page/", "/healthz"):
                answer = site.ask(path, cookies={"sessionid": "a" * 32})
                assert (answer.status, answer.headers.get("cache-control")) == (503, "no-store"), (path, answer)
                assert "We are back in a few minutes" in answer.text
                assert answer.headers["retry-after"]
            assert site.parts()["database"] is False
        finally:
            server.execute(f"ALTER DATABASE {DATABASE} ALLOW_CONNECTIONS true")
        # More than there are connections: not one of them is found broken by a reader, also when it was idle.
        assert {site.ask("/stories/").status for _each in range(24)} == {200}
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [DATABASE])
        assert {site.ask("/stories/").status for _each in range(24)} == {200}
    # Worker and clock were cut off too: the next task is done.
    beat = "from core.tasks import beat; print(beat.enqueue().id)"
    task = python("manage.py", "shell", "-v0", "-c", beat, environment=site.environment).strip().splitlines()[-1]
    with psycopg.connect(site.environment["DATABASE_URL"], autocommit=True) as rows:
        asked = f"SELECT status FROM {DBTaskResult._meta.db_table} WHERE id = %s"
        wait_until(lambda: rows.execute(asked, [task]).fetchone() == ("SUCCESSFUL",), "the worker goes on")


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
