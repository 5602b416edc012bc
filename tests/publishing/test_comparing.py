"""Two comparisons carry the gate: whether a row says what a revision says, and whether a fingerprint is the same."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publishing.comparing import has_same_words
from publishing.digests import digest
from stories.models import StoryPage
from tests.testapp.models import Line, ListPage

QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
texts = st.text(max_size=20) | st.sampled_from(
    ["", " ", "[]", "[1]", "[true]", "{}", "{ }", '{"a": 1}', '{"a": 2, "a": 1}', "null"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


def _turned_round(value):
    if isinstance(value, dict):
        return {key: _turned_round(value[key]) for key in reversed(value)}
    return [_turned_round(item) for item in value] if isinstance(value, list) else value


@QUICK
@given(values)
def test_a_fingerprint_does_not_mind_the_order_of_keys(value):
    assert digest(value) == digest(_turned_round(value)) == digest(json.loads(json.dumps(value)))


@QUICK
@given(values, values)
def test_a_fingerprint_sees_any_change(one, other):
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (digest(one) == digest(other)) == same


def _story(**fields):
    return StoryPage(title="t", slug="s", **fields)


@pytest.mark.parametrize("field", ["title", "summary", "place", "slug", "seo_title", "search_description"])
@QUICK
@given(texts, texts)
def test_any_change_of_a_text_is_seen(field, one, other):
    first, second = _story(), _story()
    setattr(first, field, one)
    setattr(second, field, other)
    assert has_same_words(first, second) == (one == other)


@QUICK
@given(
    st.lists(st.tuples(st.sampled_from(["words", "poem"]), texts), max_size=3),
    st.lists(st.tuples(st.sampled_from(["words", "poem"]), texts), max_size=3),
)
def test_any_change_of_the_parts_is_seen_and_their_spelling_is_not(one, other):
    def raw(parts, **spelling):
        blocks = [{"type": kind, "value": text, "id": f"id-{number}"} for number, (kind, text) in enumerate(parts)]
        return json.dumps(blocks, **spelling)

    first, again, second = (
        _story(body=raw(one)),
        _story(body=raw(one, indent=3, sort_keys=True)),
        _story(body=raw(other)),
    )
    assert has_same_words(first, again)
    assert has_same_words(first, second) == (one == other)


@QUICK
@given(st.lists(texts, max_size=3), st.lists(texts, max_size=3))
def test_any_change_of_rows_of_their_own_is_seen_and_their_numbers_are_not(one, other):
    def page(words, start):
        made = ListPage(title="t", slug="s")
        made.lines = [Line(pk=start + number, words=text, sort_order=number) for number, text in enumerate(words)]
        return made

    assert has_same_words(page(one, 1), page(one, 50))
    assert has_same_words(page(one, 1), page(other, 50)) == (one == other)


@QUICK
@given(st.booleans(), st.integers(1, 10**6))
def test_what_says_nothing_to_a_reader_makes_no_difference(flag, number):
    other = _story(
        live=flag, locked=flag, path=str(number), depth=number, numchild=number, draft_title="x", expired=flag
    )
    assert has_same_words(_story(), other)


def test_a_switch_and_a_number_are_words_too():
    assert not has_same_words(_story(), _story(show_in_menus=True))
    assert not has_same_words(_story(), _story(listing_image_id=7))
