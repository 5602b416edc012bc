"""What both databases share: an object as their index is to see it, and a question in the same form."""

import copy
from collections.abc import Iterable
from typing import Any

from wagtail.search.index import AutocompleteField, RelatedFields, SearchField
from wagtail.search.query import Fuzzy, Phrase, PlainText, SearchQuery

from languages.searching.folding import folded


class FoldedObject:
    """An object whose words an index reads in folded form."""

    def __init__(self, whole: Any) -> None:
        self.whole = whole
        self.pk = whole.pk

    def get_search_fields(self) -> list[Any]:
        """Return the fields that are indexed."""
        return [_in_folded_form(field) for field in self.whole.get_search_fields()]


def folded_objects(objects: Iterable[Any]) -> list[FoldedObject]:
    """Return objects whose words an index reads in folded form."""
    return [FoldedObject(whole) for whole in objects]


def _in_folded_form(field: Any) -> Any:
    made = copy.copy(field)
    if isinstance(field, RelatedFields):
        made.fields = [_in_folded_form(one) for one in field.fields]
        made.get_value = lambda held: field.get_value(_whole(held))
    elif isinstance(field, SearchField | AutocompleteField):
        made.get_value = lambda held: _folded_value(field.get_value(_whole(held)))
    return made


def _whole(held: Any) -> Any:
    return held.whole if isinstance(held, FoldedObject) else held


def _folded_value(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _folded_value(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_folded_value(one) for one in value]
    return value if value is None else folded(str(value))


def folded_query(query: Any) -> Any:
    """Return what is looked for in the form in which it was indexed."""
    if isinstance(query, str):
        return folded(query)
    made = copy.copy(query)
    if isinstance(query, PlainText | Phrase | Fuzzy):
        made.query_string = folded(query.query_string)
    elif isinstance(query, SearchQuery) and hasattr(query, "subqueries"):
        made.subqueries = [folded_query(one) for one in query.subqueries]
    elif isinstance(query, SearchQuery) and hasattr(query, "subquery"):
        made.subquery = folded_query(query.subquery)
    return made


class FoldedIndexMixin:
    """Indexes words in folded form."""

    def add_items(self, model: Any, objects: Iterable[Any]) -> None:
        """Bring objects of one model into the index, or up to date there."""
        super().add_items(model, folded_objects(objects))  # type: ignore[misc]


class FoldedSearchMixin:
    """Looks for words in folded form."""

    def _search(self, compiler: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        asked = folded_query(query)
        words = asked if isinstance(asked, str) else getattr(asked, "query_string", "something else")
        # Nothing may be left of it, and then nothing is found.
        return super()._search(compiler, asked if words.strip() else "", *args, **kwargs)  # type: ignore[misc]
