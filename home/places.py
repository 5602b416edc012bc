"""Where the front of the house answers to everybody, for the audit that reads it all."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

from languages.addresses import in_every_language
from publishing.places import Place
from publishing.selectors import released

FIXED = ("healthz", "feed", "sitemap", "search", "report_a_concern")
API = "/api/v2/pages/"


def fixed_places() -> list[Place]:
    """Return the places that are no pages, in every language."""
    return [Place(path) for name in FIXED for path in in_every_language(name)]


def api_lists() -> list[Place]:
    """Return the list in the API with every field, screen by screen."""
    each = settings.WAGTAILAPI_LIMIT_MAX
    number = released(Page.objects.filter(depth__gt=1)).count()
    return [Place(f"{API}?fields=*&limit={each}&offset={start}") for start in range(0, number + 1, each)]


def in_the_api(page: Any) -> list[str]:
    """Return where the API shows all of one page."""
    return [f"{API}{page.pk}/?fields=*"]


def search(words: str) -> str:
    """Return the path that searches for these words."""
    return f"{reverse('search')}?q={words}"


def api_search(words: str) -> str:
    """Return the path that searches for these words in the API."""
    return f"{API}?search={words}"
