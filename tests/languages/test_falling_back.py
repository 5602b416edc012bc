"""What somebody reads at an address in a language in which its page is not."""

import pytest
from django.test import Client

from publishing.crawling import crawl_public
from publishing.places import closed_paths, open_places
from publishing.services import take_down
from tests.builders import fresh, make_draft, publish
from tests.translating import give, translated


@pytest.fixture
def story(people):
    """A public story in English."""
    return publish(make_draft(people.reporter, words="plumtree"), people)


@pytest.mark.parametrize("code", ["ur", "pl", "pa"])
def test_it_is_read_in_the_language_it_was_told_in_and_says_so(story, code):
    answer = Client().get(f"/{code}{story.get_url()}")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "plumtree" in html
    assert '<html lang="en" dir="ltr">' in html
    assert f'<link rel="canonical" href="{story.full_url}">' in html
    assert 'hreflang="' not in html
    assert "not-in" in html
    spoken = code if code != "pa" else "en"
    assert f'lang="{spoken}"' in html


def test_where_it_is_there_by_another_name_the_address_leads_to_it(story, people):
    target = translated(story, people)
    answer = Client().get(f"/ur{story.get_url()}")
    assert (answer.status_code, answer["Location"]) == (302, target.get_url())


def test_what_is_only_begun_in_a_language_is_not_there(story, people):
    give(story, people)
    assert Client().get(f"/ur{story.get_url()}").status_code == 200


def test_nothing_that_is_not_public_stands_in(story, people):
    draft = make_draft(people.reporter, words="qzsecret")
    assert Client().get(f"/ur{draft.get_url()}").status_code == 404
    address = f"/ur{story.get_url()}"
    take_down(fresh(story))
    assert Client().get(address).status_code in (404, 410)
    assert Client().post(address).status_code in (404, 405, 410)


def test_the_audit_knows_these_addresses_and_those_of_what_is_hidden(story, people):
    give(story, people)
    assert crawl_public().findings == []
    hidden = publish(make_draft(people.reporter, words="qzhidden"), people)
    take_down(fresh(hidden))
    paths = closed_paths(set(open_places()))
    assert {f"/ur{hidden.get_url()}", f"/pl{hidden.get_url()}"} <= set(paths)
    assert f"/ur{story.get_url()}" not in paths


def test_where_nothing_was_there_is_nothing(people):
    for address in ("/ur/nothing-here/", "/nothing-here/", "/ur/stories/nothing-here/"):
        assert Client().get(address).status_code == 404
