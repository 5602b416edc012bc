"""A real Chromium looks at the real site.

Here `live_server` is the seeded demo on a live address: one database for all tests of a run, filled once and
never emptied, so a test that writes makes pages and people of its own. Tests take no `db` fixture or mark:
they may use the database as it is.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connections
from django.test import override_settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.looking import LAPTOP, PHONE, look_over

# Playwright runs an event loop in this thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
os.environ.setdefault("DJANGO_LIVE_TEST_SERVER_ADDRESS", "127.0.0.1")

# Milliseconds until "it does not come" is believed: a machine with two busy cores may need more than Playwright's five.
expect.set_options(timeout=20_000)

HERE = Path(__file__).parent
SIZES = {"phone": PHONE, "desktop": LAPTOP}
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--no-pings",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--metrics-recording-only",
    # A microphone that beeps, for whoever allows it.
    "--use-fake-device-for-media-stream",
    # No name but our own can be looked up, so a page that needs anybody else breaks here.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def pytest_report_header() -> list[str]:
    """Say what the browser's site runs on, which the environment decides: see .ci/with-postgres, -s3 and -redis."""
    from django.conf import settings

    cache, files = settings.CACHES["default"]["BACKEND"], settings.STORAGES["default"]["BACKEND"]
    return [f"the site: {settings.DATABASES['default']['ENGINE']}, {files}, {cache}"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a browser test; refuse one that would empty the shared demo."""
    for item in items:
        if not item.path.is_relative_to(HERE):
            continue
        item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames):
            raise pytest.UsageError(f"{item.nodeid}: browser tests share one demo; take live_server and no db mark")


def find_chromium() -> str:
    """Return the path of a Chromium on this machine; CHROMIUM in the environment wins."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    for path in (shutil.which(name) for name in names if name):
        if path:
            return path
    for application in ("Chromium", "Google Chrome"):
        path = f"/Applications/{application}.app/Contents/MacOS/{application}"
        if Path(path).exists():
            return path
    pytest.exit("No Chromium was found. Debian: sudo apt install chromium. Or set CHROMIUM to its path.", 1)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the machine's own Chromium, which talks to nobody but this machine."""
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Hold still: a colour in the middle of a change has no contrast to speak of."""
    return {
        **browser_context_args,
        "reduced_motion": "reduce",
        "locale": "en-GB",
    }


@pytest.fixture(scope="session")
def house_files() -> Path:
    """One place for files for the whole run, beside the database: the demo's pages outlive a single test."""
    from django.conf import settings

    return settings.VAR_DIR / "browser-files"


def file_roots(folder: Path) -> dict[str, Path]:
    """Return the two settings that keep what people send inside `folder`."""
    return {"PRIVATE_FILES_ROOT": folder / "private", "PUBLIC_FILES_ROOT": folder / "public"}


@pytest.fixture(autouse=True)
def own_file_roots(settings, house_files: Path) -> None:
    """Instead of a place per test: the run's one place."""
    for name, place in file_roots(house_files).items():
        setattr(settings, name, place)


@pytest.fixture(scope="session")
def furnished(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker, house_files: Path
) -> Iterator[Any]:
    """The seeded demo and the house beside it, or what the main job needs where nothing else runs."""
    from tests.e2e.furnished import begin, furnish
    from tests.made_once import is_copied

    little = all(item.get_closest_marker("on_postgresql") for item in request.session.items)
    with django_db_blocker.unblock(), override_settings(**file_roots(house_files)):
        yield begin() if little and not is_copied() else furnish(house_files)


@pytest.fixture(scope="session")
def live_server(furnished: Any) -> Iterator[LiveServer]:
    """The seeded demo on a live address (`live_server.url`). What a test writes stays for the next one."""
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()
    connections.close_all()


@pytest.fixture(scope="session")
def house(live_server: LiveServer, furnished: Any) -> Any:
    """People and works in every state, beside the seeded demo: see `tests.e2e.house`."""
    furnished.base = live_server.url
    return furnished


@pytest.fixture(autouse=True)
def _live_server_helper(request: pytest.FixtureRequest, django_db_blocker) -> Iterator[None]:
    """Replace pytest-django's helper, which would empty the database after each test."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("live_server")
    with django_db_blocker.unblock():
        yield


class Watch:
    """What no page of ours may do, noted while a test runs."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.without_javascript: list[BrowserContext] = []

    def follow(self, context: BrowserContext) -> None:
        """Note outside requests, files that do not come, and all that the browser itself complains about."""
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)
        context.on("weberror", lambda error: self.complaints.append(f"a script failed: {error.error}"))
        context.on("console", self._console)

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in (
            "127.0.0.1",
            "localhost",
        ):
            self.complaints.append(f"asked somebody else: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page that is left, or a recording that is not played to its end, stops what is on its way.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"did not come ({request.failure}): {request.url}")

    def _response(self, response: Response) -> None:
        # A page itself may answer 404 or 410: its test says so.
        if response.status >= 400 and response.request.resource_type != "document":
            self.complaints.append(f"answered {response.status}: {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        # Answers that are no success have been noted above, with more to go by.
        failed_answer = message.text.startswith("Failed to load resource: the server responded")
        if message.type in ("error", "warning") and not failed_answer:
            self.complaints.append(f"the browser says: {message.text} ({message.location})")


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fail a test whose pages asked another site, broke a script, or used an inline script or style."""
    watching = Watch()
    yield watching
    assert not watching.complaints, "\n".join(watching.complaints)


@pytest.fixture
def context_for(new_context: Callable[..., BrowserContext], watch: Watch) -> Callable[..., BrowserContext]:
    """Open a browser for one person: `context_for("phone", "dark", javascript=False, email=…)`."""

    def open_for(
        size: str = "desktop", scheme: str = "light", *, javascript: bool = True, email: str = "", **more: Any
    ) -> BrowserContext:
        touch = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2} if size == "phone" else {}
        options = {
            "viewport": SIZES[size],
            "color_scheme": scheme,
            "java_script_enabled": javascript,
            **touch,
            **more,
        }
        context = new_context(**options)
        context.set_default_timeout(15_000)
        watch.follow(context)
        if not javascript:
            watch.without_javascript.append(context)
        if email:
            sign_in(context, email)
        return context

    return open_for


def sign_in(context: BrowserContext, email: str) -> None:
    """Give `context` the session of the person with this address, as their own sign-in would."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    backend = settings.AUTHENTICATION_BACKENDS[0]
    client.force_login(get_user_model().objects.get(email=email), backend=backend)
    context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                "domain": "127.0.0.1",
                "path": "/",
                "httpOnly": True,
            }
        ]
    )


@pytest.fixture
def phone(context_for) -> Page:
    """A page on a small phone (360 × 740), in light colours."""
    return context_for("phone").new_page()


@pytest.fixture
def desktop(context_for) -> Page:
    """A page on a laptop (1280 × 800), in light colours."""
    return context_for("desktop").new_page()


@pytest.fixture
def no_js(context_for) -> Page:
    """A page on a small phone in a browser without JavaScript."""
    return context_for("phone", javascript=False).new_page()


@pytest.fixture
def look(watch: Watch) -> Callable[..., None]:
    """Assert that nothing is wrong with a page, on a phone and a laptop, by day and by night: `look(page)`.

    `look(page, name)` is for one of many screens: see `look_over`.
    """

    def check(page: Page, name: str = "") -> None:
        assert page.context not in watch.without_javascript, "axe is a script: look at a page that runs scripts"
        complaints = look_over(page, name)
        assert not complaints, "\n".join([page.url, *complaints])

    return check
