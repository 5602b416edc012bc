"""Stories in training: shown while they are public and everybody in them says yes to it, and gone at once otherwise."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from authorship.selectors import contributors_of
from consent.services import record_consent, take_back
from consent.wording import Use
from learning.advice import advice_on
from publishing.services import take_down
from tests.builders import add_co_author, fresh, live_learning, make_draft, make_session, publish

TITLE = "qztitle"


@pytest.fixture
def story(people):
    """A public story of two, who both say yes to everything."""
    page = make_draft(people.reporter, words="plain", title=TITLE, slug=TITLE)
    add_co_author(page, people.reporter2)
    return publish(page, people)


@pytest.fixture
def session(people, story):
    """A public session that names it."""
    module = live_learning(people).modules[0]
    return publish(make_session(people, module, stories=[("story", story)]), people, sender=people.trainer)


def is_named(session) -> bool:
    return TITLE in Client().get(session.get_url()).content.decode()


def part_of(story, user):
    return contributors_of(story).get(person__user=user)


def say(story, user, use: str = Use.TRAINING, *, agreed: bool) -> None:
    record_consent(contributor=part_of(story, user), answers={use: agreed}, is_adult=True, language="en")


def test_it_is_named_while_all_say_yes(people, story, session) -> None:
    assert is_named(session)
    assert "stories" not in advice_on(session)
    say(story, people.reporter2, agreed=False)
    assert not is_named(session)
    assert "stories" in advice_on(fresh(session))
    # Nothing else became of it: it is public, and only training names it no more.
    assert fresh(story).live
    say(story, people.reporter2, agreed=True)
    assert is_named(session)


def test_a_yes_to_something_else_is_none_to_training(people, session, story) -> None:
    say(story, people.reporter, agreed=False)
    say(story, people.reporter, Use.QUOTES, agreed=True)
    assert not is_named(session)


@pytest.mark.parametrize("how", ["hidden", "taken back"])
def test_what_is_not_public_is_named_nowhere(people, story, session, how) -> None:
    assert is_named(session)
    if how == "hidden":
        take_down(fresh(story), by=people.moderator)
    else:
        take_back(contributor=part_of(story, people.reporter), by=people.reporter)
    assert not is_named(session)


def test_a_draft_is_never_named(people) -> None:
    draft = make_draft(people.reporter, words="plain", title=TITLE, slug=TITLE)
    module = live_learning(people).modules[0]
    page = publish(make_session(people, module, stories=[("story", draft)]), people, sender=people.trainer)
    assert not is_named(page)


def test_of_people_no_name_is_read(session) -> None:
    with CaptureQueriesContext(connection) as caught:
        assert is_named(session)
    asked = [query["sql"] for query in caught if "authorship_" in query["sql"] or "consent_" in query["sql"]]
    assert asked
    assert not [sql for sql in asked if "credit_name" in sql or "accounts_person" in sql]


def test_more_stories_cost_no_more_queries(people, story, session) -> None:
    def queries(page) -> int:
        Client().get(page.get_url())
        with CaptureQueriesContext(connection) as caught:
            Client().get(page.get_url())
        return len(caught)

    few = queries(session)
    more = [
        publish(make_draft(people.reporter, words="plain", title=f"{TITLE}{n}", slug=f"{TITLE}{n}"), people)
        for n in range(3)
    ]
    draft = session.get_latest_revision_as_object()
    draft.stories = [("story", each) for each in (story, *more)]
    draft.save_revision(user=people.trainer)
    session = publish(fresh(session), people, sender=people.trainer)
    assert Client().get(session.get_url()).content.decode().count(TITLE) >= 4
    assert queries(session) == few
