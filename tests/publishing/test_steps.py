"""The steps of the workflow ask by themselves who acts, on which words, and when."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Revision, TaskState

from authorship.models import YourOK
from moderation.services import give_ok, pull_back, say_not_yet, send_in, step_of
from publishing.errors import PublishBlocked
from tests.builders import NOT_SERIOUS, act, case_in, fresh, make_draft, releases_of
from tests.matrix import admin_address, signed_in, story_form

REFUSALS = (PermissionDenied, PublishBlocked)


@pytest.fixture
def checked(people):
    """A story that is being checked."""
    return case_in("being checked", people).page


@pytest.fixture
def waiting(people):
    """A story that waits for the OK of two people."""
    return case_in("waiting for OK", people).page


def test_a_step_is_dealt_with_once(people, checked):
    step = step_of(checked)
    task = step.task.specific
    task.on_action(step, people.moderator, "approve", **NOT_SERIOUS)
    late = TaskState.objects.get(pk=step.pk).specific
    with pytest.raises(REFUSALS) as refusal, transaction.atomic():
        task.on_action(late, people.moderator2, "approve", **NOT_SERIOUS)
    assert "has just dealt with this" in str(refusal.value)
    assert TaskState.objects.get(pk=step.pk).finished_by == people.moderator


def test_nobody_approves_words_that_were_replaced(people, checked):
    """A newer version that came past the signal which takes the check along."""
    read = step_of(checked)
    newer = Revision.objects.bulk_create(
        [
            Revision(
                content_type=read.revision.content_type,
                base_content_type=read.revision.base_content_type,
                object_id=str(checked.pk),
                created_at=read.revision.created_at,
                user=people.reporter,
                content=read.revision.content | {"summary": "other words"},
            )
        ]
    )[0]
    type(checked).objects.filter(pk=checked.pk).update(latest_revision=newer)
    with pytest.raises(PublishBlocked) as blocked, transaction.atomic():
        act(checked, people.moderator, "approve")
    assert "read the newest version" in str(blocked.value)


def test_while_it_is_being_checked_only_moderators_touch_it(people, checked):
    task = fresh(checked).current_workflow_task.specific
    assert not task.locked_for_user(checked, people.moderator)
    for person in (people.reporter, people.trainer, people.admin, people.superuser):
        assert task.locked_for_user(checked, person)
        assert checked.permissions_for_user(person).page_locked()


@pytest.mark.parametrize("who", ["superuser", "admin", "trainer", "translator", "safeguarding", "reporter2"])
@pytest.mark.parametrize("action", ["approve", "reject"])
def test_nobody_but_a_moderator_checks(people, checked, who, action):
    with pytest.raises(PermissionDenied), transaction.atomic():
        act(checked, getattr(people, who), action, comment="Please say where this was taken.")
    assert step_of(fresh(checked)).status == TaskState.STATUS_IN_PROGRESS


def test_the_wait_for_oks_says_what_it_waits_for(people, waiting):
    with pytest.raises(PublishBlocked) as blocked, transaction.atomic():
        act(waiting, people.reporter, "approve")
    assert "Not everybody has given their OK yet" in str(blocked.value)


def test_only_who_was_asked_says_not_yet(people, waiting):
    for person in (people.moderator, people.trainer, people.superuser, people.reporter):
        with pytest.raises(PermissionDenied), transaction.atomic():
            act(waiting, person, "reject", comment="no")
    say_not_yet(page=fresh(waiting), user=people.reporter)
    assert step_of(fresh(waiting)).status == TaskState.STATUS_REJECTED


def test_nobody_edits_what_people_are_asked_about(people, waiting):
    for person in (people.reporter, people.moderator, people.superuser):
        assert fresh(waiting).permissions_for_user(person).page_locked()
    before = waiting.latest_revision_id
    signed_in(people.superuser).post(admin_address("edit", waiting.pk), story_form(waiting))
    assert fresh(waiting).latest_revision_id == before


def test_who_typed_something_has_written_and_not_approved(people, checked):
    step = step_of(checked)
    form = story_form(
        checked,
        **{
            "action-workflow-action": "1",
            "workflow-action-name": "approve",
            "workflow-action-extra-data": json.dumps({"comment": ""}),
        },
    )
    signed_in(people.moderator).post(admin_address("edit", checked.pk), form)
    assert TaskState.objects.get(pk=step.pk).status == TaskState.STATUS_IN_PROGRESS
    assert fresh(checked).latest_revision.user == people.moderator


def test_only_who_takes_part_moves_a_work_along(people, client):
    draft = make_draft(people.reporter)
    for person in (people.reporter2, people.moderator, people.superuser):
        with pytest.raises(PermissionDenied), transaction.atomic():
            send_in(page=fresh(draft), user=person)
    send_in(page=fresh(draft), user=people.reporter)
    with pytest.raises(REFUSALS) as refusal, transaction.atomic():
        send_in(page=fresh(draft), user=people.reporter2)
    assert isinstance(refusal.value, PermissionDenied), "a stranger hears that it is being checked"
    with pytest.raises(PermissionDenied), transaction.atomic():
        pull_back(page=fresh(draft), user=people.reporter2)
    act(draft, people.moderator, "approve")
    with pytest.raises(REFUSALS), transaction.atomic():
        give_ok(page=fresh(draft), user=people.moderator)
    assert not YourOK.objects.exists()
    give_ok(page=fresh(draft), user=people.reporter)
    assert releases_of(draft).get().state == "valid"
