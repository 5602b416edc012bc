"""What the public reads: released stories only, at a cost that does not grow with the list."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publishing.models import Release
from tests.builders import OPEN, SECRET, case_in, make_draft, make_people, make_site, publish
from tests.profiles import a_few


@pytest.fixture
def people(db) -> SimpleNamespace:
    """The site, and an account for each role."""
    make_site()
    return make_people()


def _cost(path: str) -> int:
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@a_few(1)
@pytest.mark.parametrize("state", ["draft", "being checked", "waiting for OK", "hidden"])
def test_what_is_not_released_stands_in_no_list(people, state) -> None:
    case_in(state, people)
    assert SECRET not in Client().get("/stories/").content.decode()


def test_a_newer_draft_changes_nothing_in_public(people) -> None:
    case = case_in("live, newer draft", people)
    for path in ("/stories/", case.page.url):
        page = Client().get(path).content.decode()
        assert OPEN in page
        assert SECRET not in page


def test_it_says_when_it_was_checked_and_by_whom_it_does_not(people) -> None:
    page = publish(make_draft(people.reporter, words=OPEN), people)
    shown = Client().get(page.url).content.decode()
    approved = Release.objects.get(object_id=str(page.pk)).approved_at
    assert "How it was made and checked" in shown
    assert f"{approved:%B %Y}" in shown
    assert people.moderator.get_short_name() not in shown
    assert f'data-share-link="{page.full_url}"' in shown


def test_a_preview_does_not_say_that_it_was_checked(people) -> None:
    draft = make_draft(people.reporter, words=OPEN)
    client = Client()
    client.force_login(people.reporter)
    shown = client.get(f"/my/works/{draft.work.pk}/preview/").content.decode()
    assert OPEN in shown
    assert "How it was made and checked" not in shown
    assert "Share it with care" not in shown


@pytest.mark.deep
def test_the_list_of_stories_costs_the_same_with_one_and_with_ten(people) -> None:
    publish(make_draft(people.reporter, words=OPEN), people)
    one = _cost("/stories/")
    for _number in range(9):
        publish(make_draft(people.reporter, words=OPEN), people)
    assert _cost("/stories/") == one
