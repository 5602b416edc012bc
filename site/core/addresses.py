"""Addresses of pages."""

from django.utils.text import slugify
from wagtail.models import Page

LONGEST_SLUG = 60


def free_slug(title: str, index: Page, *, otherwise: str = "page", besides: int | None = None) -> str:
    """Return the last part of an address below `index` that no other page has."""
    wanted = slugify(title, allow_unicode=True)[:LONGEST_SLUG].strip("-_") or otherwise
    taken = set(index.get_children().exclude(pk=besides).values_list("slug", flat=True))
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug
