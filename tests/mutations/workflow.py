"""The steps of the workflow, and the screens that lead to them."""

from tests.mutations.changes import Line
from tests.mutations.mutation import Mutation, road

DAILY = "tests/publishing/test_ordinary_life.py"
STEPS = "tests/publishing/test_steps.py"
EDITOR = "tests/moderation/test_editor.py"
FLAGS = "tests/moderation/test_flags.py"
PAUSING = "tests/moderation/test_pausing.py"
TASK = "moderation.models.BeingCheckedTask"
OK_TASK = "moderation.models.YourOKTask"

MUTATIONS = (
    Mutation(
        "check_asks_for_the_right",
        "Whoever reaches the step approves, whatever they are and whatever they wrote.",
        (Line(f"{TASK}.on_action", "if action_name not in {", "if False and action_name not in {"),),
        (
            *road("being checked", "approve_step_as", "approve_by_address", "confused_deputy"),
            f"{DAILY}::test_the_whole_journey",
        ),
    ),
    Mutation(
        "check_four_eyes",
        "Who wrote in a work may approve it.",
        (Line(f"{TASK}.get_actions", "user.pk not in writers_of(obj.specific):", "True:"),),
        (
            f"{EDITOR}::test_a_moderator_who_wrote_in_it_is_not_offered_to_approve",
            f"{DAILY}::test_a_moderator_who_corrects_a_word_leaves_the_approval_to_another",
        ),
    ),
    Mutation(
        "check_moderators_only",
        "Anybody may check.",
        (Line(f"{TASK}.may_check", "return user.is_active and", "return True or"),),
        (f"{STEPS}::test_nobody_but_a_moderator_checks",),
        held_by="check_gate_still_moderator",
    ),
    Mutation(
        "check_moderators_only_and_gate",
        "Anybody may check, and nothing asks again who did.",
        (
            Line(f"{TASK}.may_check", "return user.is_active and", "return True or"),
            Line("moderation.gates.check_gate", 'if not has_role(moderator, "moderator"):', "if False:"),
            Line("moderation.four_eyes.may_count", 'has_role(moderator, "moderator")', "True"),
        ),
        road("being checked", "approve_step_as", "confused_deputy"),
    ),
    Mutation(
        "check_once",
        "A step that somebody has dealt with can be approved again.",
        (Line("moderation.models.steps.held", "if now.status != TaskState.STATUS_IN_PROGRESS:", "if False:"),),
        (f"{STEPS}::test_a_step_is_dealt_with_once",),
        held_by="Wagtail's own step, without a sentence",
    ),
    Mutation(
        "check_of_the_newest_words",
        "An approval may be of words that have been replaced meanwhile.",
        (Line(f"{TASK}._approve_exactly", "if task_state.revision_id != obj.latest_revision_id:", "if False:"),),
        (f"{STEPS}::test_nobody_approves_words_that_were_replaced",),
    ),
    Mutation(
        "changes_need_a_reason",
        "A moderator may ask for changes and say nothing.",
        (
            Line(
                "moderation.models.steps.valid_data",
                "if not form.is_valid():",
                'if not form.is_valid() and form.cleaned_data.setdefault("comment", "") is None:',
            ),
        ),
        (
            *road("being checked", "reject_without_reason"),
            f"{DAILY}::test_a_request_for_changes_needs_a_reason_and_comes_back",
        ),
    ),
    Mutation(
        "reason_copies_nothing",
        "A reason may carry words of the story out by email.",
        (Line("moderation.forms.ReasonForm.without_copied_words", "if self.latest is not None:", "if False:"),),
        (f"{EDITOR}::test_the_reason_may_not_copy_the_story",),
    ),
    Mutation(
        "check_locks_the_page",
        "While a work is being checked its authors may go on changing it.",
        (Line(f"{TASK}.locked_for_user", "return not self.may_check(obj, user)", "return False"),),
        (f"{STEPS}::test_while_it_is_being_checked_only_moderators_touch_it",),
    ),
    Mutation(
        "ok_step_needs_every_ok",
        "The wait for OKs ends before everybody has said yes.",
        (Line(f"{OK_TASK}.on_action", "if still_to_ask(", "if False and still_to_ask("),),
        (f"{STEPS}::test_the_wait_for_oks_says_what_it_waits_for",),
        held_by="ok_gate",
    ),
    Mutation(
        "ok_step_and_gate",
        "Neither the step nor the gate asks for OKs.",
        (
            Line(f"{OK_TASK}.on_action", "if still_to_ask(", "if False and still_to_ask("),
            Line("authorship.gates.ok_gate", "if candidate.is_system:", "if True:"),
        ),
        (*road("waiting for OK", "approve_step_as"), f"{DAILY}::test_a_changed_credit_name_voids_the_oks"),
    ),
    Mutation(
        "not_yet_by_those_asked",
        "Anybody may send a work back from the wait for OKs.",
        (Line(f"{OK_TASK}.on_action", "if not said_not_yet.exists():", "if False:"),),
        (f"{STEPS}::test_only_who_was_asked_says_not_yet",),
    ),
    Mutation(
        "ok_step_locks_the_page",
        "Words may change while people are being asked about them.",
        (Line(f"{OK_TASK}.locked_for_user", "return True", "return False"),),
        (f"{STEPS}::test_nobody_edits_what_people_are_asked_about",),
    ),
    Mutation(
        "ok_step_offers_nothing_in_the_admin",
        "The admin offers to approve in place of those who are asked, and neither step nor gate asks for their OKs.",
        (
            Line(f"{OK_TASK}.get_actions", "return []", 'return [("approve", "Approve", False)]'),
            Line(f"{OK_TASK}.on_action", "if still_to_ask(", "if False and still_to_ask("),
            Line("authorship.gates.ok_gate", "if candidate.is_system:", "if True:"),
        ),
        road("waiting for OK", "approve_by_address"),
    ),
    Mutation(
        "approval_of_what_is_stored",
        "A moderator's form approves although something was typed in it.",
        (
            Line(
                "moderation.page_views.PageEditView.perform_workflow_action",
                "if self._says_something_else(",
                "if False and self._says_something_else(",
            ),
        ),
        (f"{STEPS}::test_who_typed_something_has_written_and_not_approved",),
    ),
    Mutation(
        "form_behind_a_newer_version",
        "A form that is behind a newer version replaces it in silence.",
        (Line("moderation.page_views.PageEditView._is_behind", "may_save = ", "return False\n    may_save = "),),
        (
            f"{EDITOR}::test_a_form_behind_a_newer_version_replaces_nothing_in_silence",
            f"{EDITOR}::test_a_form_behind_a_newer_version_sends_nothing_in",
        ),
    ),
    Mutation(
        "sent_in_by_those_who_make_it",
        "Anybody may send a work in.",
        (Line("moderation.services.send_in", "if not makes(user, page):", "if False:"),),
        (f"{STEPS}::test_only_who_takes_part_moves_a_work_along",),
        held_by="taking it back to a draft first, which asks the same",
    ),
    Mutation(
        "sent_in_and_pulled_back_by_those_who_make_it",
        "Anybody may send a work in, or take it back to a draft.",
        (
            Line("moderation.services.send_in", "if not makes(user, page):", "if False:"),
            Line("moderation.services.pull_back", "if not makes(user, page):", "if False:"),
        ),
        (f"{STEPS}::test_only_who_takes_part_moves_a_work_along",),
    ),
    Mutation(
        "oks_are_ones_own",
        "Anybody may say yes, in the name of the first who was asked.",
        (
            Line(
                "moderation.services._part",
                "contributors_of(page).filter(person__user=user)",
                "contributors_of(page)",
            ),
        ),
        (f"{STEPS}::test_only_who_takes_part_moves_a_work_along",),
    ),
    Mutation(
        "hidden_by_those_who_make_it",
        "Whoever helped with a story may hide the whole of it.",
        (Line("consent.services.hide", "reach_of(contributor, page) != Reach.WHOLE", "False"),),
        ("tests/consent/test_taking_back.py::test_how_far_each_no_reaches_in_a_story",),
    ),
    Mutation(
        "paused_by_moderators",
        "Anybody who works in the admin may pause a page.",
        (Line("moderation.pause_views.pause_page", "if not may_pause(request.user, page):", "if False:"),),
        (f"{PAUSING}::test_the_screen_for_pausing_a_public_page_opens_for_nobody_else",),
        held_by="the service, which asks the same",
    ),
    Mutation(
        "paused_by_moderators_and_service",
        "Neither the screen nor the service asks who pauses a page.",
        (Line("moderation.pausing.may_pause", 'return has_role(user, "moderator") or', "return True or"),),
        (f"{PAUSING}::test_a_forged_post_does_only_what_its_sender_may",),
    ),
    Mutation(
        "answered_by_somebody_else",
        "Whoever paused a work answers those who do not agree.",
        (Line("moderation.appeals.may_answer", " or user.pk in pause.decided_by_ids", ""),),
        (f"{PAUSING}::test_who_paused_it_does_not_answer_and_cannot_let_it_stay_while_it_waits",),
    ),
    Mutation(
        "flags_stop_a_release",
        "A safeguarding flag stops nothing.",
        (Line("moderation.still_checking.flag_gate", "if is_still_checked(candidate.obj):", "if False:"),),
        (f"{FLAGS}::test_nothing_goes_public_while_a_flag_is_open",),
    ),
    Mutation(
        "a_lead_in_the_work_is_left_out",
        "A safeguarding lead who takes part in a work reads what others say about it.",
        (Line("moderation.flags.flags_for", ".exclude(pk__in=own)", ""),),
        (f"{FLAGS}::test_a_lead_who_takes_part_is_left_out",),
    ),
    Mutation(
        "workflows_are_the_systems",
        "Whoever may, changes workflows and their steps in the admin.",
        (
            Line("accounts.middleware.AdminDoorMiddleware._check", "if name.startswith(SYSTEM_ONLY):", "if False:"),
            Line("accounts.policies.NobodyPolicy.user_has_permission", "return False", "return True"),
            Line("accounts.policies.NobodyPolicy.user_has_any_permission", "return False", "return True"),
        ),
        ("tests/moderation/test_admin.py::test_nobody_changes_workflows_or_tasks",),
    ),
)
