"""A reporter takes their words back out of training that stays: nobody reads them anywhere, and a gap shows."""

import re

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from wagtail.models import Revision

from authorship.selectors import contributors_of
from authorship.services import add_contributor
from consent.erasure import erase_person
from consent.services import take_back
from consent.words import pieces_of
from files.models import PublicFile
from moderation.services import send_in
from publishing.audit import audit_public
from publishing.candidates import Candidate
from publishing.errors import NotReleased, PublishBlocked
from publishing.guards import assert_may_be_live
from publishing.models import ContentRewrite, Manifest, Release
from publishing.selectors import valid_release
from publishing.services import take_down
from publishing.withdrawing import says_only_less, take_words_out
from tests.builders import (
    ACTIVITY,
    FOUND_BY,
    OPEN,
    add_co_author,
    fresh,
    make_draft,
    make_image,
    make_module,
    make_programme,
    make_session,
    publish,
)
from tests.matrix import addresses_of, read_all
from tests.papers import pdf_at, words_of

THEIRS = "qztheirword"
ALT = "qztheiralt"
SAID = re.compile(f"{THEIRS} (promise|introduction|title|step|caption|outcome|note)")
GAP = "Somebody took this part back."


@pytest.fixture
def training(people):
    """A public module with a session, in both of which a reporter wrote beside the trainer."""
    programme = publish(make_programme(people), people)
    module = make_module(people, programme)
    session = make_session(people, module)
    add_co_author(module, people.reporter)
    draft = fresh(module).get_latest_revision_as_object()
    draft.promise = f"{THEIRS} promise"
    draft.introduction = f"<p>{THEIRS} introduction</p>"
    draft.save_revision(user=people.reporter)
    write(session, people.reporter)
    module = publish(fresh(module), people, sender=people.trainer)
    session = publish(fresh(session), people, sender=people.trainer)
    return module, session


def write(session, user):
    """Let `user` add an activity, a picture of the trainer's, an outcome and a note to a session."""
    draft = fresh(session).get_latest_revision_as_object()
    draft.running_order.append(("activity", ACTIVITY | {"title": f"{THEIRS} title", "steps": [f"{THEIRS} step"]}))
    image = make_image(user=session.owner, alt=ALT)
    draft.running_order.append(("picture", {"image": image, "caption": f"{THEIRS} caption"}))
    draft.outcomes[0].value.append(f"{THEIRS} outcome")
    draft.safety_notes = f"{THEIRS} note"
    draft.save_revision(user=user)


def part_of(page, user):
    """Return the part that `user` has in a page's work."""
    return contributors_of(page).get(person__user=user)


def everything_public(*pages):
    """Return all that the public reads of these pages: pages, handouts, lists, search, feeds, the API."""
    addresses = [address for page in pages for address in addresses_of(page)]
    addresses += [f"{pages[-1].get_url()}handout/{query}" for query in ("", "?notes=yes")]
    addresses += [f"/search/?q={THEIRS}", f"/api/v2/pages/?search={THEIRS}", "/learning/"]
    found = read_all(*addresses, *[page.get_parent().get_url() for page in pages])
    found["pdf"] = words_of(pdf_at(f"{pages[-1].get_url()}handout/pdf/"))
    return found


def test_nobody_reads_their_words_anywhere_and_a_gap_shows(people, training, django_capture_on_commit_callbacks):
    module, session = training
    before = everything_public(*training)
    seen = {address for address, text in before.items() if THEIRS in text}
    assert {module.get_url(), session.get_url(), f"{session.get_url()}handout/", "pdf"} <= seen
    assert f"{OPEN} session" in before[f"/search/?q={THEIRS}"] + before[f"/api/v2/pages/?search={THEIRS}"]
    assert PublicFile.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=part_of(module, people.reporter), by=people.reporter)
    after = everything_public(fresh(module), fresh(session))
    assert [address for address, text in after.items() if SAID.search(text) or ALT in text] == []
    assert f"{OPEN} session" not in after[f"/api/v2/pages/?search={THEIRS}"]
    for address in (module.get_url(), session.get_url(), f"{session.get_url()}handout/", "pdf"):
        assert "Somebody took" in after[address], address
    assert not PublicFile.objects.exists()


@pytest.mark.parametrize("field", ["title", "promise", "introduction"])
def test_what_is_saved_in_their_name_after_they_left_does_not_go_out(people, training, field):
    """No screen lets them, and code that names them can."""
    module, _session = training
    take_back(contributor=part_of(module, people.reporter))
    draft = fresh(module).get_latest_revision_as_object()
    setattr(draft, field, f"{THEIRS} later")
    draft.save_revision(user=people.reporter)
    with pytest.raises(PublishBlocked, match="One of you took their part back"):
        send_in(page=fresh(module), user=people.trainer)
    change_draft_of_training(module, people.trainer, field)
    assert THEIRS not in str(publish(fresh(module), people, sender=people.trainer).get_latest_revision().content[field])


def change_draft_of_training(page, user, field):
    """Let somebody else write the same anew."""
    draft = fresh(page).get_latest_revision_as_object()
    setattr(draft, field, "Written anew")
    draft.save_revision(user=user)


def test_who_comes_back_is_in_the_next_version_and_the_audit_finds_nothing_wrong_with_this_one(people, training):
    module, _session = training
    contributor = contributors_of(module).get(person__user=people.reporter)
    take_back(contributor=contributor)
    assert audit_public() == []
    add_contributor(work=contributor.work, person=contributor.person, role="co_author")
    assert contributors_of(module).filter(pk=contributor.pk).exists()
    assert audit_public() == []


@pytest.mark.deep
def test_what_others_wrote_stays_as_it_was(people, training):
    module, session = training
    take_back(contributor=part_of(module, people.reporter), by=people.reporter)
    shown = Client().get(session.get_url()).content.decode()
    for words in ("Practise", "Tea", "Listen", FOUND_BY):
        assert words in shown
    assert [block.block_type for block in fresh(session).running_order] == ["activity", "rest", "gap", "gap"]
    assert fresh(module).title == module.title


@pytest.mark.parametrize("how", ["somebody else was erased", "old versions were cleared away"])
def test_words_of_deleted_versions_are_still_theirs(people, training, how, django_capture_on_commit_callbacks):
    session = training[1]
    add_co_author(training[0], people.reporter2)
    if how == "somebody else was erased":
        draft = fresh(session).get_latest_revision_as_object()
        draft.language_notes = "More."
        draft.save_revision(user=people.reporter2)
        publish(fresh(session), people, sender=people.trainer)
    with django_capture_on_commit_callbacks(execute=True):
        if how == "somebody else was erased":
            erase_person(person=people.reporter2.person)
        else:
            call_command("purge_revisions", days=0)
    assert SAID.search(Client().get(session.get_url()).content.decode())
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=part_of(session, people.reporter), by=people.reporter)
    shown = " ".join(Client().get(page.get_url()).content.decode() for page in training)
    assert not SAID.search(shown)
    assert "Practise" in shown
    assert audit_public() == []


def test_the_gate_still_holds_for_every_row(people, training):
    take_back(contributor=part_of(training[0], people.reporter), by=people.reporter)
    for page in training:
        release = assert_may_be_live(fresh(page))
        assert release.state == Release.State.VALID
        assert ContentRewrite.objects.filter(revision_id=release.revision_id, done=True).count() == 1
        assert THEIRS not in str(release.revision.content)
        assert ALT not in str(Manifest.objects.get(release=release).body)
    assert audit_public() == []


@pytest.mark.deep
def test_an_alias_says_less_too(people, training):
    module, session = training
    alias = session.create_alias(update_slug="follows", parent=module)
    assert THEIRS in Client().get(alias.get_url()).content.decode()
    take_back(contributor=part_of(module, people.reporter), by=people.reporter)
    assert THEIRS not in Client().get(alias.get_url()).content.decode()
    assert audit_public() == []


def test_a_story_keeps_the_words_that_a_helper_typed(people):
    page = make_draft(people.reporter, words=OPEN, body=[("words", "told")])
    me = add_co_author(page, people.reporter2, role="interviewer")
    draft = fresh(page).get_latest_revision_as_object()
    draft.body.append(("words", "typed for the teller"))
    draft.save_revision(user=people.reporter2)
    page = publish(fresh(page), people)
    take_back(contributor=me, by=people.reporter2)
    assert "typed for the teller" in Client().get(page.get_url()).content.decode()


def test_a_draft_with_their_words_is_not_sent_in(people, training):
    session = training[1]
    draft = fresh(session).get_latest_revision_as_object()
    draft.language_notes = "More."
    draft.save_revision(user=people.trainer)
    take_back(contributor=part_of(session, people.reporter), by=people.reporter)
    assert THEIRS not in Client().get(session.get_url()).content.decode()
    missing = " ".join(Candidate(fresh(session).get_latest_revision()).content_sentences())
    assert "3 parts" in missing
    assert "safety and care" in missing
    with pytest.raises(PublishBlocked):
        send_in(page=fresh(session), user=people.trainer)


@pytest.mark.deep
def test_a_version_made_from_what_is_left_is_sent_in(people, training):
    session = training[1]
    take_back(contributor=part_of(session, people.reporter), by=people.reporter)
    draft = fresh(session).get_latest_revision_as_object()
    draft.language_notes = "More."
    draft.save_revision(user=people.trainer)
    publish(fresh(session), people, sender=people.trainer)
    shown = Client().get(session.get_url()).content.decode()
    assert "More." in shown
    assert THEIRS not in shown


@pytest.mark.deep
def test_nothing_new_is_ever_put_in_this_way(people, training):
    release = valid_release(training[1])
    for change in (
        {"safety_notes": "qznew"},
        {"title": "qznew"},
        {"running_order": '[{"type":"words","value":"qznew"}]'},
    ):
        with pytest.raises(NotReleased):
            take_words_out(release=release, content=release.revision.content | change)
    assert "qznew" not in Client().get(training[1].get_url()).content.decode()
    assert audit_public() == []


@pytest.mark.deep
@pytest.mark.parametrize("state", [Release.State.HIDDEN, Release.State.REVOKED])
def test_only_of_what_is_public(people, training, state):
    release = valid_release(training[1])
    release.state = state
    release.save(update_fields=["state"])
    with pytest.raises(NotReleased):
        take_words_out(release=release, content=release.revision.content | {"safety_notes": ""})


def test_words_of_a_released_revision_change_by_no_other_road(people, training):
    release = valid_release(training[1])
    revision = Revision.objects.get(pk=release.revision_id)
    revision.content = revision.content | {"safety_notes": ""}
    with pytest.raises(NotReleased):
        revision.save()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_revision SET content = '{}' WHERE id = %s", [release.revision_id])


@pytest.mark.deep
def test_erasing_ends_the_check_of_a_version_that_held_their_words(people, training):
    session = training[1]
    draft = fresh(session).get_latest_revision_as_object()
    draft.language_notes = "More."
    draft.save_revision(user=people.trainer)
    session.get_workflow().start(fresh(session), people.trainer)
    erase_person(person=people.reporter.person)
    assert fresh(session).current_workflow_state is None
    take_down(fresh(session), by=people.moderator)
    assert not fresh(session).live


def test_erasing_leaves_their_words_in_no_version_either(people, training):
    session = training[1]
    draft = fresh(session).get_latest_revision_as_object()
    draft.language_notes = "More."
    draft.save_revision(user=people.trainer)
    erase_person(person=people.reporter.person)
    assert fresh(session).live
    assert [one.pk for one in Revision.objects.all() if THEIRS in str(one.content)] == []
    assert fresh(session).get_latest_revision_as_object().language_notes == "More."
    assert audit_public() == []


@pytest.mark.parametrize(
    ("before", "after", "is_less"),
    [
        ({"a": "one", "b": "two"}, {"a": "one", "b": ""}, True),
        ({"a": "one"}, {"a": GAP}, True),
        ({"a": "one"}, {"a": "two"}, False),
        ({"a": '[{"type": "words", "value": "one", "id": "1"}]'}, {"a": "[]"}, True),
        ({"a": "[]"}, {"a": '[{"type": "words", "value": "one", "id": "1"}]'}, False),
        ({"a": "[not json"}, {"a": "[not json either"}, False),
    ],
)
def test_saying_less(before, after, is_less):
    assert says_only_less(before, after, {GAP}) == is_less


@pytest.mark.deep
def test_twice_does_no_harm_and_a_reader_sees_no_old_copy(people, training):
    me = part_of(training[0], people.reporter)
    for _time in range(2):
        take_back(contributor=me, by=people.reporter)
    cache.clear()
    assert THEIRS not in Client().get(training[1].get_url()).content.decode()
    pieces = pieces_of(valid_release(training[1]).revision.content, type(training[1]))
    assert GAP in pieces.values()
