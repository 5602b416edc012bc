"""Words of the glossary: explained where they stand, while they are public, and without changing any other word."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale, Page

from learning.explaining import explain
from learning.models import GlossaryPage, GlossaryTermPage
from publishing.errors import PublishBlocked
from publishing.services import take_down
from tests.builders import ACTIVITY, fresh, make_module, make_programme, make_session, publish
from tests.learning.making import grown, learning_index

LIVED = {"title": "lived experience", "other_forms": "lived experiences", "meaning": "qzmeaning of it"}


def glossary(people):
    """Return a public glossary."""
    return grown(learning_index(), people, GlossaryPage(title="Words"))


def word(parent, people, *, public=True, **fields):
    return grown(parent, people, GlossaryTermPage(**(LIVED | fields)), public=public)


def seen(page, rest=""):
    return Client().get(page.get_url() + rest).content.decode()


def opens(html, term):
    """Return what stands on the buttons that open a term."""
    return re.findall(rf'<button type="button" class="term" popovertarget="word-{term.pk}">([^<]*)</button>', html)


@pytest.fixture
def session(people):
    """A public session that uses a word twice, once in a link's neighbourhood and once further down."""
    programme = publish(make_programme(people), people)
    module = publish(make_module(people, programme), people)
    activity = ACTIVITY | {"purpose": "Lived experience is what counts.", "output": "lived experience again"}
    page = make_session(people, module, title="About lived experience", running_order=[("activity", activity)])
    return publish(page, people)


def test_the_first_use_opens_what_it_means_and_no_other(people, session) -> None:
    term = word(glossary(people), people)
    html = seen(session)
    assert opens(html, term) == ["Lived experience"]
    assert html.count("qzmeaning") == 1
    assert f'id="word-{term.pk}" popover' in html
    assert f'href="{term.get_url()}"' in html
    # A heading says its own words.
    assert re.search(r"<h1[^>]*>\s*About lived experience", html)


def test_on_paper_it_is_a_list(people, session) -> None:
    term = word(glossary(people), people)
    html = seen(session, "handout/")
    assert not opens(html, term)
    assert "Words explained" in html
    assert html.count("qzmeaning") == 1


@pytest.mark.parametrize("state", ["a draft", "not used", "in another language"])
def test_what_is_not_to_be_explained_is_not(people, session, state) -> None:
    words = glossary(people)
    term = {
        "a draft": lambda: word(words, people, public=False),
        "not used": lambda: word(words, people, title="due regard", other_forms=""),
        "in another language": lambda: _moved_to_polish(word(words, people)),
    }[state]()
    for rest in ("", "handout/"):
        html = seen(session, rest)
        assert not opens(html, term)
        assert "qzmeaning" not in html
        assert "Words explained" not in html


def _moved_to_polish(term):
    # Not by the gate's road: only the language of a row is changed here, which is no word of it.
    Page.objects.filter(pk=term.pk).update(locale=Locale.objects.get(language_code="pl"))
    return term


def test_what_is_taken_down_is_explained_nowhere_from_then_on(people, session) -> None:
    words = glossary(people)
    term = word(words, people)
    address = term.get_url()
    take_down(fresh(term), by=people.moderator)
    assert "qzmeaning" not in seen(session)
    assert "qzmeaning" not in seen(words)
    assert Client().get(address).status_code == 410


def test_the_glossary_lists_what_is_public_by_its_letter(people) -> None:
    words = glossary(people)
    word(words, people)
    word(words, people, title="consent", meaning="A free yes.", other_forms="")
    word(words, people, public=False, title="qzsecret", meaning="qzsecret")
    html = seen(words)
    letters = re.findall(r'<h2 id="letter-\d+">(.)</h2>', html)
    assert letters == ["C", "L"]
    assert html.index("A free yes.") < html.index("qzmeaning")
    assert "qzsecret" not in html


def test_an_empty_glossary_says_so(people) -> None:
    assert "We are still writing them together." in seen(glossary(people))


def test_a_word_explains_the_others_and_not_itself(people) -> None:
    words = glossary(people)
    consent = word(words, people, title="consent", meaning="A free yes.", other_forms="")
    term = word(words, people, meaning="It needs consent. Lived experience is your own.")
    html = seen(term)
    assert opens(html, consent) == ["consent"]
    assert not opens(html, term)


def test_the_list_of_programmes_leads_to_it(people) -> None:
    index = learning_index()
    words = glossary(people)
    assert f'href="{words.get_url()}"' in seen(index)
    take_down(fresh(words), by=people.moderator)
    assert f'href="{words.get_url()}"' not in seen(index)


def test_many_words_cost_as_many_queries_as_one(people, session) -> None:
    words = glossary(people)
    word(words, people)

    def queries() -> int:
        seen(session)
        with CaptureQueriesContext(connection) as caught:
            seen(session)
        return len(caught)

    before = queries()
    for title in ("counts", "practise", "pairs"):
        word(words, people, title=title, other_forms="", meaning=f"qzmeaning of {title}")
    assert seen(session).count("qzmeaning") == 4
    assert queries() == before


# The words themselves


class Term:
    """A term as `explain` needs it."""

    def __init__(self, pk: int, *forms: str) -> None:
        self.pk, self.forms = pk, list(forms)


TERMS = [Term(1, "duty"), Term(2, "due regard", "Due Regard"), Term(3, "regard"), Term(4, "R&D"), Term(5, "ذمہ داری")]
TEXTS = st.sampled_from(
    [
        "duty",
        "Duty",
        "duties",
        "due regard",
        "DUE REGARD",
        "regard",
        "R&amp;D",
        "ذمہ داری",
        "the ",
        " and ",
        "x&lt;y",
        "-",
    ]
)
TAGS = st.sampled_from(["p", "a", "h2", "b", "button", "li", "summary"])
HTML = st.recursive(
    st.lists(TEXTS, max_size=5).map("".join),
    lambda inside: st.tuples(TAGS, inside, inside).map(lambda it: f'<{it[0]} title="duty">{it[1]}</{it[0]}>{it[2]}'),
    max_leaves=12,
)
BUTTON = re.compile(r'<button type="button" class="term" popovertarget="word-(\d+)">(.*?)</button>')


@given(HTML)
def test_no_letter_is_changed_and_each_word_opens_once(html) -> None:
    shown, used = explain(html, TERMS)
    assert BUTTON.sub(r"\2", shown) == html
    buttons = [int(number) for number, _words in BUTTON.findall(shown)]
    assert buttons == [term.pk for term in used]
    assert len(set(buttons)) == len(buttons)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Our duty, a duty</p>", ["duty"]),
        ("<p>Due regard to a regard</p>", ["Due regard", "regard"]),
        ("<p>duties, on-duty, duty-bound</p>", []),
        ("<h2>Duty</h2><p><a href='/duty/'>duty</a> <b>duty</b></p>", ["duty"]),
        ("<a><b>duty</b></a>", []),
        ('<ul aria-hidden="true"><li>duty<ul><li>duty</li></ul></li><li>duty</li></ul><p>duty</p>', ["duty"]),
        ('<img src="x" aria-hidden="true"><p>duty</p>', ["duty"]),
        ("<h2>a <a>b</a> duty</h2>", []),
        ("<p>R&amp;D</p>", ["R&amp;D"]),
        ("<p>ہماری ذمہ داری ہے</p>", ["ذمہ داری"]),
        ("", []),
    ],
)
def test_whole_words_outside_links_and_headings(html, expected) -> None:
    assert [words for _number, words in BUTTON.findall(explain(html, TERMS)[0])] == expected


def test_a_word_cannot_bring_a_tag_of_its_own() -> None:
    shown, _used = explain("<p>a &lt;b&gt; c</p>", [Term(9, "<b>")])
    assert "<b>" not in shown


def test_a_word_without_a_meaning_stays_a_draft(people) -> None:
    words = glossary(people)
    with pytest.raises(PublishBlocked, match="Say what the word means"):
        word(words, people, meaning="")
