"""From "Take it back" to 410: one story, at every address that it has, through two worker processes.

The story is pressed away over HTTP as its teller does it. Then each address is asked until both workers have answered
it several times. What counts is the moment after which no worker gave anything of the story any more.
"""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

WORKERS = 2
ROUNDS = 3
MOST_TRIES = 60
MOST_SECONDS = 1.0
WORD = "qzquince"
"""Stands in the story, and in nothing else on the site."""


@dataclass(frozen=True)
class Address:
    """Where the story is: `word` shows that something of it is there, `gone` is the status when it is not."""

    name: str
    path: str
    gone: int = 200
    word: str = WORD

    def has_it(self, status: int, body: str) -> bool:
        """Say whether an answer still gives something of the story."""
        if self.gone != 200:
            return status != self.gone
        # The last page of many goes with what alone was on it.
        return self.word in body or status not in (200, 404)


SET_UP = f"""
import json
from types import SimpleNamespace
from importlib import import_module
from django.conf import settings
from django.urls import reverse
from wagtail.models import Page
from wagtail.search import index
from accounts.models import User
from files.models import PublicFile
from home.feeds import ReleasedSitemap
from publishing.selectors import released
from tests.builders import agree_to_the_guide, fresh, make_draft, make_image, make_recording, publish
from tests.translating import translated

roles = ("reporter", "moderator", "translator", "reviewer", "admin")
people = SimpleNamespace(**{{name: User.objects.get(email=f"{{name}}@example.org") for name in roles}})
teller = people.reporter
agree_to_the_guide(teller)
body = [("words", "{WORD} body"), ("photo", {{"image": make_image(user=teller)}})]
body.append(("audio", {{"media": make_recording(user=teller)}}))
page = publish(make_draft(teller, words="{WORD}", body=body), people)
alias = page.create_alias(update_slug="{WORD}-alias")
copy = translated(page, people)
# Without a worker nobody comes to what waits to be indexed.
for found in (page, alias, copy):
    index.insert_or_update_object(fresh(found))
def sitemap_page(found):
    before = released(Page.objects.filter(depth__gt=1, path__lt=found.path)).count()
    return before // ReleasedSitemap.limit + 1
session = import_module(settings.SESSION_ENGINE).SessionStore()
session.update({{
    "_auth_user_id": str(teller.pk),
    "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0],
    "_auth_user_hash": teller.get_session_auth_hash(),
}})
session.create()
print("MADE" + json.dumps({{
    "session": session.session_key,
    "take_back": reverse("studio:take_back", args=[page.work.pk]),
    "pages": [found.get_url_parts()[2] for found in (page, alias, copy)],
    "ids": [page.pk, alias.pk, copy.pk],
    "sitemap_pages": sorted({{sitemap_page(found) for found in (page, alias, copy)}}),
    "files": [file.url for file in PublicFile.objects.filter(release__object_id__in=[str(page.pk), str(copy.pk)])],
}}))
"""


def make_the_story(root: Any) -> dict[str, Any]:
    """Make a public story with an alias, an Urdu translation, a picture and a recording; return where it all is."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", SET_UP], cwd=root, capture_output=True, text=True, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("MADE")]
    if not lines:
        raise SystemExit(done.stdout + done.stderr)
    return json.loads(lines[0].removeprefix("MADE"))


def addresses(made: dict[str, Any]) -> list[Address]:
    """Return every address at which something of the story is."""
    page, alias, urdu = made["pages"]
    return [
        Address("page", page, 410),
        Address("alias", alias, 410),
        Address("in Urdu", urdu, 410),
        Address("list", "/stories/"),
        Address("list in Urdu", "/ur/stories/"),
        Address("home", "/"),
        Address("feed", "/feed/"),
        *(Address("sitemap", f"/sitemap.xml?p={number}") for number in made["sitemap_pages"]),
        # The page of results says the word that was searched for, so the title counts.
        Address("search", f"/search/?q={WORD}", word=f"{WORD} title"),
        *(Address(f"API, page {number}", f"/api/v2/pages/{number}/", 404) for number in made["ids"]),
        Address("API, list", f"/api/v2/pages/?slug={page.strip('/').split('/')[-1]}"),
        *(Address("file", path, 404) for path in made["files"]),
    ]


def ask(port: int, path: str, *, method: str = "GET", body: str = "", **headers: str) -> tuple[int, str, Any]:
    """Return status, body and headers of one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body or None, {"Host": "127.0.0.1", **headers})
        response = connection.getresponse()
        return response.status, response.read().decode(errors="replace"), response.headers
    finally:
        connection.close()


def from_both(port: int, address: Address, times: int, *, says: Callable[[int, str], None]) -> None:
    """Ask until each of the two workers has answered so often. Raises SystemExit where one never does."""
    answered: dict[str, int] = {}
    for _try in range(MOST_TRIES):
        status, body, headers = ask(port, address.path)
        says(status, body)
        answered[headers["X-Worker"]] = answered.get(headers["X-Worker"], 0) + 1
        if len(answered) == WORKERS and min(answered.values()) >= times:
            return
    raise SystemExit(f"{address.path}: not every worker answered in {MOST_TRIES} tries ({answered}).")


def measure(port: int, made: dict[str, Any]) -> tuple[float, float]:
    """Take the story back; return seconds until the answer came, and until nothing gave the story any more.

    Raises SystemExit where an address did not show it before, or still does at the end.
    """
    everywhere = addresses(made)
    for address in everywhere:
        seen: list[bool] = []
        from_both(port, address, 1, says=lambda status, body, a=address, s=seen: s.append(a.has_it(status, body)))
        if not all(seen):
            raise SystemExit(f"{address.path} does not show the story before it is taken back: nothing to measure.")
    cookie = f"sessionid={made['session']}"
    _status, _body, headers = ask(port, made["take_back"], Cookie=cookie)
    token = headers["Set-Cookie"].split("csrftoken=")[1].split(";")[0]
    form = urlencode({"sure": "yes", "csrfmiddlewaretoken": token})
    began = time.perf_counter()
    status, _body, _headers = ask(
        port,
        made["take_back"],
        method="POST",
        body=form,
        Cookie=f"{cookie}; csrftoken={token}",
        **{"Content-Type": "application/x-www-form-urlencoded"},
    )
    answered = last_seen = time.perf_counter() - began
    if status != 302:
        raise SystemExit(f"Taking it back answered {status}.")
    for number in range(ROUNDS):
        for address in everywhere:
            found: list[bool] = []
            from_both(port, address, 1, says=lambda status, body, a=address, f=found: f.append(a.has_it(status, body)))
            if any(found):
                last_seen = time.perf_counter() - began
                if number == ROUNDS - 1:
                    raise SystemExit(f"{address.path} still shows the story after {last_seen:.1f} s.")
    print(f"Taken back: {len(everywhere)} addresses, each asked {ROUNDS} times of each of {WORKERS} workers.")
    return answered, last_seen
