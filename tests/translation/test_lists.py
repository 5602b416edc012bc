"""What the screens of translations list, and that a longer list costs no more."""

import pytest
from django.urls import reverse

from tests.builders import fresh, make_draft, publish
from tests.matrix import signed_in
from tests.translating import give, into, translated
from translation.overview import translatable


@pytest.fixture
def stories(people):
    """Three public stories."""
    return [publish(make_draft(people.reporter, words=f"plumtree{number}"), people) for number in range(3)]


def titles(code: str) -> list[str]:
    return [page.title for page in translatable(into(code)) if page.title.startswith("plumtree")]


def test_each_is_listed_once_for_each_language_but_its_own(stories, people):
    translated(stories[0], people)
    give(stories[1], people)
    assert titles("ur") == titles("pl") == [fresh(story).title for story in stories]
    assert titles("en") == []


def test_a_longer_list_costs_no_more(stories, people, django_assert_max_num_queries):
    address = f"{reverse('translation_all')}?language=ur"
    client = signed_in(people.admin)
    give(stories[0], people)
    client.get(address)
    with django_assert_max_num_queries(100) as few:
        client.get(address)
    for story in stories[1:]:
        give(story, people)
    for number in range(5):
        publish(make_draft(people.reporter, words=f"more{number}"), people)
    with django_assert_max_num_queries(len(few)):
        assert "more4" in client.get(address).content.decode()
