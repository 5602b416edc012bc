"""Each gate closes by itself: at go-live it is asked again, and says what is missing."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from accounts.roles import BY_KEY
from authorship.selectors import contributors_of, still_to_ask
from authorship.services import record_ok
from consent.erasure import erase_person
from files.models import Image, PublicFile
from home.models import StandardPage
from moderation.services import give_ok, pull_back, send_in, step_of
from publishing.candidates import Candidate, writers_of
from publishing.errors import PublishBlocked
from publishing.models import Release
from publishing.services import go_live, make_release, take_down
from tests.builders import (
    act,
    add_co_author,
    case_in,
    change_draft,
    everybody_says_yes,
    fresh,
    home_page,
    make_draft,
    make_image,
    make_recording,
    publish,
    releases_of,
    story_index,
)


def _blocked_sentences(action, *args, **kwargs) -> str:
    with pytest.raises(PublishBlocked) as blocked:
        action(*args, **kwargs)
    return " ".join(blocked.value.sentences)


@pytest.fixture
def waiting(people):
    """A story that a moderator has approved, and that waits for the OK of two people."""
    return case_in("waiting for OK", people).page


# The check


def test_a_workflow_that_nobody_went_through_says_so(people):
    page = case_in("draft", people).page
    from wagtail.models import Task

    Task.objects.update(active=False)
    assert "Nobody has checked these exact words" in _blocked_sentences(
        page.get_workflow().start, page, people.reporter
    )
    assert not fresh(page).live


def test_a_check_that_names_no_words_counts_for_none(people):
    page = case_in("being checked", people).page
    step_of(page).approve(user=people.moderator)
    assert "has not approved these exact words" in _blocked_sentences(everybody_says_yes, page)
    assert not fresh(page).live


def test_the_approval_of_a_former_moderator_does_not_count(people, waiting):
    people.moderator.groups.remove(Group.objects.get(name=BY_KEY["moderator"].name))
    assert "no longer a moderator" in _blocked_sentences(everybody_says_yes, waiting)
    assert not fresh(waiting).live


def test_the_approval_of_somebody_who_joined_afterwards_does_not_count(people, waiting):
    add_co_author(waiting, people.moderator)
    assert "also wrote in it" in _blocked_sentences(everybody_says_yes, waiting)
    assert not fresh(waiting).live


def test_who_takes_part_does_not_check(people):
    page = make_draft(people.reporter)
    add_co_author(page, people.moderator)
    send_in(page=page, user=people.reporter)
    with pytest.raises(PermissionDenied):
        act(page, people.moderator, "approve")


def test_what_nobody_in_particular_saved_is_everybodys(people):
    page = make_draft(people.reporter)
    change_draft(page, None)
    assert people.moderator.pk in writers_of(fresh(page))
    change_draft(page, people.reporter)
    assert people.moderator.pk not in writers_of(fresh(page))


@pytest.mark.parametrize("remove", ["by itself", "with the words of somebody erased"])
def test_who_wrote_counts_though_that_version_is_deleted(people, remove):
    page = make_draft(people.reporter)
    add_co_author(page, people.reporter2)
    send_in(page=fresh(page), user=people.reporter)
    change_draft(page, people.moderator, summary="A word put right.")
    theirs = fresh(page).latest_revision
    change_draft(page, people.moderator2, summary="Another one.")
    pull_back(page=fresh(page), user=people.reporter)
    change_draft(fresh(page), people.reporter)
    if remove == "by itself":
        theirs.delete()
    else:
        erase_person(person=people.reporter2.person)
    assert not Revision.objects.filter(pk=theirs.pk).exists()
    change_draft(fresh(page), people.reporter)
    send_in(page=fresh(page), user=people.reporter)
    with pytest.raises(PermissionDenied):
        act(fresh(page), people.moderator, "approve")


# The OKs


def test_a_step_that_claims_all_oks_is_not_believed(people, waiting):
    give_ok(page=waiting, user=people.reporter)
    assert "We still need the OK of" in _blocked_sentences(step_of(fresh(waiting)).approve, user=people.reporter)
    assert not fresh(waiting).live


def test_an_ok_to_older_words_does_not_count(people, waiting):
    contributor = contributors_of(waiting).first()
    record_ok(contributor=contributor, revision=waiting.latest_revision, answer="yes")
    assert contributor not in still_to_ask(Candidate(waiting.latest_revision))
    newer = change_draft(waiting, people.reporter).latest_revision
    assert contributor in still_to_ask(Candidate(newer))


def test_the_last_answer_counts(people, waiting):
    contributor = contributors_of(waiting).first()
    for answer in ("yes", "not_yet"):
        record_ok(contributor=contributor, revision=waiting.latest_revision, answer=answer)
    assert contributor in still_to_ask(Candidate(waiting.latest_revision))


# The work itself


def test_a_work_without_anybody_does_not_go_out(people):
    page = make_draft(people.reporter)
    contributors_of(page).delete()
    assert "it has no contributor yet" in " ".join(Candidate(page.latest_revision).content_sentences())


def test_who_has_chosen_no_name_is_asked_first(people):
    page = make_draft(people.reporter)
    contributors_of(page).update(credit="", credit_name="")
    assert "choose how to be named" in _blocked_sentences(send_in, page=page, user=people.reporter)


def test_a_picture_and_a_recording_need_their_words(people):
    image, media = make_image(user=people.reporter, alt=""), make_recording(user=people.reporter, transcript="")
    body = [("photo", {"image": image, "caption": ""}), ("audio", {"media": media, "caption": ""})]
    page = make_draft(people.reporter, body=body)
    said = _blocked_sentences(send_in, page=page, user=people.reporter)
    assert "Say what the picture" in said
    assert "Write down what is said" in said


# Fixed text of the code


def test_no_other_page_goes_out_as_fixed_text(people):
    page = make_draft(people.reporter)
    contributors_of(page).update(credit="none")
    release = make_release(candidate=Candidate(page.latest_revision), kind=Release.Kind.SYSTEM)
    assert "not one of the pages of fixed text" in _blocked_sentences(go_live, release)
    assert not fresh(page).live


def test_fixed_text_with_other_words_does_not_go_out(people):
    index = story_index()
    draft = index.get_latest_revision_as_object()
    draft.introduction = "Other words"
    release = make_release(candidate=Candidate(draft.save_revision()), kind=Release.Kind.SYSTEM)
    assert "not one of the pages of fixed text" in _blocked_sentences(go_live, release)


# The hour


def _standard_page(people, **fields):
    page = StandardPage(title="About", slug="about", live=False, owner=people.admin, **fields)
    home_page().add_child(instance=page)
    page.save_revision(user=people.admin)
    return fresh(page)


def _let_the_hour_come(monkeypatch) -> None:
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("publish_scheduled")


def test_a_file_that_changed_before_the_hour_stays_in(people, monkeypatch):
    """A page of the site asks nobody's OK, so only its fingerprints tell."""
    image = make_image(user=people.admin)
    body = [("picture", {"image": image, "caption": ""})]
    page = _standard_page(people, body=body, go_live_at=timezone.now() + timedelta(days=1))
    publish(page, people, sender=people.admin)
    Image.objects.filter(pk=image.pk).update(alt_text="Something else")
    _let_the_hour_come(monkeypatch)
    assert not fresh(page).live


def test_a_gate_that_closes_before_the_hour_is_heard(people, monkeypatch):
    page = publish(make_draft(people.reporter, go_live_at=timezone.now() + timedelta(days=1)), people)
    people.moderator.groups.clear()
    _let_the_hour_come(monkeypatch)
    assert not fresh(page).live


def test_what_is_released_goes_out_at_its_hour(people, monkeypatch):
    page = _standard_page(people, body=[("words", "w")], go_live_at=timezone.now() + timedelta(days=1))
    publish(page, people, sender=people.admin)
    _let_the_hour_come(monkeypatch)
    assert fresh(page).live


def test_nothing_of_it_is_public_before_its_hour(people):
    image = make_image(user=people.reporter)
    body = [("photo", {"image": image, "caption": ""})]
    page = publish(make_draft(people.reporter, body=body, go_live_at=timezone.now() + timedelta(days=1)), people)
    assert releases_of(page).get().state == "waiting"
    assert not PublicFile.objects.exists()


@pytest.mark.parametrize("revoke", [False, True])
def test_a_release_that_was_taken_down_does_not_go_live_by_itself(people, revoke):
    page = case_in("live", people).page
    take_down(page, revoke=revoke)
    assert "no longer valid" in _blocked_sentences(go_live, releases_of(page).get())
    assert not fresh(page).live
