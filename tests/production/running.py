"""The site as compose.yaml runs it, on this machine: its environment, and how it is asked."""

import http.client
import json
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.nginx import NGINX
from tests.production.composed import DOTENV, image, services


@dataclass
class Web:
    """The web processes: where they answer, and in what environment they and the other processes run."""

    port: int
    environment: dict[str, str]
    log: Path

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
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, response.msg.get_all("Set-Cookie") or [], body)

    @property
    def answers(self) -> bool:
        """Whether they are there and have their database."""
        try:
            return self.ask("/healthz").status == 200
        except OSError:
            return False

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


def on_this_machine(folder: Path, port: int, *, database: str, redis: str, store: str, email: str) -> dict[str, str]:
    """Return the environment of the image and of compose.yaml, with this machine's servers and folders in it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "AWS_"))}
    given = image()[0] | services(DOTENV | {"EMAIL_URL": email})["web"]["environment"]
    names = {
        "database:5432/told": database.rpartition("@")[2],
        "cache:6379": urlsplit(redis).netloc,
        "store:8333": urlsplit(store).netloc,
        "/data": str(folder),
        "/app/static": str(folder / "static"),
    }
    for name, value in given.items():
        for there, here in names.items():
            value = str(value).replace(there, here)
        kept[name] = value
    kept |= {"PATH": os.environ["PATH"], "PYTHONPATH": f".{os.pathsep}site"}
    kept |= {"GRANIAN_HOST": "127.0.0.1", "GRANIAN_PORT": str(port)}
    # Without an nginx in front the site hands files out itself.
    return kept if NGINX else kept | {"X_ACCEL_REDIRECT": "", "TRUSTED_PROXIES": "1"}
