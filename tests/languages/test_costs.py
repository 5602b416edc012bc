"""What a page costs does not grow with how many others there are, in whichever languages they are."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from demo.bulk import Bulk
from demo.bulk_words import words_of
from languages.addresses import address_in
from publishing.audit import audit_public
from tests.builders import make_draft, publish
from tests.languages.test_searching import BOTH_DATABASES
from tests.translating import translated

HOMES = ("/", "/ur/")
LISTS = ("/stories/", "/ur/stories/", "/bn/stories/", "/so/stories/")
SEARCHED_IN = ("en", "ur", "bn", "pl")


def cost(path: str) -> tuple[int, Any]:
    """Return how many queries a page takes, once everything that is cached is cached, and what it shows."""
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(queries), answer.context


def a_word(code: str) -> str:
    """Return a word that many works in a language have, and that is long enough to be mistyped."""
    return max(words_of(code)["sentences"][0].strip(".۔।").replace(",", "").split(), key=len)


def measured(switchers: list[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the queries of each page, and of lists and searches how many there are to show."""
    queries, shown = {}, {}
    for path in switchers:
        queries[path], context = cost(path)
        assert len(context["other_languages"]) == 2, path
    for path in HOMES:
        queries[path], context = cost(path)
        assert context["stories"], path
    for path in LISTS:
        queries[path], context = cost(path)
        shown[path] = context["stories"].paginator.count
    for code in SEARCHED_IN:
        word = a_word(code)
        for asked in (word, word + word[0]):
            path = f"{address_in(code, 'search')}?q={asked}"
            queries[path], context = cost(path)
            assert context["are_alike"] == (asked != word), asked
            shown[path] = context["results"].paginator.count
    return queries, shown


@pytest.mark.django_db
@BOTH_DATABASES
def test_pages_cost_the_same_with_five_times_as_many_in_all_languages(people: SimpleNamespace, turn: int) -> None:
    story = publish(make_draft(people.reporter, words="plumtree"), people)
    switchers = [page.get_url() for page in (story, translated(story, people, "ur"), translated(story, people, "pl"))]
    bulk = Bulk(vars(people))
    bulk.add(8)
    few, shown = measured(switchers)
    bulk.add(32)
    many, shown_of_many = measured(switchers)
    assert many == few
    assert all(0 < shown[path] < shown_of_many[path] for path in shown)
    assert audit_public() == []
