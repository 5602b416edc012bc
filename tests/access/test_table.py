"""One table: who tries what, on a page in which state, by which road, and what comes of it.

After each road that changed anything a stranger looks everywhere in public, and the audit looks at every live row.
They do so at each state too, before any road: where all is as it was, they would see the same once more.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import TestCase

from accounts.models import User
from publishing.errors import PublishBlocked
from tests.access import roads
from tests.builders import NEVER_LIVE, STATES, Case, case_in
from tests.matrix import assert_held
from tests.unchanged import everything

HELD = "held"
SEEN = "held by PostgreSQL; on SQLite the audit lists the row"

NOBODY = (None,)
IN_THE_ADMIN = ("superuser", "admin", "trainer", "moderator")
EVERYBODY = (*IN_THE_ADMIN, "moderator2", "translator", "safeguarding", "reporter", "reporter2")
NO_CHECKER = ("superuser", "admin", "trainer", "translator", "safeguarding", "reporter", "reporter2")
LIVE = ("live", "live, newer draft")
NOT_LIVE = (*NEVER_LIVE, "hidden", "taken back")
DRAFTS = (*NOT_LIVE, "live, newer draft", "live, newer draft waiting for OK", "alias of a draft", "draft translation")
ANY = tuple(STATES)


@dataclass(frozen=True)
class Row:
    """A road, who takes it, on pages in which states, and what comes of it."""

    road: Any
    roles: tuple[str | None, ...] = NOBODY
    states: tuple[str, ...] = LIVE
    verdict: str = HELD
    audit: tuple[str, ...] = ("stories.StoryPage",)


ROWS = (
    # The admin, every field forged
    Row(roads.edit_publish, ("superuser",), ANY),
    Row(roads.edit_publish, EVERYBODY[1:], ("draft", "being checked", "live, newer draft")),
    Row(roads.create_publish, EVERYBODY, ("draft",)),
    Row(roads.bulk_publish, ("superuser",), DRAFTS),
    Row(roads.bulk_publish, EVERYBODY[1:], ("draft",)),
    Row(roads.schedule_by_form, ("superuser", "admin", "reporter"), ("draft", "live", "scheduled")),
    Row(roads.revert_publish, ("superuser", "admin", "reporter"), ("draft", "live, newer draft", "hidden")),
    Row(roads.admin_api, ("superuser",), DRAFTS),
    Row(roads.admin_api, EVERYBODY[1:], ("draft", "live, newer draft")),
    Row(roads.api_v3, ("superuser", "reporter"), ("draft",)),
    Row(roads.copy_with_copies_public, ("superuser", "admin", "reporter"), ("draft", "live, newer draft", "hidden")),
    Row(roads.convert_alias, ("superuser", "admin"), ("alias of a draft",)),
    Row(roads.set_privacy, EVERYBODY, ("live",)),
    Row(roads.move_by_form, ("superuser", "admin", "reporter"), ("draft", "live, newer draft")),
    Row(roads.admin_autosave_in_place, ("superuser", "reporter"), ("live", "scheduled")),
    # Code
    Row(roads.code_update_aliases, states=NEVER_LIVE),
    Row(roads.code_update_aliases_with_words, states=("live",)),
    Row(roads.code_alias_with_words, states=("live",)),
    Row(roads.code_alias_row, states=("draft", "live")),
    Row(roads.code_revision_publish, states=DRAFTS),
    Row(roads.code_revision_publish_as_superuser, states=DRAFTS),
    Row(roads.code_live_true, states=DRAFTS),
    Row(roads.code_live_true_by_field, states=(*NOT_LIVE, *LIVE)),
    Row(roads.code_live_true_on_the_base, states=(*NOT_LIVE, *LIVE)),
    Row(roads.code_live_with_other_release, states=("draft", "live")),
    Row(roads.code_add_child, states=("draft",)),
    Row(roads.code_copy, states=("draft", "live, newer draft")),
    Row(roads.code_change_field, states=LIVE),
    Row(roads.code_change_one_field, states=LIVE),
    Row(roads.code_change_body, states=LIVE),
    Row(roads.code_picture_row, states=("live",)),
    Row(roads.code_queryset_live, states=NOT_LIVE),
    Row(roads.code_queryset_live_with_other_release, states=("draft", "live")),
    Row(roads.code_queryset_alias_of, states=("draft",), verdict=SEEN),
    Row(roads.code_bulk_create, states=("draft",)),
    Row(roads.code_queryset_field, states=LIVE, verdict=SEEN),
    Row(roads.code_queryset_title, states=LIVE, verdict=SEEN),
    Row(roads.code_loaddata, states=("draft", "live, newer draft")),
    Row(roads.code_autosave_in_place, states=("live", "scheduled", "waiting for OK")),
    Row(roads.code_unreleased_schedule, states=("draft", "live, newer draft")),
    Row(roads.code_unreleased_schedule_quietly, states=("draft", "live, newer draft", "waiting for OK")),
    Row(roads.code_schedule_earlier, states=("scheduled", "live, newer version scheduled")),
    Row(roads.code_privacy, states=LIVE),
    Row(roads.code_move, states=("draft", "live, newer draft")),
    # The workflow
    Row(roads.task_disabled_check, states=("being checked", "waiting for OK", "live, newer draft waiting for OK")),
    Row(roads.task_disabled_then_sent, states=("draft", "being checked", "live, newer draft")),
    Row(roads.ok_task_disabled, states=("being checked",)),
    Row(roads.empty_workflow, states=("draft", "live, newer draft", "hidden")),
    Row(roads.workflow_without_tasks, states=("draft", "live, newer draft")),
    Row(roads.edit_after_check, states=("waiting for OK", "live, newer draft waiting for OK")),
    Row(roads.finish_by_hand, states=("being checked", "waiting for OK", "live, newer draft waiting for OK")),
    Row(roads.approve_states_by_hand, states=("being checked",)),
    Row(roads.approve_step_as, NO_CHECKER, ("being checked",)),
    Row(roads.approve_step_as, EVERYBODY, ("waiting for OK",)),
    Row(roads.approve_by_address, NO_CHECKER, ("being checked",)),
    Row(roads.approve_by_address, EVERYBODY, ("waiting for OK",)),
    Row(roads.confused_deputy, ("reporter", "trainer", "superuser"), ("being checked",)),
    Row(roads.confused_deputy, EVERYBODY, ("waiting for OK",)),
    Row(roads.reject_without_reason, ("moderator",), ("being checked",)),
    # Translations
    Row(roads.localize_submit, ("superuser", "admin", "reporter", "translator"), ("draft", "live, newer draft")),
    Row(roads.localize_save_target, states=("live", "draft")),
    Row(roads.localize_editor_publish, ("superuser", "admin", "translator"), ("live",)),
    Row(roads.localize_update_translations, ("superuser", "admin", "translator", "reporter"), ("live",)),
    Row(roads.localize_save_live_target, states=("live",)),
    Row(roads.localize_convert_to_alias, ("superuser", "admin"), ("live",)),
    Row(roads.localize_tree_sync, states=("draft", "live, newer draft")),
    # Raw SQL
    Row(roads.sql_page_live, states=NOT_LIVE),
    Row(roads.sql_page_live_revision, states=("live, newer draft",)),
    Row(roads.sql_page_title, states=LIVE, verdict=SEEN),
    Row(roads.sql_story, states=LIVE, verdict=SEEN),
    Row(roads.sql_page_insert, states=("draft",)),
    Row(roads.sql_revision, states=LIVE),
    Row(roads.sql_release, states=("live, newer draft",), verdict=SEEN),
    Row(roads.sql_release_digest, states=("live",), verdict=SEEN),
    Row(roads.sql_release_delete, states=("live",), verdict=SEEN),
    Row(roads.sql_manifest_delete, states=("live",), verdict=SEEN),
    Row(roads.sql_manifest, states=("live",), verdict=SEEN),
    Row(roads.sql_manifest_blanked, states=("live",), verdict=SEEN),
    # The record itself
    Row(roads.code_manifest, states=("live",)),
    Row(roads.code_manifest_blanked, states=("live",)),
    Row(roads.code_manifest_delete, states=("live",)),
    Row(roads.code_release_delete, states=("live",)),
    Row(roads.code_release_queryset_delete, states=("live",)),
    Row(roads.code_release_other_revision, states=("live, newer draft",)),
    Row(roads.code_release_other_revision_by_field, states=("live, newer draft",)),
    Row(roads.code_release_back_to_valid, states=("taken back",)),
    Row(roads.code_credit_name, states=("live",)),
)
TABLE = [
    pytest.param(state, replace(row, states=(state,)), id=f"{row.road.__name__}, {state}")
    for state in STATES
    for row in ROWS
    if state in row.states
]


class RoadBroke(Exception):
    """An answer was an error: that is neither held nor public, but a mistake."""


# What the gate, the form or the database answers. Any other error is a mistake in the road itself.
REFUSALS = (PermissionDenied, PublishBlocked, ValidationError, DatabaseError)


@pytest.fixture(scope="module")
def state(request: Any, house: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """Build a page in this state once for all rows that start from it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield case_in(request.param, house)
        transaction.set_rollback(True)


def _take(row: Row, case: Case, role: str | None) -> None:
    """Let one person try. A fresh account object each time: it keeps what it once found out about rights.

    What waits for the end of the transaction is done as well: translations are published there.
    """
    who = User.objects.get(pk=getattr(case.people, role).pk) if role else None
    answers = []
    with TestCase.captureOnCommitCallbacks() as afterwards, suppress(*REFUSALS), transaction.atomic():
        answers = row.road(case, who) or []
    for callback in afterwards:
        with suppress(*REFUSALS), transaction.atomic():
            callback()
    if any(answer.status_code >= 500 for answer in answers):
        raise RoadBroke(f"{role}: {answers}")


@pytest.mark.parametrize(("state", "row"), TABLE, indirect=["state"], scope="module")
def test_row(state: Case, row: Row) -> None:
    """Everybody of the row tries, one after the other; then a stranger and the audit look."""
    state.reload()
    if "looked at" not in state.more:
        assert_held(state)
        state.more["looked at"] = True
    state.more.pop("pages", None)
    before = everything()
    for role in row.roles:
        _take(row, state, role)
    seen = row.verdict == SEEN and connection.vendor == "sqlite"
    if seen or everything() != before:
        assert_held(state, audit=list(row.audit) if seen else None)
