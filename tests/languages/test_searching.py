"""Search in every language: however somebody writes a word, and however it stands on the page."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from languages.checks import letters_are_letters
from languages.searching.folding import folded
from tests.builders import make_draft, publish, story_index

THE_SAME = [
    ("ur", "كتاب", "کتاب"),
    ("ur", "علي", "علی"),
    ("ur", "بچّے", "بچے"),
    ("ur", "آپ کا", "اپ کا"),
    ("ur", "مسئلہ", "مسیله"),
    ("ur", "کہـــانی", "کہانی"),
    ("ur", "۲۰۲۶", "2026"),
    ("ur", "٢٠٢٦", "2026"),
    ("ur", "ﻛﺘﺎﺏ", "کتاب"),
    ("ar", "مُدَرِّسَة", "مدرسه"),
    ("ar", "أُمّ", "ام"),
    ("pl", "Żółw", "zolw"),
    ("pl", "ŁÓDŹ", "łódź"),
    ("ro", "țară", "ţara"),
    ("pa", "ਪੰਜਾਬੀ", "ਪਂਜਾਬੀ"),
    ("pa", "ਬੱਚਾ", "ਬਚਾ"),
    ("pa", "ਸ਼ਹਿਰ", "ਸ਼ਹਿਰ"),
    ("bn", "সময়", "সময়"),
    ("so", "lo’da", "lo'da"),
    ("en", "Café", "cafe"),
]
NOT_THE_SAME = [("ਚੌਲ", "ਚਾਲ"), ("بار", "باز"), ("কাজ", "কুজ"), ("mama", "mamo"), ("ਕਿ", "ਕੀ"), ("دے", "دی")]
ALIKE = [
    ("pl", "autobusem", "autobusie"),
    ("en", "neighbours", "neighbors"),
    ("ur", "کہانیاں", "کہانیوں"),
    ("pa", "ਕਹਾਣੀਆਂ", "ਕਹਾਣੀਏ"),
    ("bn", "প্রতিবেশীদের", "প্রতিবেশীরা"),
]
MISTYPED = [("kettle", "kettel"), ("library", "libary"), ("neighbour", "neigbour")]
BOTH_DATABASES = pytest.mark.parametrize(
    "turn", [pytest.param(1, id="here"), pytest.param(2, id="too", marks=pytest.mark.on_postgresql)]
)


def found(words: str, path: str = "/search/") -> Any:
    """Return what a search says."""
    return Client().get(path, {"q": words}).context


def told(people: SimpleNamespace, words: str, language: str) -> Any:
    """Return a public story with these words somewhere in it, told in this language."""
    parent = story_index(language)
    body = [("words", f"Qz {words} qz.")]
    return publish(make_draft(people.reporter, title="A title", summary="Q", body=body, parent=parent), people)


@pytest.mark.parametrize(("language", "one", "other"), THE_SAME)
def test_one_word_in_many_spellings_is_one(language: str, one: str, other: str) -> None:
    assert folded(one) == folded(other) != ""


@pytest.mark.parametrize(("one", "other"), NOT_THE_SAME)
def test_two_words_stay_two(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.django_db
@BOTH_DATABASES
def test_each_spelling_finds_the_others(people: SimpleNamespace, turn: int) -> None:
    pages = {words: told(people, words, language) for language, words, _typed in THE_SAME[:2] + THE_SAME[9:15]}
    for _language, words, typed in [row for row in THE_SAME if row[1] in pages]:
        for asked in (words, typed):
            context = found(asked)
            assert pages[words].pk in [page.pk for page in context["results"]], (words, asked)
            assert not context["are_alike"]


@pytest.mark.django_db
@BOTH_DATABASES
def test_where_nothing_has_the_words_pages_with_words_like_them_are_found(people: SimpleNamespace, turn: int) -> None:
    for language, words, typed in ALIKE:
        page = told(people, words, language)
        context = found(typed)
        assert context["are_alike"], typed
        assert page.pk in [one.pk for one in context["results"]], typed
        assert not found(words)["are_alike"]
        assert not found(f"{typed} qzelse")["results"].object_list, "each word has one like it"


@pytest.mark.on_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(("words", "typed"), MISTYPED)
def test_a_letter_too_few_or_in_the_wrong_place_is_forgiven(people: SimpleNamespace, words: str, typed: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite finds words that begin alike")
    page = told(people, words, "en")
    assert page.pk in [one.pk for one in found(typed)["results"]]


@pytest.mark.django_db
@BOTH_DATABASES
def test_words_like_those_of_a_draft_find_nothing(people: SimpleNamespace, turn: int) -> None:
    body = [("words", "qzsecretsister")]
    make_draft(people.reporter, title="qzsecretsister", body=body)
    for asked in ("qzsecretsister", "qzsecretsisters", "qzsecretsist"):
        assert not found(asked)["results"].object_list


@pytest.mark.django_db
@BOTH_DATABASES
@pytest.mark.parametrize("asked", ["ء", "???", "'", '"', "\\", "* OR", "a:b", "ـ ـ", "( NOT", "%", "“”", "\u200b"])
def test_what_is_no_word_finds_nothing_and_breaks_nothing(people: SimpleNamespace, asked: str, turn: int) -> None:
    answer = Client().get("/search/", {"q": asked})
    assert answer.status_code == 200
    assert not answer.context["results"].object_list


@pytest.mark.django_db
def test_a_search_costs_the_same_however_much_it_finds(people: SimpleNamespace) -> None:
    told(people, "autobusem", "pl")
    cost = {}
    for asked in ("autobusem", "autobusie"):
        found(asked)
        with CaptureQueriesContext(connection) as cost[asked]:
            assert len(found(asked)["results"]) == 1
    for language in ("en", "ur", "pl", "pa", "ar", "bn", "ro", "so"):
        told(people, "autobusem", language)
    for asked, few in cost.items():
        found(asked)
        with CaptureQueriesContext(connection) as many:
            assert len(found(asked)["results"]) == 9
        assert len(many) == len(few), asked


@pytest.mark.on_postgresql
@pytest.mark.django_db
def test_a_database_without_letters_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite folds letters without asking what they are")
    assert not letters_are_letters(["default"])
    beside, without = connection.copy(), connection.copy()
    without.settings_dict = connection.settings_dict | {"NAME": f"{connection.settings_dict['NAME']}_c"}
    new = connection.ops.quote_name(without.settings_dict["NAME"])
    with beside.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {new} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
        monkeypatch.setattr("languages.checks.connections", {"other": without})
        try:
            assert [found.id for found in letters_are_letters(["other"])] == ["languages.W002"]
        finally:
            without.close()
            cursor.execute(f"DROP DATABASE {new}")
    beside.close()
