"""Search in PostgreSQL: all words as they are (it has dictionaries for none of our languages but English, Arabic and
Romanian, and a page may hold several), and words like them by their groups of three letters.
"""

from functools import reduce
from operator import add, and_
from typing import Any

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Q, TextField
from django.db.models.functions import Greatest
from wagtail.search.backends.database.postgres.postgres import (
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)

from languages.searching.index import FoldedIndexMixin, FoldedSearchMixin

TITLE, BODY = "index_entries__title_text", "index_entries__body_text"

# Comes with django.contrib.postgres, which has nothing else for us.
TextField.register_lookup(TrigramWordSimilar)


class LikeWordsCompiler(PostgresSearchQueryCompiler):
    """Finds pages in which each word has one like it, by an index of their groups of three letters."""

    def _build_fuzzy_queryset(self, config: Any, backend: Any) -> Any:
        words = self.query.query_string.split()
        alike = reduce(and_, map(_has_one_like, words))
        how_like = reduce(add, map(_how_like, words))
        return self.queryset.filter(alike).annotate(_fuzzy_similarity=how_like), F("_fuzzy_similarity")


def _has_one_like(word: str) -> Q:
    return Q(**{f"{TITLE}__trigram_word_similar": word}) | Q(**{f"{BODY}__trigram_word_similar": word})


def _how_like(word: str) -> Greatest:
    return Greatest(TrigramWordSimilarity(word, TITLE), TrigramWordSimilarity(word, BODY))


class FoldedPostgresIndex(FoldedIndexMixin, PostgresIndex):
    """The index of PostgreSQL."""


class FoldedPostgresSearch(FoldedSearchMixin, PostgresSearchBackend):
    """The search of PostgreSQL."""

    query_compiler_class = LikeWordsCompiler
    index_class = FoldedPostgresIndex

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__({"SEARCH_CONFIG": "simple"} | params)
