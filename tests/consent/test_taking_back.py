"""Hiding, showing again and taking back: who may, and that it is gone everywhere."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client

from authorship.models import Contributor
from authorship.selectors import contributors_of, is_contributor
from consent.rights import MODULE, STORY, Reach
from consent.services import hide, show_again, take_back, waits_for_a_moderator, works_that_wait
from files.models import PublicFile
from moderation.services import give_ok, send_in
from publishing.audit import audit_public
from publishing.candidates import Candidate
from publishing.errors import PublishBlocked
from publishing.models import PendingStep, Release
from publishing.services import resume
from publishing.taking_down import do_all_pending
from tests.builders import (
    FOUND_BY,
    OPEN,
    act,
    add_co_author,
    change_draft,
    fresh,
    live_learning,
    make_draft,
    make_image,
    publish,
)
from tests.matrix import addresses_of, read_all, signed_in
from tests.profiles import a_few
from tests.translating import translated

TELLERS = (Contributor.Role.TELLER, Contributor.Role.CO_AUTHOR, Contributor.Role.SHOWN)


def part_of(page, user):
    """Return the part that `user` has in a page's work."""
    return contributors_of(page).get(person__user=user)


@pytest.fixture
def story(people):
    """A public story of two with a picture, followed by an alias and in a second language."""
    image = make_image(user=people.reporter)
    page = make_draft(people.reporter, words=OPEN, listing_image=image, body=[("photo", {"image": image})])
    add_co_author(page, people.reporter2)
    return publish(page, people)


@pytest.fixture
def everywhere(story, people):
    """The same, with an alias and a public translation."""
    alias = story.create_alias(update_slug="follows")
    return [story, alias, translated(fresh(story), people)]


def assert_gone(pages):
    """Nobody finds a word of these pages at any address, and each old address says that it is gone."""
    found = read_all(*{address for page in pages for address in addresses_of(page)})
    assert [address for address, text in found.items() if OPEN in text] == []
    for page in pages:
        assert Client().get(page.get_url()).status_code == 410


@pytest.mark.parametrize("act", [hide, take_back])
def test_it_is_gone_from_every_address_in_every_language(everywhere, people, act, django_capture_on_commit_callbacks):
    assert all(Client().get(page.get_url()).status_code == 200 for page in everywhere)
    with django_capture_on_commit_callbacks(execute=True):
        act(contributor=part_of(everywhere[0], people.reporter), by=people.reporter)
    assert_gone(everywhere)
    assert not PublicFile.objects.exists()
    assert not PendingStep.objects.exists()
    assert audit_public() == []


@a_few(3)
@pytest.mark.parametrize("role", Contributor.Role.values)
@pytest.mark.parametrize("act", [hide, take_back])
def test_how_far_each_no_reaches_in_a_story(story, people, role, act):
    me = part_of(story, people.reporter2)
    Contributor.objects.filter(pk=me.pk).update(role=role)
    me.refresh_from_db()
    holds_the_whole = role in TELLERS
    if act is hide and not holds_the_whole:
        with pytest.raises(PermissionDenied):
            hide(contributor=me, by=people.reporter2)
    else:
        act(contributor=me, by=people.reporter2)
    assert fresh(story).live != holds_the_whole
    assert {STORY[role], Reach.WHOLE if holds_the_whole else Reach.PART} == {STORY[role]}


@pytest.mark.deep
@pytest.mark.parametrize("role", Contributor.Role.values)
def test_a_module_of_several_stays_whoever_takes_back(people, role):
    programme = live_learning(people).programme
    me = add_co_author(programme, people.reporter, role=role)
    programme = publish_again(programme, people)
    with pytest.raises(PermissionDenied):
        hide(contributor=me, by=people.reporter)
    take_back(contributor=me, by=people.reporter)
    assert fresh(programme).live
    assert MODULE[role] == Reach.PART
    assert audit_public() == []


@pytest.mark.parametrize("act", [hide, take_back])
def test_works_of_others_below_it_stay_public(people, act):
    training = live_learning(people)
    act(contributor=contributors_of(training.programme).get(), by=people.trainer)
    assert not fresh(training.programme).live
    assert all(fresh(page).live for page in (*training.modules, *training.sessions))
    assert [Client().get(page.get_url()).status_code for page in (*training.modules, *training.sessions)] == [200, 200]
    assert audit_public() == []


def publish_again(page, people):
    """Publish what has a new contributor."""
    change_draft(page, people.trainer, title=f"{OPEN} again", **({"summary": OPEN} if hasattr(page, "summary") else {}))
    return publish(fresh(page), people)


def test_a_part_leaves_a_gap_without_its_name_picture_or_words(people, django_capture_on_commit_callbacks):
    image = make_image(user=people.reporter2, alt="Everybody laughing qzalt")
    page = make_draft(people.reporter, words=OPEN, body=[("photo", {"image": image}), ("words", "stays")])
    me = add_co_author(page, people.reporter2, role="photographer")
    page = publish(page, people)
    shown = Client().get(page.get_url()).content.decode()
    assert "qzalt" in shown
    assert me.shown_name in shown
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=me, by=people.reporter2)
    shown = Client().get(page.get_url()).content.decode()
    assert "qzalt" not in shown
    assert me.shown_name not in shown
    assert "has taken it back" in shown
    assert "stays" in shown
    assert not PublicFile.objects.exists()
    assert audit_public() == []


def test_only_a_fresh_yes_of_whoever_hid_it_brings_it_back(story, people):
    hide(contributor=part_of(story, people.reporter), by=people.reporter)
    with pytest.raises(PublishBlocked, match="Reporter"):
        show_again(contributor=part_of(story, people.reporter2), user=people.reporter2)
    with pytest.raises(PublishBlocked):
        resume(fresh(story), user=people.superuser)
    assert not fresh(story).live
    assert show_again(contributor=part_of(story, people.reporter), user=people.reporter)
    assert OPEN in Client().get(story.get_url()).content.decode()
    assert audit_public() == []


def test_what_was_changed_meanwhile_does_not_come_back_by_a_tap(story, people):
    hide(contributor=part_of(story, people.reporter), by=people.reporter)
    change_draft(story, people.reporter)
    with pytest.raises(PublishBlocked, match="changed"):
        show_again(contributor=part_of(story, people.reporter), user=people.reporter)
    assert not fresh(story).live


@pytest.mark.deep
def test_a_third_hide_by_one_person_waits_for_a_moderator(story, people):
    me = part_of(story, people.reporter)
    for _time in range(2):
        hide(contributor=me, by=people.reporter)
        assert show_again(contributor=me, user=people.reporter)
    hide(contributor=me, by=people.reporter)
    with pytest.raises(PublishBlocked, match="moderator"):
        show_again(contributor=me, user=people.reporter)
    assert not fresh(story).live
    assert works_that_wait() == [story.work]
    for who in ("superuser", "admin", "trainer", "reporter2", "safeguarding", "reporter"):
        signed_in(getattr(people, who)).post(f"/admin/public/had-a-look/{story.work.pk}/")
        assert waits_for_a_moderator(story.work), who
    answer = signed_in(people.moderator).get("/admin/public/")
    assert f"Work {story.work.pk}" in answer.content.decode()
    signed_in(people.moderator).post(f"/admin/public/had-a-look/{story.work.pk}/")
    assert works_that_wait() == []
    assert show_again(contributor=me, user=people.reporter)


@pytest.mark.deep
def test_somebody_who_made_it_alone_may_hide_it_as_often_as_they_like(people):
    page = publish(make_draft(people.reporter, words=OPEN), people)
    me = part_of(page, people.reporter)
    for _time in range(4):
        hide(contributor=me, by=people.reporter)
        assert show_again(contributor=me, user=people.reporter)


def test_what_was_taken_back_never_comes_back_by_itself(story, people):
    take_back(contributor=part_of(story, people.reporter), by=people.reporter)
    other = part_of(story, people.reporter2)
    for _try in range(2):
        with pytest.raises(PublishBlocked):
            show_again(contributor=other, user=people.reporter2)
    assert {release.state for release in Release.objects.filter(object_id=str(story.pk))} == {"revoked"}
    assert not fresh(story).live


def test_taking_back_twice_does_no_harm(story, people, django_capture_on_commit_callbacks):
    me = part_of(story, people.reporter)
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            take_back(contributor=me, by=people.reporter)
    assert not fresh(story).live
    assert audit_public() == []


def test_whoever_takes_back_a_joint_work_takes_part_no_more(story, people):
    me = part_of(story, people.reporter)
    take_back(contributor=me, by=people.reporter)
    assert not is_contributor(people.reporter, story)
    assert is_contributor(people.reporter2, story)
    client = Client()
    client.force_login(people.reporter)
    assert client.get(f"/my/works/{story.work.pk}/").status_code == 404


@pytest.mark.deep
def test_whoever_takes_back_alone_keeps_their_draft(people):
    page = publish(make_draft(people.reporter, words=OPEN), people)
    take_back(contributor=part_of(page, people.reporter), by=people.reporter)
    client = Client()
    client.force_login(people.reporter)
    assert client.get(f"/my/works/{page.work.pk}/").status_code == 200
    assert fresh(page).get_latest_revision() is not None


@a_few(1)
@pytest.mark.parametrize("act", [hide, take_back])
def test_emails_say_what_happened_and_not_a_word_of_it(story, people, act, django_capture_on_commit_callbacks):
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        act(contributor=part_of(story, people.reporter), by=people.reporter)
    assert people.reporter2.email in [address for message in mail.outbox for address in message.to]
    for message in mail.outbox:
        assert len(message.to) == 1
        for word in (OPEN, FOUND_BY, "Reporter", "Rosa"):
            assert word not in message.subject + message.body


def test_it_goes_whatever_is_locked_or_running(story, people):
    change_draft(story, people.reporter, words=OPEN)
    send_in(page=fresh(story), user=people.reporter)
    page = fresh(story)
    page.locked = True
    page.save(update_fields=["locked"])
    take_back(contributor=part_of(story, people.reporter), by=people.reporter)
    assert_gone([story])
    assert fresh(story).current_workflow_state is None


def test_a_store_that_fails_delays_the_files_and_never_the_page(
    story, people, settings, monkeypatch, django_capture_on_commit_callbacks
):
    from files.storage import public_storage

    def fails(self, name):
        raise PermissionError("the folder cannot be written")

    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(type(public_storage()), "remove", fails)
        take_back(contributor=part_of(story, people.reporter), by=people.reporter)
    assert Client().get(story.get_url()).status_code == 410
    pending = PendingStep.objects.get()
    assert (pending.step, pending.tries, pending.failure) == ("files", 1, "PermissionError")
    assert PublicFile.objects.exists()
    do_all_pending(None)
    assert not PendingStep.objects.exists()
    assert not PublicFile.objects.exists()


def test_by_command_at_any_of_its_addresses(everywhere, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("withdraw", everywhere[2].get_url())
    assert_gone(everywhere)
    call_command("withdraw", everywhere[0].get_url())
    with pytest.raises(CommandError):
        call_command("withdraw", "/stories/there-is-no-such-story/")


def test_the_others_go_on_only_without_what_the_leaver_gave(people):
    page = make_draft(people.reporter, words=OPEN, summary="", body=[("words", "theirs")])
    add_co_author(page, people.reporter2)
    change(page, people.reporter2, body=lambda body: body.append(("words", "mine")))
    page = publish(fresh(page), people)
    theirs, mine = (part.id for part in page.body)
    take_back(contributor=part_of(page, people.reporter), by=people.reporter)

    def refused():
        return " ".join(Candidate(fresh(page).get_latest_revision()).content_sentences())

    assert "1 part." in refused()
    assert "the title" in refused()
    # Neither a copy of the same words nor a changed word in the same part will do.
    change(page, people.reporter2, body=lambda body: body.append(("words", "theirs")))
    assert "2 parts" in refused()
    with pytest.raises(PublishBlocked):
        send_in(page=fresh(page), user=people.reporter2)
    change(page, people.reporter2, title=f"{OPEN} of one", body=lambda body: [body.pop(2), body.pop(0)])
    assert "address" in refused()
    change(page, people.reporter2, slug="of-one", body=lambda body: None)
    assert refused() == ""
    page = publish(fresh(page), people, sender=people.reporter2)
    assert [part.id for part in page.body] == [mine]
    assert theirs not in Client().get(page.get_url()).content.decode()


def change(page, user, *, body, **facts):
    """Save a newer draft in which `body` has done something to the parts."""
    draft = fresh(page).get_latest_revision_as_object()
    body(draft.body)
    for name, value in facts.items():
        setattr(draft, name, value)
    draft.save_revision(user=user)


@a_few(1)
@pytest.mark.parametrize("was", ["waiting", "public", "shown again"])
def test_those_who_stay_get_one_email_and_it_is_true(people, was, django_capture_on_commit_callbacks):
    page = make_draft(people.reporter, words=OPEN)
    add_co_author(page, people.reporter2)
    if was == "waiting":
        send_in(page=fresh(page), user=people.reporter)
        act(page, people.moderator, "approve")
        give_ok(page=fresh(page), user=people.reporter2)
    else:
        publish(page, people)
    if was == "shown again":
        hide(contributor=part_of(page, people.reporter2), by=people.reporter2)
        assert show_again(contributor=part_of(page, people.reporter2), user=people.reporter2)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=part_of(page, people.reporter), by=people.reporter)
    (email,) = [one for one in mail.outbox if one.to == [people.reporter2.email]]
    assert "not public now" in email.body
    assert "a yes that somebody gave to it no longer counts" in email.body
    with django_capture_on_commit_callbacks(execute=True):
        change_draft(fresh(page), people.reporter2)
    assert len([one for one in mail.outbox if one.to == [people.reporter2.email]]) == 1
