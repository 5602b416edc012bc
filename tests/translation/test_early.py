"""A work is translated before it was ever public, where everybody in it lets that be."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import String, TranslationSource

from authorship.selectors import contributors_of
from consent.services import record_consent
from publishing.errors import PublishBlocked
from tests.builders import add_co_author, change_draft, everybody_says_yes, fresh, make_draft, publish
from tests.matrix import signed_in
from tests.translating import IN_OTHER_WORDS, approved, give, in_language, sent, write
from translation.selectors import may_translate, translation_of
from translation.services import send_for_checking

SECRET = "qzearly"


@pytest.fixture
def draft(people):
    """A draft of two."""
    page = make_draft(people.reporter, words=SECRET)
    add_co_author(page, people.reporter2)
    return page


def say(page, *users, early=True):
    """Let these people say whether translators may read it before it is public."""
    for user in users:
        me = contributors_of(page).get(person__user=user)
        record_consent(contributor=me, answers={"translation_early": early}, is_adult=True, language="en")


def test_every_one_of_them_has_to_say_yes(draft, people):
    say(draft, people.reporter)
    with pytest.raises(PublishBlocked, match="not public"):
        give(draft, people)
    say(draft, people.reporter2)
    assert may_translate(people.translator, give(draft, people))


def test_administrators_see_who_tells_it_and_no_word_of_it(draft, people):
    address = f"{reverse('translation_all')}?language=ur"
    assert "told by" not in signed_in(people.admin).get(address).content.decode()
    say(draft, people.reporter, people.reporter2)
    for where in (address, reverse("translation_choose_people", args=[draft.pk, "ur"])):
        html = signed_in(people.admin).get(where).content.decode()
        assert SECRET not in html
    assert "told by Reporter, Reporter2" in signed_in(people.admin).get(address).content.decode()


def test_one_no_closes_it_at_once(draft, people):
    say(draft, people.reporter, people.reporter2)
    target = give(draft, people)
    say(draft, people.reporter2, early=False)
    assert not may_translate(people.translator, fresh(target))
    assert SECRET not in signed_in(people.translator).get(reverse("translation_mine")).content.decode()


def test_nothing_is_sent_before_its_source_is_public_and_then_its_public_words_count(
    draft, people, django_capture_on_commit_callbacks
):
    say(draft, people.reporter, people.reporter2)
    target = give(draft, people)
    write(target, people.translator)
    with pytest.raises(PublishBlocked, match="source is not public yet"):
        send_for_checking(page=target, user=people.translator)
    assert Client().get(fresh(target).get_url()).status_code == 404
    change_draft(draft, people.reporter, words="plumtree")
    with django_capture_on_commit_callbacks(execute=True):
        publish(fresh(draft), people)
    assert "plumtree" in str(list(String.objects.values_list("data", flat=True)))
    with pytest.raises(PublishBlocked, match="not translated yet"):
        send_for_checking(page=fresh(target), user=people.translator)
    target = everybody_says_yes(approved(sent(in_language(draft), people), people))
    assert f"{IN_OTHER_WORDS} plumtree newer title" in Client().get(target.get_url()).content.decode()


def test_what_was_begun_goes_with_a_draft_that_is_deleted(draft, people):
    say(draft, people.reporter, people.reporter2)
    target = give(draft, people)
    write(target, people.translator)
    assert translation_of(target) is not None
    draft.delete()
    assert not Page.objects.filter(pk=target.pk).exists()
    assert not TranslationSource.objects.exists()
    assert not String.objects.exists()
