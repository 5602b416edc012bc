"""Every address of the site, for tests that try them all."""

import re

from django.urls import URLPattern, get_resolver


def addresses_of_the_site() -> list[str]:
    """Return an address for each pattern of the site, with numbers and words filled in."""
    found: set[str] = set()

    def walk(resolver, before: str) -> None:
        for pattern in resolver.url_patterns:
            path = before + str(pattern.pattern)
            if not isinstance(pattern, URLPattern):
                walk(pattern, path)
                continue
            path = re.sub(r"<(?:int:\w+|pk)>", "1", path)
            path = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", path)
            path = re.sub(r"\(\?P<\w+>[^()]*(?:\([^()]*\)[^()]*)*\)|<[^>]*>", "x", path)
            found.add("/" + re.sub(r"\(\?:.*|[\^$]|\\Z", "", path).replace("\\", "").lstrip("/"))

    walk(get_resolver(), "")
    return sorted(found)
