"""Reading as the public does: pages, lists, feed, sitemap, search, API and files."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client
from wagtail.models import Page

from tests.builders import FOUND_BY
from tests.stores import names_in

LISTS = (
    "/",
    "/stories/",
    "/stories/?page=2",
    "/learning/",
    "/feed/",
    "/sitemap.xml",
    f"/search/?q={FOUND_BY}",
    "/api/v2/pages/?fields=*&limit=50",
    f"/api/v2/pages/?search={FOUND_BY}",
)
FILE = re.compile(re.escape(settings.PUBLIC_FILES_URL) + r"([\w/.-]+)")


@dataclass(frozen=True)
class Seen:
    """What somebody who is not signed in gets at an address. A page that says "not here" may repeat the address."""

    status: int
    text: str

    @property
    def files(self) -> set[str]:
        """The addresses of public files in it."""
        return {settings.PUBLIC_FILES_URL + name for name in FILE.findall(self.text)}

    def around(self, token: str) -> str:
        """Return what stands around some words, for whoever looks for the reason."""
        place = self.text.index(token)
        return self.text[max(0, place - 100) : place + 50]


def read(client: Client, address: str) -> Seen:
    """Open one address."""
    response: Any = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode(errors="replace")
    if response.status_code in (404, 410):
        text = text.replace(address, "")
    return Seen(response.status_code, text)


def standing_in_at(address: str) -> int | None:
    """Return the public page in the main language that stands in where there is none in the language of an address."""
    language = re.match(r"/([a-z]{2})(/.*)", address)
    path = f"/home{language[2]}" if language else ""
    return Page.objects.filter(live=True, url_path=path).values_list("pk", flat=True).first()


def address_of(pk: int) -> str:
    """Return where a page stands, or would stand."""
    return Page.objects.get(pk=pk).get_url() or "/nowhere/"


def files_on_disk() -> set[str]:
    """Return the names of all files in the public place."""
    return names_in("public")
