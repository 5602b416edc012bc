"""A part of a page may be in another language than the page: its letters, its voice, and its way through the house."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from core.blocks import QuoteBlock
from stories.blocks import OtherWordsBlock, QuestionBlock
from tests.builders import fresh, make_draft, publish
from tests.translating import translated

QUOTE = {"text": "ਸਸਤਾ ਤੇ ਚੰਗਾ", "said_by": "Hue"}
BLOCKS = [
    (QuoteBlock(), QUOTE, "ਸਸਤਾ ਤੇ ਚੰਗਾ"),
    (QuestionBlock(), {"question": "What is good?", "answer": "بسم"}, "بسم"),
    (OtherWordsBlock(), {"text": "Chodź"}, "Chodź"),
]


def around(html: str, words: str) -> str:
    """Return the tag that holds the paragraph with these words."""
    found = re.search(rf"<(div|blockquote)([^>]*)>\s*<p>{words}</p>", html)
    assert found, html
    return found[2]


@pytest.mark.parametrize(("block", "value", "words"), BLOCKS)
@pytest.mark.parametrize(("language", "direction"), [("pa", "ltr"), ("ur", "rtl"), ("ar", "rtl"), ("pl", "ltr")])
def test_words_say_their_language(block: Any, value: Any, words: str, language: str, direction: str) -> None:
    html = block.render(block.to_python(value | {"language": language}))
    assert f'lang="{language}" dir="{direction}"' in around(html, words)
    assert html.count("lang=") == 1


@pytest.mark.parametrize(("block", "value", "words"), BLOCKS)
def test_without_a_language_words_are_in_that_of_their_page_and_stored_as_ever(
    block: Any, value: Any, words: str
) -> None:
    read = block.to_python(value)
    assert "lang=" not in block.render(read)
    assert block.get_prep_value(read) == value


def test_no_language_is_something_that_a_page_says() -> None:
    said = QuoteBlock().get_searchable_content(QuoteBlock().to_python(QUOTE | {"language": "pa"}))
    assert said == [QUOTE["text"], QUOTE["said_by"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("translate", "language"),
    [
        (lambda words: f"qz {words}", ""),
        (lambda words: words if words == QUOTE["text"] else f"qz {words}", "pa"),
    ],
)
def test_what_a_translator_translates_is_in_the_language_of_its_page(
    people: SimpleNamespace, translate: Any, language: str
) -> None:
    story = publish(make_draft(people.reporter, body=[("quote", QUOTE | {"language": "pa"})]), people)
    target = translated(story, people, words=translate)
    (part,) = fresh(target).body
    assert part.value["text"] == translate(QUOTE["text"])
    assert (part.value["language"] or "") == language
    assert fresh(story).body[0].value["language"] == "pa"
