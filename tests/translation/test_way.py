"""The way of a translation: who may do what at each step, and what it needs before anybody reads it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail_localize.models import StringTranslation

from accounts.models import User
from authorship.models import Contributor
from authorship.selectors import contributors_of, makes, work_of
from consent.services import record_consent
from moderation.services import give_ok, send_in, waiting_ok_step
from publishing.audit import audit_public
from publishing.errors import PublishBlocked
from tests.builders import act, everybody_says_yes, fresh, make_draft, publish
from tests.translating import IN_OTHER_WORDS, approved, assignment, give, in_language, into, sent, translated, write
from translation.models import Assignment
from translation.selectors import may_translate
from translation.services import assign, choose_name, get_back, give_up, name_languages, send_for_checking


@pytest.fixture
def story(people):
    """A public story of one teller."""
    return publish(make_draft(people.reporter, words="plumtree"), people)


def test_it_goes_public_after_a_reviewer_a_moderator_and_its_teller(story, people):
    target = give(story, people)
    assert not target.live
    sent(target, people)
    act(target, people.reviewer, "approve")
    act(target, people.moderator, "approve")
    assert not fresh(target).live
    assert waiting_ok_step(fresh(target)) is not None
    give_ok(page=fresh(target), user=people.reporter)
    shown = fresh(target)
    assert shown.live
    html = Client().get(shown.get_url()).content.decode()
    assert IN_OTHER_WORDS in html
    assert shown.slug.startswith(IN_OTHER_WORDS)
    assert "Translator Person" in html
    assert "Reviewer Person" in html
    assert audit_public() == []
    assert not Assignment.objects.exists()


def test_it_is_the_same_work_with_the_same_people_whom_nobody_lets_write_in_it(story, people):
    target = give(story, people)
    assert work_of(target) == story.work
    assert list(contributors_of(target)) == list(contributors_of(story))
    assert Contributor.objects.count() == 1
    assert not makes(people.reporter, target)
    assert not target.permissions_for_user(people.reporter).can_edit()
    with pytest.raises(PermissionDenied):
        send_in(page=target, user=people.reporter)


@pytest.mark.parametrize("who", ["reporter", "reporter2", "trainer", "moderator", "reviewer", "safeguarding", "admin"])
def test_nobody_but_its_translator_writes_in_it(story, people, who):
    target = give(story, people)
    assert target.permissions_for_user(people.translator).can_edit()
    other = getattr(people, who)
    assert not target.permissions_for_user(other).can_edit()
    write(target, people.translator)
    with pytest.raises(PermissionDenied):
        send_for_checking(page=target, user=other)
    assert fresh(target).current_workflow_state is None


def test_nobody_writes_in_it_while_it_is_checked_and_its_translator_can_get_it_back(story, people):
    target = sent(give(story, people), people)
    assert not target.permissions_for_user(people.translator).can_edit()
    act(target, people.reviewer, "approve")
    assert not target.permissions_for_user(people.moderator).can_edit()
    get_back(page=target, user=people.translator)
    assert fresh(target).permissions_for_user(people.translator).can_edit()


def test_nobody_checks_their_own_translation(story, people):
    both = [*people.reviewer.groups.all(), *people.translator.groups.all()]
    for account in (people.translator, people.reviewer):
        account.groups.add(*both)
    locale = into("ur")
    for account in (people.translator, people.reviewer):
        name_languages(account=account, locales=[locale], by=people.admin)
    with pytest.raises(PublishBlocked):
        assign(page=story, locale=locale, translator=people.translator, reviewer=people.translator, by=people.admin)
    target = sent(give(story, people), people)
    with pytest.raises(PermissionDenied):
        act(target, people.translator, "approve")
    # Neither after the part has changed hands.
    get_back(page=target, user=people.translator)
    give_up(assignment=assignment(story, people.translator), by=people.translator)
    with pytest.raises(PermissionDenied):
        assign(page=story, locale=locale, translator=people.reviewer, reviewer=people.translator, by=people.admin)


@pytest.mark.parametrize("who", ["translator", "reporter", "moderator", "moderator2", "trainer", "admin", "superuser"])
def test_only_the_reviewer_says_that_it_says_the_same(story, people, who):
    target = sent(give(story, people), people)
    with pytest.raises(PermissionDenied):
        act(target, getattr(people, who), "approve")


def test_a_moderator_who_translated_it_does_not_approve_it(story, people):
    people.moderator.groups.add(*people.translator.groups.all())
    both = User.objects.get(pk=people.moderator.pk)
    target = give(story, people, translator=both)
    write(target, both)
    send_for_checking(page=target, user=both)
    act(target, people.reviewer, "approve")
    with pytest.raises(PermissionDenied):
        act(target, both, "approve")
    act(target, people.moderator2, "approve")
    assert everybody_says_yes(fresh(target)).live


def test_a_moderator_who_translated_a_part_of_it_does_not_approve_it_either(story, people):
    people.moderator.groups.add(*people.translator.groups.all())
    both = User.objects.get(pk=people.moderator.pk)
    write(give(story, people, translator=both), both)
    give_up(assignment=assignment(story, both), by=both)
    target = sent(give(story, people), people)
    act(target, people.reviewer, "approve")
    with pytest.raises(PermissionDenied):
        act(target, both, "approve")


def test_only_administrators_give_works_to_people(story, people):
    locale = into("ur")
    name_languages(account=people.translator, locales=[locale], by=people.admin)
    for who in ("reporter", "trainer", "moderator", "translator", "reviewer", "safeguarding"):
        with pytest.raises(PermissionDenied):
            assign(page=story, locale=locale, translator=people.translator, by=getattr(people, who))
        with pytest.raises(PermissionDenied):
            name_languages(account=people.translator, locales=[], by=getattr(people, who))
    assert not Assignment.everybody.exists()


def test_only_into_languages_that_were_named(story, people):
    name_languages(account=people.translator, locales=[into("pl")], by=people.admin)
    with pytest.raises(PermissionDenied):
        assign(page=story, locale=into("ur"), translator=people.translator, by=people.admin)
    assert assign(page=story, locale=into("pl"), translator=people.translator, by=people.admin)


def test_what_is_not_public_is_given_to_nobody(people):
    draft = make_draft(people.reporter)
    name_languages(account=people.translator, locales=[into("ur")], by=people.admin)
    with pytest.raises(PublishBlocked, match="not public"):
        assign(page=draft, locale=into("ur"), translator=people.translator, by=people.admin)


def test_where_somebody_says_no_to_translation_it_is_given_to_nobody(story, people):
    say(story, people, translation=False)
    with pytest.raises(PublishBlocked, match="did not say yes to a translation"):
        give(story, people)


def say(story, people, **answers):
    """Let the teller answer anew."""
    me = contributors_of(story).get()
    record_consent(contributor=me, answers=answers, is_adult=True, language="en")


def test_a_no_that_comes_later_closes_it_to_its_translator_and_stops_it(story, people):
    target = approved(sent(give(story, people), people), people)
    say(story, people, translation=False)
    assert not may_translate(people.translator, fresh(target))
    with pytest.raises(PublishBlocked):
        give_ok(page=fresh(target), user=people.reporter)
    assert not fresh(target).live


def test_it_is_not_sent_before_each_sentence_is_there(story, people):
    target = give(story, people)
    with pytest.raises(PublishBlocked, match="not translated yet"):
        send_for_checking(page=target, user=people.translator)


def test_what_a_machine_wrote_is_not_sent_before_somebody_has_looked_at_it(story, people):
    target = give(story, people)
    write(target, people.translator)
    StringTranslation.objects.filter(context__path="title").update(translation_type="machine")
    with pytest.raises(PublishBlocked, match="machine"):
        send_for_checking(page=target, user=people.translator)
    StringTranslation.objects.update(translation_type="manual")
    assert send_for_checking(page=target, user=people.translator)


def test_it_is_not_sent_without_a_name_or_without_somebody_to_check_it(story, people):
    name_languages(account=people.translator, locales=[into("ur")], by=people.admin)
    (mine,) = assign(page=story, locale=into("ur"), translator=people.translator, by=people.admin)
    target = in_language(story)
    write(target, people.translator)
    with pytest.raises(PublishBlocked) as blocked:
        send_for_checking(page=target, user=people.translator)
    assert len(blocked.value.sentences) == 2
    choose_name(assignment=mine, credit="none", by=people.translator)
    give(story, people)
    assert send_for_checking(page=target, user=people.translator)


def test_changes_go_back_to_the_translator_and_are_checked_from_the_first_step_on(story, people):
    target = sent(give(story, people), people)
    act(target, people.reviewer, "reject", comment="The second sentence, please.")
    assert may_translate(people.translator, fresh(target))
    sent(target, people, lambda source: f"{IN_OTHER_WORDS} anew {source}")
    with pytest.raises(PermissionDenied):
        act(target, people.moderator, "approve")
    assert everybody_says_yes(approved(target, people)).live


def test_whoever_hands_it_back_reads_it_no_more(story, people):
    target = give(story, people)
    give_up(assignment=assignment(story, people.translator), by=people.translator)
    assert not fresh(target).permissions_for_user(people.translator).can_edit()


def test_no_name_counts_at_once(story, people):
    target = translated(story, people)
    choose_name(assignment=assignment(story, people.translator), credit="none", by=people.translator)
    html = Client().get(target.get_url()).content.decode()
    assert "Translator Person" not in html
    assert "Reviewer Person" in html
    assert audit_public() == []
