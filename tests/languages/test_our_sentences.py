"""What we put among somebody's words is known again, whatever language whoever acts and whoever looks speak."""

import pytest
from django.utils.translation import gettext, override

from consent.services import take_back
from consent.words import written_by
from learning.adapting import _without_gaps
from publishing.audit import audit_public
from publishing.digests import digest
from publishing.our_sentences import (
    UNTITLED,
    gap_sentence,
    gap_sentences,
    in_every_language,
    kind_of,
    kinds_of,
    said_in,
)
from publishing.selectors import valid_release
from stories.models import StoryIndexPage, StoryPage
from stories.studio.selectors import has_title
from stories.studio.services import start_story
from tests.builders import add_co_author, fresh, make_module, make_programme, publish

LANGUAGES = ["en", "ur", "pl"]


def test_each_language_says_it_in_its_own_words() -> None:
    assert len(gap_sentences()) == 2 * len(LANGUAGES)
    assert {gap_sentence(code) for code in LANGUAGES} <= gap_sentences()
    assert gap_sentence("so") == gap_sentence("en")


@pytest.mark.parametrize("speaks", LANGUAGES)
@pytest.mark.parametrize("told_in", ["en", "ur", "pl", "bn"])
def test_a_story_without_a_title_has_none_in_any_language(people, told_in: str, speaks: str) -> None:
    index = StoryIndexPage.objects.get(locale__language_code=told_in)
    with override(speaks):
        page = start_story(user=people.reporter, title=" ", index=index).page
    assert page.title == said_in(told_in, UNTITLED)
    for reads in LANGUAGES:
        with override(reads):
            assert not has_title(page)
    for title in in_every_language(UNTITLED):
        assert not has_title(StoryPage(draft_title=title))
    assert has_title(StoryPage(draft_title="The bus"))


@pytest.mark.parametrize("speaks", LANGUAGES)
def test_taking_back_leaves_gaps_in_the_language_of_the_page(people, speaks: str) -> None:
    module = make_module(people, publish(make_programme(people), people))
    add_co_author(module, people.reporter)
    draft = fresh(module).get_latest_revision_as_object()
    draft.title, draft.promise = "qztitle of theirs", "qzpromise of theirs"
    draft.save_revision(user=people.reporter)
    module = publish(fresh(module), people, sender=people.trainer)
    theirs = fresh(module).work.contributors.get(person__user=people.reporter)
    with override(speaks):
        take_back(contributor=theirs, by=people.reporter)
    module = fresh(module)
    assert (module.title, module.promise) == ("Module", gap_sentence("en"))
    assert valid_release(module) is not None
    assert audit_public() == []
    for reads in LANGUAGES:
        with override(reads):
            # Nobody counts as the author of what we say, and no copy takes it along.
            everybody = [*module.work.contributors.all(), theirs]
            written = {sha256 for _piece, sha256 in written_by(everybody, module)}
            assert not written & {digest(said) for said in gap_sentences() | kinds_of(module)}
            assert kind_of(module) == module.title
            assert _without_gaps(module)["promise"] == ""


def test_the_language_of_whoever_acts_is_not_that_of_the_page() -> None:
    """Or the tests above would say nothing."""
    for code in ("ur", "pl"):
        with override(code):
            assert gettext("Untitled story") != "Untitled story"
            assert gettext("Somebody took this part back.") != "Somebody took this part back."
