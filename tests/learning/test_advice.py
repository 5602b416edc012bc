"""Advice while training is written: it says what is so, beside the field, and stands in nobody's way."""

import re

import pytest
from django.test import Client
from wagtail.models import Locale

from authorship.models import Contributor
from authorship.services import add_contributor, choose_credit
from consent.services import agrees_to_everything
from learning.advice import advice_on
from learning.models import ModulePage, SessionPage
from learning.reading_age import reading_age
from learning.verbs import begins_with_a_deed
from publishing.errors import PublishBlocked
from tests.builders import (
    ACTIVITY,
    change_draft,
    fresh,
    home_page,
    live_learning,
    make_module,
    make_programme,
    make_session,
    publish,
)
from tests.matrix import signed_in

FULL = ACTIVITY | {"outcomes": ["1", "2"], "minutes": 20}
PLAIN = "We meet on a Thursday. The kettle goes on. Then we talk, and one of us writes it down. " * 3
HARD = (
    "Notwithstanding considerable organisational heterogeneity, practitioners operationalise participatory "
    "methodologies across institutional governance arrangements, necessitating comprehensive evaluation frameworks. "
) * 3


def module():
    """Return a module in memory, with nothing in it."""
    return ModulePage(locale=Locale(language_code="en"))


def session(activity=FULL, **fields):
    """Return a session in memory, in English, with nothing to say about it unless a field says otherwise."""
    known = {
        "locale": Locale(language_code="en"),
        "length_minutes": 30,
        "access_notes": "No steps",
        "outcomes": [("items", ["Ask one open question", "Listen to the end"])],
        "running_order": [
            ("activity", activity),
            ("rest", {"minutes": 10, "note": ""}),
        ],
    }
    return SessionPage(**(known | fields))


def test_about_a_session_with_everything_there_is_nothing_to_say() -> None:
    assert advice_on(session()) == {}


@pytest.mark.parametrize(
    ("make", "fields", "field", "sentence"),
    [
        (session, {"length_minutes": 36}, "running_order", "take 30 minutes, and the session 36: 6 minutes to fill"),
        (session, {"length_minutes": 20}, "running_order", "10 minutes too many"),
        (
            session,
            {"activity": FULL | {"outcomes": []}},
            "running_order",
            "“Practise”: which outcome does it work towards?",
        ),
        (
            session,
            {"activity": FULL | {"outcomes": ["1", "2", "3"]}},
            "running_order",
            "an outcome that is not in the list",
        ),
        (
            session,
            {"activity": FULL | {"outcomes": ["1"]}},
            "outcomes",
            "No activity works towards “Listen to the end” yet.",
        ),
        (
            session,
            {"activity": FULL | {"access_note": ""}},
            "running_order",
            "what helps somebody who cannot do it like that?",
        ),
        (session, {"access_notes": ""}, "access_notes", "Say how everybody can join in."),
        (session, {"outcomes": [("items", ["Ask"])]}, "outcomes", "Two to five outcomes"),
        (session, {"outcomes": [("items", ["Ask", "Know it"])]}, "outcomes", "“Know it” could begin with something"),
        (session, {"safety_notes": PLAIN}, "reading", "reads this with ease."),
        (session, {"safety_notes": HARD}, "reading", "We aim for twelve"),
        (module, {}, "access_notes", "Say how everybody can join in."),
    ],
)
def test_what_could_be_better_is_said_beside_its_field(make, fields, field, sentence) -> None:
    page = make(**fields)
    assert any(sentence in said for said in advice_on(page).get(field, [])), advice_on(page)


@pytest.mark.parametrize("minutes", [25, 30, 35])
def test_five_minutes_more_or_less_are_fine(minutes) -> None:
    assert "running_order" not in advice_on(session(length_minutes=minutes))


def test_what_is_about_english_is_said_of_english_only() -> None:
    polish = session(
        locale=Locale(language_code="pl"), outcomes=[("items", ["Wiedzieć to", "Znać"])], safety_notes=HARD
    )
    assert advice_on(polish) == {}


@pytest.mark.parametrize(
    ("outcome", "is_one"),
    [
        ("Ask one open question", True),
        ("Kindly ask", True),
        ("Not interrupt", False),
        ("Practise asking", True),
        ("Know what a story is", False),
        ("Understand the duty", False),
        ("Be aware of harm", False),
        ("", False),
        ("42", False),
    ],
)
def test_a_deed_is_something_that_people_do(outcome, is_one) -> None:
    assert begins_with_a_deed(outcome) is is_one


def test_the_reading_age_grows_with_words_and_sentences() -> None:
    plain, hard = reading_age([PLAIN]), reading_age([HARD])
    assert plain is not None
    assert hard is not None
    assert plain <= 8
    assert hard > 18
    # Each item of a list ends a sentence, also without a full stop.
    assert reading_age(["One more thing that we all bring along to eat"] * 9) < reading_age(
        [" ".join(["One more thing that we all bring along to eat"] * 9)]
    )


@pytest.mark.parametrize("texts", [[], [""], ["Too few words to say."], ["… — !"]])
def test_too_few_words_have_no_reading_age(texts) -> None:
    assert reading_age(texts) is None


# In the editor


def test_the_editor_shows_it_and_asks_for_it_again(people) -> None:
    learning = live_learning(people)
    page, client = learning.sessions[0], signed_in(people.trainer)
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "which outcome does it work towards?" in html
    assert 'data-advice="running_order"' in html
    address = f"/admin/learning/{page.pk}/advice/"
    assert f'data-advice-at="{address}"' in html
    assert "running_order" in client.get(address).json()
    # It speaks of the newest draft, and a draft is saved whatever it says.
    change_draft(page, people.trainer, title="T", summary="", length_minutes=500)
    assert any("and the session 500" in said for said in client.get(address).json()["running_order"])


@pytest.mark.parametrize("who", ["reporter", "moderator", "translator", "safeguarding"])
def test_who_may_not_edit_it_gets_no_advice(people, who) -> None:
    page = live_learning(people).sessions[0]
    answer = signed_in(getattr(people, who)).get(f"/admin/learning/{page.pk}/advice/")
    assert answer.status_code in (302, 403)


def test_a_page_that_is_no_training_has_none(people) -> None:
    assert signed_in(people.admin).get(f"/admin/learning/{home_page().pk}/advice/").status_code == 404


# What the public must have


@pytest.fixture
def programme(people):
    return publish(make_programme(people), people)


def blocked(page, people, sender):
    with pytest.raises(PublishBlocked) as stopped:
        publish(page, people, sender=sender)
    return " ".join(stopped.value.sentences)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"access_notes": ""}, "Say how everybody can join in"),
        ({"no_lived_experience": ""}, "Nobody with lived experience takes part"),
    ],
)
def test_a_module_says_how_to_join_in_and_who_lived_it(people, programme, fields, sentence) -> None:
    page = make_module(people, programme, **fields)
    assert sentence in blocked(page, people, people.trainer)
    assert not fresh(page).live


def test_somebody_with_lived_experience_is_as_good_as_a_reason(people, programme) -> None:
    page = make_module(people, programme, no_lived_experience="")
    lived = Contributor.Expertise.LIVED
    for person, role in ((people.reporter2, "shown"), (people.reporter, "co_author")):
        assert "Nobody with lived experience" in blocked(fresh(page), people, people.trainer)
        contributor = add_contributor(work=page.work, person=person.person, role=role, expertise=lived)
        agrees_to_everything(contributor=contributor)
        choose_credit(contributor=contributor, credit="first_name")
    assert publish(fresh(page), people, sender=people.trainer).live


def test_readers_see_the_reason(people, programme) -> None:
    page = publish(make_module(people, programme, no_lived_experience="qzreason"), people)
    assert "qzreason" in Client().get(page.get_url()).content.decode()


def test_a_session_says_how_to_join_in(people, programme) -> None:
    module = publish(make_module(people, programme), people)
    page = make_session(people, module, access_notes="")
    assert "Say how everybody can join in" in blocked(page, people, people.trainer)


def test_what_an_activity_is_for_and_asks_of_people_is_shown(people) -> None:
    learning = live_learning(people)
    activity = ACTIVITY | {"outcomes": ["2"], "needs": ["hearing", "phone"]}
    page = make_session(
        people,
        learning.modules[0],
        outcomes=[("items", ["qzfirst", "qzsecond"])],
        running_order=[("activity", activity)],
        evaluation=[("items", ["qzhelped?"])],
        facilitator_notes="qznotes",
    )
    page = publish(page, people, sender=people.trainer)
    html = re.sub("<script.*?</script>", "", Client().get(page.get_url()).content.decode())
    assert html.count("qzsecond") == 2
    assert html.count("qzfirst") == 1
    for words in ("hearing, a phone", "qzhelped?"):
        assert words in html
    paper = Client().get(page.get_url() + "handout/").content.decode()
    assert "qzhelped?" in paper
    assert "qznotes" not in paper
    assert "qznotes" in Client().get(page.get_url() + "handout/?notes=yes").content.decode()
