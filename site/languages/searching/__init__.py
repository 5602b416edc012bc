"""Search in every language: Wagtail's own, in the database, of words in the form that `folding` brings them into.

What is indexed and what is looked for are folded alike, so the ways to write the same word find each other.
"""

from typing import Any

from django.db import connection


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """Return the search of the database that is in use."""
    if connection.vendor == "postgresql":
        from languages.searching.postgresql import FoldedPostgresSearch

        return FoldedPostgresSearch(params)
    from languages.searching.sqlite import FoldedSQLiteSearch

    return FoldedSQLiteSearch(params)
