"""After erasing, neither a sentence of the story nor the person's name is anywhere: every column, every file."""

import re
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client
from wagtail.models import Locale, Page, WorkflowState

from accounts.models import Person
from authorship.models import YourOK
from authorship.selectors import contributors_of
from authorship.services import choose_credit, invite
from consent.erasure import erase_person
from consent.models import ConsentEntry, ErasureMarker
from consent.services import agrees_to_everything, take_back
from files.models import Image, Media
from moderation.models import Concern
from moderation.services import send_in, step_of
from publishing.audit import audit_public
from publishing.candidates import Candidate
from publishing.models import Release
from publishing.taking_down import do_all_pending
from tests.builders import (
    act,
    add_co_author,
    change_draft,
    fresh,
    make_draft,
    make_image,
    make_module,
    make_programme,
    make_recording,
    make_session,
    publish,
)
from tests.stores import everything_kept, names_in, place

MARKS = ("qzword", "qzname", "qzalt", "qzsaid", "qzreason", "qzquote", "qzmail")
"""Stand in every text that has to go: words, names, alt text, transcripts, reasons, concerns, addresses."""
KEPT = "juniper"
"""Stands in what another person wrote."""


def rows_with(*marks: str) -> list[str]:
    """Return each table and column that holds one of these, looking at every column of every table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            text = " || '|' || ".join(f"coalesce(CAST(\"{column}\" AS text), '')" for column in columns)
            for mark in marks:
                cursor.execute(f'SELECT count(*) FROM "{table}" WHERE lower({text}) LIKE %s', [f"%{mark}%"])
                if cursor.fetchone()[0]:
                    found.append(f"{table}: {mark}")
    return found


def files_with(*marks: str) -> list[str]:
    """Return each private or public file that holds one of these."""
    return [name for name, content in everything_kept() if any(mark.encode() in content for mark in marks)]


@pytest.fixture
def lent(people):
    """Everything that somebody can leave behind: a story in two languages, files, remarks, sign-ins, invitations."""
    user = people.reporter
    user.email, user.first_name, user.last_name = "qzmail@example.net", "Qzname", "Qzname"
    user.save()
    Person.objects.filter(user=user).update(name="Qzname Qzname", contact="qzmail@example.net")
    user = type(user).objects.get(pk=user.pk)
    image = make_image(user=user, alt="qzalt", title="qzalt")
    media = make_recording(user=user, transcript="qzsaid")
    body = [("words", "qzword one"), ("photo", {"image": image, "caption": "qzword"}), ("audio", {"media": media})]
    page = make_draft(user, words="qzword", body=body, listing_image=image)
    choose_credit(contributor=contributors_of(page).get(), credit="own_name")
    send_in(page=fresh(page), user=user)
    act(page, people.moderator, "reject", comment="qzreason, please")
    page = publish(fresh(page), people, sender=user)
    change_draft(page, user, words="qzword")
    page.copy_for_translation(Locale.objects.get(language_code="pl"), copy_parents=True)
    invite(work=page.work, invited_by=user, email="friend-qzmail@example.net", role="co_author", base_url="http://x")
    Concern.objects.create(about=page.get_url(), words="It says qzquote")
    client = Client()
    client.force_login(user)
    client.get("/my/")
    stranger = Client()
    stranger.post(f"/my/works/{page.work.pk}/parts/add/words/", {"text": "qzword waits"})
    return page


@pytest.fixture
def erase(django_capture_on_commit_callbacks):
    """Return a function that erases somebody, with all that happens after the commit."""

    def erase(user):
        with django_capture_on_commit_callbacks(execute=True):
            return erase_person(person=Person.objects.get(user=user))

    return erase


def test_nothing_of_a_story_or_its_teller_is_left(lent, people, erase):
    assert {row.split(": ")[1] for row in rows_with(*MARKS)} == set(MARKS)
    address = lent.get_url()
    keys = Session.objects.count()
    erase(people.reporter)
    assert rows_with(*MARKS) == []
    assert files_with(*MARKS) == []
    assert not Image.objects.filter(uploaded_by_user=people.reporter).exists()
    assert not Media.objects.filter(uploaded_by_user=people.reporter).exists()
    assert not names_in("public")
    assert not names_in("private")
    assert Session.objects.count() < keys
    assert Client().get(address).status_code == 410
    assert audit_public() == []


def test_the_record_without_words_or_names_stays(lent, people, erase):
    before = [model.objects.count() for model in (Release, YourOK)]
    erase(people.reporter)
    assert [model.objects.count() for model in (Release, YourOK)] == before
    assert {release.state for release in Release.objects.filter(object_id=str(lent.pk))} <= {"revoked"}
    marker = ErasureMarker.objects.get()
    assert marker.user_id == people.reporter.pk
    assert not ConsentEntry.objects.filter(person_id=marker.person_id).order_by("pk").last().agreed


@pytest.mark.deep
def test_erasing_twice_does_no_harm(lent, people, erase):
    person = Person.objects.get(user=people.reporter)
    erase(people.reporter)
    erase_person(person=person)
    assert rows_with(*MARKS) == []


def test_nobody_can_sign_in_as_somebody_erased(lent, people, erase):
    erase(people.reporter)
    user = type(people.reporter).objects.get(pk=people.reporter.pk)
    assert not user.is_active
    assert not user.has_usable_password()
    assert not user.groups.exists()


@pytest.fixture
def joint(people):
    """A public story of two: each wrote a part, and one of them the title."""
    user = people.reporter
    page = make_draft(user, words="qzword", summary=f"{KEPT} calm", body=[("words", "qzword first")])
    add_co_author(page, people.reporter2)
    draft = fresh(page).get_latest_revision_as_object()
    draft.body.append(("words", f"{KEPT} second"))
    draft.summary = f"{KEPT} by the other"
    draft.save_revision(user=people.reporter2)
    return publish(fresh(page), people)


def test_a_joint_story_becomes_a_draft_of_the_others_without_a_word_of_whoever_left(joint, people, erase):
    address = joint.get_url()
    erase(people.reporter)
    assert rows_with("qzword") == []
    page = fresh(joint)
    draft = page.get_latest_revision_as_object()
    assert [part.value for part in draft.body] == [f"{KEPT} second"]
    # Both wrote in the summary, so it goes too.
    assert draft.summary == ""
    assert not page.live
    assert Client().get(address).status_code == 410
    assert [part.person.user_id for part in contributors_of(page)] == [people.reporter2.pk]
    assert audit_public() == []
    # The others can go on with it.
    change_draft(page, people.reporter2, words=KEPT)
    assert KEPT in Client().get(publish(fresh(page), people, sender=people.reporter2).get_url()).content.decode()


def test_what_is_left_after_erasing_is_still_of_whoever_wrote_it(joint, people, erase):
    add_co_author(joint, people.trainer2)
    draft = fresh(joint).get_latest_revision_as_object()
    draft.body.append(("words", f"{KEPT} third"))
    draft.save_revision(user=people.trainer2)
    erase(people.reporter)
    take_back(contributor=contributors_of(joint).get(person=people.reporter2.person), by=people.reporter2)
    missing = " ".join(Candidate(fresh(joint).get_latest_revision()).content_sentences())
    assert "Please take out what they wrote or changed: 1 part." in missing
    draft = fresh(joint).get_latest_revision_as_object()
    assert [part.value for part in draft.body] == [f"{KEPT} second", f"{KEPT} third"]
    draft.title, draft.summary, draft.body = f"{KEPT} title", f"{KEPT} summary", [("words", f"{KEPT} third")]
    draft.save_revision(user=people.trainer2)
    left = Candidate(fresh(joint).get_latest_revision()).content_sentences()
    assert not [sentence for sentence in left if "took their part back" in sentence]


def test_who_left_is_erased_while_a_version_of_the_others_waits(joint, people, erase):
    take_back(contributor=contributors_of(joint).get(person=people.reporter.person), by=people.reporter)
    draft = fresh(joint).get_latest_revision_as_object()
    draft.title, draft.slug, draft.body = f"{KEPT} title", "an-address-of-its-own", [("words", f"{KEPT} anew")]
    draft.save_revision(user=people.reporter2)
    send_in(page=fresh(joint), user=people.reporter2)
    erase(people.reporter)
    # It is a draft of the others again, and they can go on with it or take it back.
    assert step_of(fresh(joint)) is None
    assert not WorkflowState.objects.filter(current_task_state=None, status="in_progress").exists()
    take_back(contributor=contributors_of(joint).get(), by=people.reporter2)


@pytest.mark.deep
def test_what_others_made_stays_public(lent, people, erase):
    other = publish(make_draft(people.reporter2, words=KEPT), people)
    erase(people.reporter)
    assert KEPT in Client().get(other.get_url()).content.decode()


def test_works_of_others_below_a_programme_stay_public_where_they_are(people, erase):
    image = make_image(user=people.trainer, alt="qzalt", title="qzalt")
    words = {"title": "qzword way", "slug": "a-way", "introduction": "<p>qzword</p>"}
    programme = publish(make_programme(people, image=image, **words), people)
    theirs = SimpleNamespace(trainer=people.trainer2)
    module = publish(make_module(theirs, programme, KEPT), people, sender=people.trainer2)
    session = publish(make_session(theirs, module, KEPT), people, sender=people.trainer2)
    mine = publish(make_module(people, programme, "qzword"), people, sender=people.trainer)
    publish(make_session(people, mine, "qzword"), people, sender=people.trainer)
    old = [page.get_url() for page in (programme, module, session, mine)]
    erase(people.trainer)
    assert rows_with("qzword", "qzalt") == []
    assert files_with("qzword", "qzalt") == []
    assert [Client().get(address).status_code for address in old] == [410, 200, 200, 410]
    assert not Page.objects.filter(pk=mine.pk).exists()
    left = fresh(programme)
    assert (left.live, left.title, left.work.contributors.count()) == (False, "Programme", 0)
    assert audit_public() == []
    # An administrator hears of it, and finds another trainer.
    (letter,) = [one for one in mail.outbox if one.to == [people.admin.email]]
    address = re.search(r"/admin/works/\d+/people/", letter.body)[0]
    fields = {"person": people.trainer2.person.pk, "role": "trainer", "expertise": "community"}
    for user, expected in ((people.trainer2, None), (people.moderator, "/admin/"), (people.admin, address)):
        client = Client()
        client.force_login(user)
        assert not contributors_of(left).exists()
        assert getattr(client.post(address, fields), "url", None) == expected, user
    # From then on it is that trainer's, and no business of the administrator any more.
    assert client.get(address).url == "/admin/"
    choose_credit(contributor=contributors_of(left).get(), credit="first_name")
    agrees_to_everything(contributor=contributors_of(left).get())
    change_draft(left, people.trainer2, title=f"{KEPT} way")
    assert publish(fresh(left), people, sender=people.trainer2).live


@pytest.mark.deep
def test_a_photographer_leaves_a_gap_and_no_name(people, erase):
    image = make_image(user=people.reporter2, alt="qzalt", title="qzalt")
    page = make_draft(people.reporter, words=KEPT, body=[("words", KEPT), ("photo", {"image": image})])
    add_co_author(page, people.reporter2, role="photographer")
    page = publish(page, people)
    Person.objects.filter(user=people.reporter2).update(name="Qzname")
    erase(people.reporter2)
    assert rows_with("qzalt", "qzname") == []
    shown = Client().get(page.get_url()).content.decode()
    assert KEPT in shown
    assert "has taken it back" in shown
    assert audit_public() == []
    # Nothing is left that somebody in the admin could open, or change with words of their own.
    admin = Client()
    admin.force_login(people.superuser)
    for method in (admin.get, admin.post):
        assert method(f"/admin/images/{image.pk}/", {"title": "door"}).status_code == 302


def test_a_store_that_fails_is_tried_again(lent, people, erase, monkeypatch):
    def fails(self, name):
        raise PermissionError("cannot be written")

    with monkeypatch.context() as patch:
        patch.setattr(type(place("private")), "remove", fails)
        erase(people.reporter)
    assert rows_with(*MARKS) == []
    assert names_in("private")
    do_all_pending(None)
    assert not names_in("private")


def test_every_column_that_can_hold_words_is_known():
    """A new table with free text has to say here who erases it."""
    from django.db import models

    texts = {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, (models.TextField, models.JSONField)) and model._meta.app_label in OUR_ROOMS
    }
    assert texts == ERASED_BY.keys()


OUR_ROOMS = (
    "publishing",
    "core",
    "accounts",
    "files",
    "authorship",
    "consent",
    "moderation",
    "translation",
    "learning",
    "stories",
)
ERASED_BY = {
    "authorship_adaptedpage.copied": "fingerprints only",
    "authorship_adaptedpage.seen": "fingerprints only",
    "authorship_contributor.not_in_files": "numbers only",
    "authorship_workcomment.words": "erase_comments",
    "files_media.captions": "the recording goes",
    "files_media.transcript": "the recording goes",
    "learning_broughtplan.left_out": "erase_plans",
    "learning_broughtplan.understood": "erase_plans",
    "learning_feedback.answers": "erase_feedback",
    "learning_glossarypage.introduction": "nobody's own words",
    "learning_glossarytermpage.example": "nobody's own words",
    "learning_glossarytermpage.meaning": "nobody's own words",
    "learning_learningindexpage.introduction": "fixed text",
    "learning_meeting.next_step": "erase_mentoring",
    "learning_mentoringnote.words": "erase_mentoring",
    "learning_modulepage.access_notes": "the words go",
    "learning_modulepage.introduction": "the words go",
    "learning_modulepage.tried": "the words go",
    "learning_modulepage.version_notes": "the words go",
    "learning_paper.holds": "numbers only",
    "learning_programmepage.introduction": "the words go",
    "learning_sessionpage.access_notes": "the words go",
    "learning_sessionpage.facilitator_notes": "the words go",
    "learning_sessionpage.language_notes": "the words go",
    "learning_sessionpage.safety_notes": "the words go",
    "learning_signup.needs": "erase_sign_ups",
    "learning_workshopindexpage.introduction": "nobody's own words",
    "learning_workshoppage.access_notes": "nobody's own words",
    "learning_workshoppage.bring": "nobody's own words",
    "learning_workshoppage.travel_notes": "nobody's own words",
    "learning_workshoppage.venue": "nobody's own words",
    "moderation_appeal.answer": "erase_pauses",
    "moderation_appeal.words": "erase_pauses",
    "moderation_bestpracticeguidepage.introduction": "the group's own guide",
    "moderation_concern.words": "erase_concerns",
    "moderation_datacomplaint.answer": "erase_complaints",
    "moderation_datacomplaint.words": "erase_complaints",
    "moderation_flag.words": "erase_flags",
    "moderation_internalremark.words": "erase_remarks",
    "moderation_notetoauthor.good": "erase_remarks",
    "moderation_notetoauthor.words": "erase_remarks",
    "moderation_pause.reason": "erase_pauses",
    "moderation_reading.ticks": "names of ticks only",
    "publishing_manifest.body": "erase_records",
    "publishing_release.ok_ids": "numbers only",
    "stories_storyindexpage.introduction": "fixed text",
    "stories_unsavedwords.fields": "erase_unsaved",
    "stories_storypage.content_notes": "keys out of a list only",
    "stories_storypage.summary": "the page goes, or take_words_out",
}
