"""What a translation falls with, and what is left of it then: of its source, of its translator, of whoever told it."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import String, StringTranslation, TranslationSource

from accounts.making import make_person
from accounts.models import Person
from authorship.selectors import contributors_of
from consent.erasure import erase_person
from consent.services import hide, record_consent, show_again, take_back
from moderation.pausing import lift, pause
from moderation.services import waiting_ok_step
from moderation.somebody_else import ask_for_somebody_else
from publishing.audit import audit_public
from publishing.models import Manifest, PendingStep
from tests.builders import add_co_author, change_draft, everybody_says_yes, fresh, make_draft, publish
from tests.consent.test_erasing import rows_with
from tests.matrix import admin_address, signed_in
from tests.translating import IN_OTHER_WORDS, approved, assignment, give, into, sent, write
from translation.models import Assignment
from translation.selectors import assignments_for, may_translate, translation_of
from translation.services import assign, give_up, send_for_checking, take_translation_back

WORDS = "plumtree"
SOON_GONE = "qzgone"
"""Stands in the words of a story that a newer version says no more."""
NAME = "Translator Person"
STEPS = ("being written", "its language checked", "waiting for yeses", "public")


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    """Return a way to do something with all that happens once it is kept."""

    def committed(act: Any, **kwargs: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return act(**kwargs)

    return committed


@pytest.fixture
def story(people: SimpleNamespace) -> Any:
    """A public story of two."""
    page = make_draft(people.reporter, words=WORDS, body=[("words", f"{WORDS} {SOON_GONE} body")])
    add_co_author(page, people.reporter2)
    return publish(page, people)


@pytest.fixture
def at(story: Any, people: SimpleNamespace, committed: Any) -> Any:
    """Return a way to take its translation as far as a step."""

    def at(step: str) -> Any:
        target = give(story, people)
        write(target, people.translator)
        if step != "being written":
            sent(target, people)
        if step in ("waiting for yeses", "public"):
            approved(target, people)
        if step == "public":
            committed(everybody_says_yes, page=fresh(target))
            assert Client().get(fresh(target).get_url()).status_code == 200
        return fresh(target)

    return at


@pytest.fixture
def me(story: Any, people: SimpleNamespace) -> Any:
    """The part that the first of its tellers has."""
    return contributors_of(story).get(person__user=people.reporter)


def answers(*pages: Any) -> list[int]:
    """Return what a stranger is answered at these pages."""
    return [Client().get(fresh(page).get_url()).status_code for page in pages]


def ways_in(page: Any, translation: Any) -> dict[str, str]:
    """Return the addresses at which a translator or a reviewer reads the source or the translation."""
    tool = {name: reverse(f"wagtail_localize:{name}", args=[translation.pk]) for name in ("download_pofile",)}
    ours = {name: reverse(name, args=[page.pk]) for name in ("translation_check", "translation_words")}
    return {**tool, **ours, "edit": admin_address("edit", page.pk)}


def what_is_read(user: Any, page: Any, translation: Any) -> dict[str, int]:
    """Return which of these addresses show words to `user`, and what they answer."""
    client, found = signed_in(user), {}
    for name, where in ways_in(page, translation).items():
        answer = client.get(where, follow=True)
        text = answer.content.decode()
        assert answer.status_code < 500, name
        if WORDS in text or IN_OTHER_WORDS in text:
            found[name] = answer.status_code
    return found


# The source


@pytest.mark.parametrize("step", STEPS)
def test_when_its_source_is_taken_back_it_is_down_at_once_and_the_copy_forgotten(
    at, story, people, me, committed, step
):
    target = at(step)
    translation = translation_of(target)
    assert String.objects.exists()
    committed(take_back, contributor=me, by=people.reporter)
    assert answers(story)[0] == 410
    assert answers(target)[0] == (410 if step == "public" else 404)
    assert not TranslationSource.objects.exists()
    assert not StringTranslation.objects.exists()
    assert not String.objects.exists()
    assert fresh(target).current_workflow_state is None
    for user in (people.translator, people.reviewer):
        assert what_is_read(user, target, translation) == {}
        assert WORDS not in signed_in(user).get(reverse("translation_mine")).content.decode()
    assert not PendingStep.objects.exists()
    assert audit_public() == []


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("how", ["hidden", "paused"])
def test_when_its_source_is_only_hidden_the_copy_is_kept_and_shown_to_nobody(
    at, story, people, me, committed, step, how
):
    target = at(step)
    translation = translation_of(target)
    kept = [model.objects.count() for model in (TranslationSource, String, StringTranslation)]
    if how == "hidden":
        committed(hide, contributor=me, by=people.reporter)
    else:
        committed(pause, page=story, by=people.moderator, ground="law", reason="Somebody asked.")
    assert Client().get(fresh(story).get_url()).status_code in (404, 410)
    assert Client().get(fresh(target).get_url()).status_code in (404, 410)
    assert [model.objects.count() for model in (TranslationSource, String, StringTranslation)] == kept
    assert translation_of(fresh(target)) is not None
    for user in (people.translator, people.reviewer, people.moderator2):
        assert what_is_read(user, target, translation) == {}
    assert signed_in(people.translator).get(admin_address("edit", target.pk)).status_code == 403
    assert not may_translate(people.translator, fresh(target))
    assert assignments_for(people.translator) == []
    assert audit_public() == []


def test_when_its_source_is_shown_again_both_come_back_with_the_yeses_that_are_needed(at, story, people, me, committed):
    target = at("public")
    committed(hide, contributor=me, by=people.reporter)
    assert committed(show_again, contributor=me, user=people.reporter)
    assert answers(story, target) == [200, 200]
    assert IN_OTHER_WORDS in Client().get(fresh(target).get_url()).content.decode()
    assert audit_public() == []


def test_when_a_pause_of_its_source_is_lifted_both_come_back(at, story, people, committed):
    target = at("public")
    made = committed(pause, page=story, by=people.moderator, ground="law", reason="Somebody asked.")
    assert set(answers(story, target)) <= {404, 410}
    assert committed(lift, pause=made, by=people.moderator2) == []
    assert answers(story, target) == [200, 200]
    assert audit_public() == []


def test_a_translation_that_has_moved_on_keeps_nobody_from_showing_their_story_again(at, story, people, me, committed):
    target = at("public")
    sent(give(story, people), people, lambda source: f"{IN_OTHER_WORDS} anew {source}")
    committed(hide, contributor=me, by=people.reporter)
    assert committed(show_again, contributor=me, user=people.reporter)
    assert answers(story) == [200]
    assert fresh(target).current_workflow_state is None
    assert audit_public() == []


@pytest.mark.parametrize("when", ["while it is public", "while it is hidden"])
def test_a_no_to_translation_takes_the_translation_down_and_not_the_story(at, story, people, me, committed, when):
    target = at("public")
    answers_given = {"contributor": me, "answers": {"translation": False}, "is_adult": True, "language": "en"}
    if when == "while it is hidden":
        committed(hide, contributor=me, by=people.reporter)
    committed(record_consent, **answers_given)
    if when == "while it is hidden":
        assert committed(show_again, contributor=me, user=people.reporter)
    assert answers(story) == [200]
    assert Client().get(fresh(target).get_url()).status_code in (404, 410)
    assert audit_public() == []


def test_when_its_source_says_something_else_the_copy_does_and_what_is_gone_is_forgotten(at, story, people, committed):
    target = at("being written")
    change_draft(story, people.reporter, words="juniper", body=[("words", "juniper body")])
    committed(publish, page=fresh(story), people=people)
    assert translation_of(fresh(target)) is not None
    assert String.objects.filter(data__contains="juniper body").exists()
    assert not StringTranslation.objects.exists()
    assert rows_with_words(SOON_GONE, "wagtail_localize_") == []
    assert not PendingStep.objects.exists()


def rows_with_words(mark: str, *tables: str) -> list[str]:
    """Return the tables, among those whose names begin like this, in which a mark stands."""
    return [row for row in rows_with(mark) if row.startswith(tables)]


# The translator


@pytest.mark.parametrize("step", STEPS)
def test_a_translator_takes_their_own_back_and_the_source_stays(at, story, people, committed, step):
    target = at(step)
    address = target.get_url()
    polish = give(story, people, "pl")
    write(polish, people.translator)
    mine = Assignment.everybody.get(page=story, locale=into("ur"), account=people.translator)
    committed(take_translation_back, assignment=mine, by=people.translator)
    assert answers(story) == [200]
    answer = Client().get(address)
    # Where it never was public, its source stands in, in its own words.
    assert answer.status_code == (410 if step == "public" else 200)
    assert step == "public" or IN_OTHER_WORDS not in answer.content.decode()
    assert not StringTranslation.objects.filter(locale=into("ur")).exists()
    assert StringTranslation.objects.filter(locale=into("pl")).exists()
    assert may_translate(people.translator, fresh(polish))
    assert not may_translate(people.translator, fresh(target))
    assert waiting_ok_step(fresh(target)) is None
    committed(take_translation_back, assignment=mine, by=people.translator)
    assert audit_public() == []


def test_nobody_reads_what_a_translator_took_back_and_whoever_comes_next_begins_anew(at, story, people, committed):
    target = at("public")
    committed(take_translation_back, assignment=assignment(story, people.translator), by=people.translator)
    other = make_person(email="translator2@example.net", name="Tilda Two", roles=["Translator"])
    give(story, people, translator=other)
    translation = translation_of(target)
    for user in (other, people.reviewer):
        client = signed_in(user)
        for name, where in ways_in(target, translation).items():
            assert IN_OTHER_WORDS not in client.get(where, follow=True).content.decode(), (user, name)
    assert NAME not in str(list(Manifest.objects.values_list("body", flat=True)))


@pytest.mark.parametrize("who", ["reviewer", "moderator", "admin", "reporter"])
def test_nobody_else_takes_it_back(at, story, people, who):
    target = at("public")
    for part in ("translator", "reviewer"):
        mine = assignment(story, getattr(people, part))
        with pytest.raises(PermissionDenied):
            take_translation_back(assignment=mine, by=getattr(people, who))
    assert answers(target) == [200]


@pytest.mark.parametrize("part", ["translator", "reviewer"])
@pytest.mark.parametrize("step", STEPS[:-1])
def test_somebody_else_please_ends_what_they_were_given_and_bars_them(at, story, people, committed, step, part):
    target, unwanted = at(step), getattr(people, part)
    committed(ask_for_somebody_else, work=story.work, user=people.reporter2, moderator_id=unwanted.pk)
    assert not Assignment.objects.filter(account=unwanted).exists()
    assert assignments_for(unwanted) == []
    assert what_is_read(unwanted, target, translation_of(target)) == {}
    with pytest.raises(PermissionDenied):
        give(story, people)
    with pytest.raises(PermissionDenied):
        assign(page=story, locale=into("pl"), translator=unwanted, by=people.admin)
    assert audit_public() == []


@pytest.mark.parametrize(("who", "then"), [("translator", 410), ("reviewer", 200)])
def test_erasing_leaves_no_name_and_no_translation_of_whoever_made_it(at, story, people, committed, who, then):
    target, user = at("public"), getattr(people, who)
    name = user.person.name

    def named() -> str:
        return str([list(Manifest.objects.values_list("body", flat=True)), list(Assignment.everybody.values())])

    assert name in named()
    addresses = [page.get_url() for page in (story, target)]
    committed(erase_person, person=Person.objects.get(user=user))
    assert name not in named()
    assert rows_with(name.lower()) == []
    assert [Client().get(address).status_code for address in addresses] == [200, then]
    assert not Assignment.objects.filter(account=user).exists()
    assert name not in Client().get(addresses[1]).content.decode()
    assert audit_public() == []


def test_erasing_a_translator_leaves_no_sentence_of_theirs(at, people, committed):
    at("public")
    committed(erase_person, person=Person.objects.get(user=people.translator))
    assert rows_with(IN_OTHER_WORDS) == []


def test_erasing_whoever_wrote_a_part_and_handed_it_back_takes_it_down_too(story, people, committed):
    """Their sentences are in it, though somebody else sent it."""
    target = give(story, people)
    write(target, people.translator)
    give_up(assignment=assignment(story, people.translator), by=people.translator)
    other = make_person(email="translator2@example.net", name="Tilda Two", roles=["Translator"])
    give(story, people, translator=other)
    StringTranslation.objects.filter(context__path="title").update(last_translated_by=other)
    send_for_checking(page=fresh(target), user=other)
    committed(everybody_says_yes, page=approved(target, people))
    address = fresh(target).get_url()
    assert Client().get(address).status_code == 200
    committed(erase_person, person=Person.objects.get(user=people.translator))
    assert (answers(story), Client().get(address).status_code) == ([200], 410)
    assert audit_public() == []


# Whoever told it


@pytest.mark.parametrize("step", STEPS)
def test_erasing_its_teller_leaves_no_word_in_any_table(people, committed, step):
    story = publish(make_draft(people.reporter, words=WORDS, body=[("words", f"{WORDS} body")]), people)
    target = give(story, people)
    write(target, people.translator)
    if step != "being written":
        sent(target, people)
    if step in ("waiting for yeses", "public"):
        approved(target, people)
    if step == "public":
        committed(everybody_says_yes, page=fresh(target))
    assert rows_with_words(WORDS, "wagtail_localize_")
    addresses = [fresh(page).get_url() for page in (story, target)]
    committed(erase_person, person=Person.objects.get(user=people.reporter))
    for mark in (WORDS, IN_OTHER_WORDS):
        assert rows_with(mark) == []
    assert {Client().get(address).status_code for address in addresses} <= {404, 410}
    assert signed_in(people.translator).get(reverse("translation_mine")).status_code == 200
    assert signed_in(people.admin).get(reverse("translation_all")).status_code == 200
    assert audit_public() == []
