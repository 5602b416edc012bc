"""Searching in public: what fits best comes first, and of very many the newest."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home import views
from tests.builders import OPEN, make_draft, publish


def titles(words: str) -> tuple[list[str], int]:
    """Return what is found, in its order, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        found = Client().get("/search/", {"q": words}).context["results"]
    return [result.title for result in found], len(queries)


def test_what_fits_best_comes_first_and_of_very_many_the_newest(people, monkeypatch) -> None:
    body = [("words", "Nothing about it.")]
    for title in (f"{OPEN} {OPEN}", "Another one", f"About {OPEN}"):
        publish(make_draft(people.reporter, title=title, summary=f"On a {OPEN}", body=body), people)
    titles(OPEN)
    best, few = titles(OPEN)
    assert (best[0], sorted(best)) == (f"{OPEN} {OPEN}", ["About plumtree", "Another one", f"{OPEN} {OPEN}"])
    monkeypatch.setattr(views, "MOST_RANKED", 2)
    newest, many = titles(OPEN)
    assert newest == [f"About {OPEN}", "Another one", f"{OPEN} {OPEN}"]
    assert many == few
