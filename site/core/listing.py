"""Writing several things in a row, as a language does."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def listed(items: Iterable[object]) -> str:
    """Return names or labels in one line; what stands between them is the language's own."""
    return pgettext("between the items of a list", ", ").join(map(str, items))
