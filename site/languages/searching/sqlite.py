"""Search in SQLite, by FTS5: all words as they are, and words that begin alike."""

from typing import Any

from wagtail.search.backends.database.sqlite.query import Lexeme, SearchQueryExpression
from wagtail.search.backends.database.sqlite.sqlite import SQLiteIndex, SQLiteSearchBackend, SQLiteSearchQueryCompiler
from wagtail.search.query import Fuzzy, PlainText

from languages.searching.index import FoldedIndexMixin, FoldedSearchMixin

SHORT = 4
"""A word of so many letters is looked for whole: so much of it stands at the beginning of too many."""
ENDING = 2
"""So many letters of a longer one may be another ending, or mistyped."""


class BeginsAlike(PlainText):
    """Words of which the beginnings are looked for."""


class LikeWordsCompiler(SQLiteSearchQueryCompiler):
    """Finds pages in which, for each word, one begins like it."""

    def __init__(self, queryset: Any, query: Any, *args: Any, **kwargs: Any) -> None:
        if isinstance(query, Fuzzy):
            query = BeginsAlike(query.query_string, operator="and")
        super().__init__(queryset, query, *args, **kwargs)

    def build_search_query_content(self, query: Any, config: Any = None) -> Any:
        """Return what FTS5 is asked."""
        if not isinstance(query, BeginsAlike):
            return super().build_search_query_content(query, config=config)
        first, *others = (Lexeme(_beginning(word), prefix=True) for word in query.query_string.split())
        for other in others:
            first &= other
        return SearchQueryExpression(first, config=config)


def _beginning(word: str) -> str:
    return word[: max(SHORT, len(word) - ENDING)]


class FoldedSQLiteIndex(FoldedIndexMixin, SQLiteIndex):
    """The index of SQLite."""


class FoldedSQLiteSearch(FoldedSearchMixin, SQLiteSearchBackend):
    """The search of SQLite."""

    query_compiler_class = LikeWordsCompiler
    index_class = FoldedSQLiteIndex
