"""Where the public may ask: released pages and what hangs on them, and a list of fixed places that each room gives."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from publishing import registry
from publishing.models import PublicAddress
from publishing.selectors import object_at, released


@dataclass(frozen=True)
class Place:
    """A path that answers to everybody. A file has the SHA-256 of the bytes that were released; other places none."""

    path: str
    sha256: str = ""


def own_paths(page: Any) -> list[str]:
    """Return where `page` can be read while it is public: its own path, and those that rooms know of."""
    parts = page.get_url_parts()
    own = [parts[2]] if parts and parts[2] else []
    return own + [path for places in registry.places_of_page for path in places(page)]


def open_places() -> dict[str, Place]:
    """Return every place that may answer to everybody, by its path."""
    pages: Any = released(Page.objects.filter(depth__gt=1))
    places = [Place(path) for page in pages.specific().iterator() for path in own_paths(page)]
    places += [place for source in registry.public_places for place in source()]
    return {place.path.partition("?")[0]: place for place in places}


def closed_paths(open_paths: set[str]) -> dict[str, str]:
    """Return each path of what is not public, with what it belongs to: none of them may answer."""
    public = released(Page.objects.all()).values("pk")
    found: dict[str, str] = {}
    for page in Page.objects.filter(depth__gt=1).exclude(pk__in=public).specific().iterator():
        found |= dict.fromkeys(own_paths(page), f"{page._meta.label} {page.pk}")
    for address in PublicAddress.objects.exclude(path="").iterator():
        obj = object_at(address.path)
        if obj is None or not released(type(obj)._base_manager.filter(pk=obj.pk)).exists():
            found.setdefault(address.path, f"object {address.object_id}")
    return {path: owner for path, owner in found.items() if path not in open_paths}
