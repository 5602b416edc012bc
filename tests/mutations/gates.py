"""The gates, and what makes them count: `go_live` asks them again, and approvals and OKs name exact words."""

from tests.mutations.changes import NOT_LISTED_AS_GONE, Line, Trigger
from tests.mutations.mutation import Mutation, road

DAILY = "tests/publishing/test_ordinary_life.py"
GATES = "tests/publishing/test_gates.py"
MOVING = "tests/studio/test_moving_along.py"
LEAVERS = "tests/studio/test_leavers_look.py"
TYPING = "tests/studio/test_typing_for.py"
ADDRESSES = "tests/studio/test_old_addresses.py"

NO_APPROVAL_ASKED = Line(
    "publishing.approvals.approval_of",
    "if not moderators or moderators[0] is None or not oks:",
    "if True:\n        return Approval(moderators[0] if moderators else None, ())\n    if False:",
)
CLOCK = "publishing.management.commands.publish_scheduled.Command"
NO_CHECK_GATE = Line("moderation.gates.check_gate", "if release is None or", "if True or")
NO_OK_GATE = Line("authorship.gates.ok_gate", "if candidate.is_system:", "if True:")

MUTATIONS = (
    Mutation(
        "words_of_whoever_left",
        "Training goes out with words that were saved in the name of somebody after they left.",
        (Line("consent.words.taken_words_in", "{*rows, *written_by(leavers, page)}", "{*rows}"),),
        (
            "tests/consent/test_words_taken_back.py::test_what_is_saved_in_their_name_after_they_left_does_not_go_out[title]",
        ),
    ),
    Mutation(
        "approval_of_a_workflow",
        "A workflow that finished without a check or an OK makes a release.",
        (NO_APPROVAL_ASKED,),
        (f"{GATES}::test_a_workflow_that_nobody_went_through_says_so",),
        held_by="check_gate",
    ),
    Mutation(
        "approval_and_gates",
        "A finished workflow is enough: neither its steps nor the two gates about people are asked.",
        (NO_APPROVAL_ASKED, NO_CHECK_GATE, NO_OK_GATE),
        (
            *road("draft", "empty_workflow", "workflow_without_tasks", "task_disabled_then_sent"),
            *road("being checked", "finish_by_hand", "ok_task_disabled", "approve_states_by_hand"),
            *road("waiting for OK", "finish_by_hand"),
        ),
    ),
    Mutation(
        "check_gate_exact_words",
        "A moderator's approval counts for other words than those that were checked.",
        (
            Line(
                "moderation.gates.check_gate",
                "if moderator is None or not any(check.still_stands for check in checks):",
                "if False:",
            ),
        ),
        (f"{GATES}::test_a_check_that_names_no_words_counts_for_none",),
    ),
    Mutation(
        "check_gate_still_moderator",
        "The approval of somebody who is no moderator any more counts.",
        (Line("moderation.gates.check_gate", 'if not has_role(moderator, "moderator"):', "if False:"),),
        (f"{GATES}::test_the_approval_of_a_former_moderator_does_not_count",),
    ),
    Mutation(
        "check_gate_four_eyes",
        "The approval of somebody who turns out to have written in the work counts.",
        (
            Line(
                "moderation.gates.check_gate",
                "if moderator.pk in writers_of(",
                "if False and moderator.pk in writers_of(",
            ),
        ),
        (f"{GATES}::test_the_approval_of_somebody_who_joined_afterwards_does_not_count",),
    ),
    Mutation(
        "ok_gate",
        "A step that says everybody gave their OK is believed.",
        (NO_OK_GATE,),
        (f"{GATES}::test_a_step_that_claims_all_oks_is_not_believed",),
    ),
    Mutation(
        "no_to_pictures",
        "A fresh yes to the words shows somebody's picture again though they say no to pictures.",
        (
            Line(
                "consent.selectors.may_be_of",
                "return holds_the_whole or not contributor.makes_it or brought(contributor, file)",
                "return not contributor.makes_it",
            ),
        ),
        ("tests/studio/test_no_to_pictures.py::test_a_new_yes_to_the_words_does_not_show_it_again",),
    ),
    Mutation(
        "looking_gate",
        "A version goes out before somebody who left the work has looked at it.",
        (Line("consent.looking.looking_gate", "for look in _looks(candidate):", "for look in ():"),),
        (f"{LEAVERS}::test_who_left_is_asked_before_anybody_reads_it",),
    ),
    Mutation(
        "leaver_objection",
        "Words in which somebody who left can still be told stay where people read them.",
        (Line("moderation.leavers.say_recognisable", "_hide_meanwhile(look, by=user)", "pass"),),
        (f"{LEAVERS}::test_words_that_are_shown_already_are_hidden_while_a_moderator_decides",),
    ),
    Mutation(
        "leaver_ruling",
        "Somebody who took part decides whether people can tell who left.",
        (Line("consent.looking.may_rule", "return not took_part and", "return True or"),),
        (f"{LEAVERS}::test_who_takes_part_took_part_or_is_no_moderator_does_not_decide",),
    ),
    Mutation(
        "address_of_a_leaver",
        "A story goes out again at an address made of the title of somebody who left.",
        (Line("consent.leavers.leaver_gate", "if named_after(candidate.obj, _fingerprints_of(theirs)):", "if False:"),),
        (f"{ADDRESSES}::test_no_version_at_an_address_of_theirs_goes_out",),
    ),
    Mutation(
        "address_by_nobody",
        "A story that somebody left goes out again at an address that may have been theirs.",
        (Line("consent.leavers.named_after", "not names & own or", ""),),
        (f"{ADDRESSES}::test_an_address_that_nobody_in_particular_chose_counts_as_theirs",),
    ),
    Mutation(
        "aliases_of_whoever_is_erased",
        "Where a joint story stood a second time, the words of whoever is erased stay.",
        (Line("consent.erasure._erase_part", "if not is_shown(member):", "if False:"),),
        (f"{ADDRESSES}::test_erasing_takes_their_words_out_of_every_place_it_stood",),
    ),
    Mutation(
        "way_to_a_draft",
        "Whoever guesses what a draft was called is led to what it is called now.",
        (Line("publishing.old_addresses._lead_on", "if page.live and before.live:", "if True:"),),
        (f"{ADDRESSES}::test_nobody_is_led_to_a_draft_by_an_address_it_had",),
    ),
    Mutation(
        "typed_for_somebody",
        "What was typed for somebody who left counts as of whoever typed it, and goes out again.",
        (
            Line(
                "consent.whose.pieces_held",
                "is_theirs = change.user_id in users if change.holder is None else change.holder in holders",
                "is_theirs = change.user_id in users",
            ),
        ),
        (f"{TYPING}::test_what_was_typed_for_somebody_goes_with_them_and_the_rest_can_go_on",),
    ),
    Mutation(
        "not_asked_of_whom",
        "What may be of somebody without an account who left goes out again.",
        (
            Line(
                "consent.leavers.pieces_held_by",
                "if any(_was_typed_for(person, page) for person in people):",
                "if False:",
            ),
        ),
        (
            f"{TYPING}::test_what_nobody_was_asked_about_may_be_theirs",
            f"{TYPING}::test_erasing_takes_what_was_typed_for_them_and_what_may_be_theirs",
        ),
    ),
    Mutation(
        "said_otherwise_too_late",
        "When somebody has left, another says that what was theirs is not.",
        (
            Line(
                "consent.typing.say_otherwise",
                "if Contributor.everyone.filter(",
                "if False and Contributor.everyone.filter(",
            ),
        ),
        (f"{TYPING}::test_whoever_typed_it_can_say_otherwise_until_somebody_has_left",),
    ),
    Mutation(
        "types_for_whomever",
        "Anybody says that what they write is of somebody else.",
        (
            Line(
                "consent.typing.may_type_for",
                "if me.role in TYPES_FOR_ANYBODY or other.person.user_id is None",
                "if True",
            ),
        ),
        (f"{TYPING}::test_the_service_says_the_same",),
    ),
    Mutation(
        "where_it_was_moved_to",
        "A story that was moved while it was public and taken back since leads on from where it was between.",
        (Line("publishing.old_addresses._lead_on", "remember_addresses(public)", "pass"),),
        (f"{ADDRESSES}::test_it_is_gone_from_each_place_to_which_it_was_moved",),
    ),
    Mutation(
        "words_only_taken_out",
        "Something new gets into what is public by the road that only takes words out.",
        (Line("publishing.withdrawing.take_words_out", "if not says_only_less(", "if False and not says_only_less("),),
        ("tests/consent/test_words_taken_back.py::test_nothing_new_is_ever_put_in_this_way",),
    ),
    Mutation(
        "shown_do_not_write",
        "Whoever is only shown in a work may change it.",
        (Line("authorship.selectors.makes", "return Contributor.makers.", "return Contributor.objects."),),
        ("tests/studio/test_people_shown.py::test_no_right_to_write_send_in_or_add_people",),
    ),
    Mutation(
        "system_gate",
        "Any page may go out as fixed text of the code.",
        (Line("home.system.system_gate", "if not candidate.is_system:", "if True:"),),
        (f"{GATES}::test_no_other_page_goes_out_as_fixed_text",),
    ),
    Mutation(
        "system_gate_words",
        "A page of fixed text may say something else.",
        (Line("home.system.system_gate", "and not _differs(obj, page)", ""),),
        (f"{GATES}::test_fixed_text_with_other_words_does_not_go_out",),
    ),
    Mutation(
        "who_gate",
        "A work goes out whoever made it, and however they want to be named.",
        (Line("authorship.gates.who_gate", "if not is_work(candidate.obj):", "if True:"),),
        (
            f"{GATES}::test_a_work_without_anybody_does_not_go_out",
            f"{GATES}::test_who_has_chosen_no_name_is_asked_first",
        ),
    ),
    Mutation(
        "files_gate",
        "Pictures go out without a description, recordings without a transcript.",
        (Line("files.frozen.gate", "for file in files_of(candidate.obj):", "for file in ():"),),
        (f"{GATES}::test_a_picture_and_a_recording_need_their_words",),
    ),
    Mutation(
        "gates_asked_before_sending_in",
        "A work that is not ready can be sent in.",
        (Line("moderation.readiness.make_ready", "if missing:", "if False:"),),
        (
            f"{GATES}::test_a_picture_and_a_recording_need_their_words",
            "tests/moderation/test_editor.py::test_sending_in_what_is_not_ready_says_what_is_missing_and_loses_nothing",
        ),
    ),
    Mutation(
        "training_of_the_sender",
        "Whoever has not done the training sends in.",
        (Line("moderation.readiness._missing", "if person is None or not person.is_trained:", "if False:"),),
        (f"{MOVING}::test_training_is_asked_of_whoever_sends_in",),
    ),
    Mutation(
        "go_live_asks_again",
        "At go-live no gate is asked again.",
        (Line("publishing.services.go_live", "if sentences:", "if False:"),),
        (
            f"{GATES}::test_the_approval_of_a_former_moderator_does_not_count",
            f"{GATES}::test_a_gate_that_closes_before_the_hour_is_heard",
            f"{DAILY}::test_the_hour_comes_for_each_page_by_itself",
        ),
    ),
    Mutation(
        "go_live_same_fingerprints",
        "At go-live words and files may be others than when the release was made.",
        (Line("publishing.services.go_live", "if not candidate.matches(", "if False and not candidate.matches("),),
        (f"{GATES}::test_a_file_that_changed_before_the_hour_stays_in",),
    ),
    Mutation(
        "go_live_state_of_the_release",
        "A release that was hidden or taken back can go live again.",
        (
            Line(
                "publishing.services.go_live",
                "if release.state not in MAY_GO_LIVE or release.revision is None:",
                "if False:",
            ),
        ),
        (f"{GATES}::test_a_release_that_was_taken_down_does_not_go_live_by_itself[False]",),
    ),
    Mutation(
        "go_live_waits_for_the_hour",
        "A release goes live before its hour.",
        (
            Line(
                "publishing.services.go_live", "if obj.go_live_at and obj.go_live_at >", "if False and obj.go_live_at >"
            ),
        ),
        (f"{GATES}::test_nothing_of_it_is_public_before_its_hour",),
        held_by="Wagtail, as far as the page itself goes",
    ),
    Mutation(
        "schedule_asks_for_a_release",
        "At its hour a version goes out whether it was released or not, and no guard of rows is behind it.",
        (
            Line(
                f"{CLOCK}.handle",
                "if release is None:",
                "if not release:\n            revision.publish()\n        if release is None:",
            ),
            Line("publishing.guards.guard_live_row", "if isinstance(instance, DraftStateMixin) and", "if False and"),
            Trigger("root"),
            NOT_LISTED_AS_GONE,
        ),
        road("draft", "code_unreleased_schedule_quietly"),
    ),
    Mutation(
        "ok_names_exact_words",
        "An OK counts for other words than those that were read.",
        (
            Line(
                "authorship.selectors.valid_oks",
                "and is_same_digest(ok.revision_digest, candidate.revision_digest)",
                "",
            ),
        ),
        (f"{GATES}::test_an_ok_to_older_words_does_not_count",),
    ),
    Mutation(
        "ok_names_exact_files_and_credits",
        "An OK counts for other files and credits than those that were seen.",
        (Line("authorship.selectors.valid_oks", "and ok.manifest_digest == candidate.manifest_digest", ""),),
        (f"{DAILY}::test_a_changed_credit_name_voids_the_oks",),
    ),
    Mutation(
        "ok_last_answer",
        "A yes counts though the same person said not yet afterwards.",
        (Line("authorship.selectors.valid_oks", "if ok.answer == YourOK.Answer.YES", "if True"),),
        (f"{GATES}::test_the_last_answer_counts",),
    ),
    Mutation(
        "ok_to_what_was_on_the_screen",
        "An OK is written down though something changed while the person was reading.",
        (Line("authorship.services.record_ok", "if seen and seen != what_is_seen(candidate):", "if False:"),),
        (f"{MOVING}::test_what_changes_while_somebody_reads_is_read_once_more",),
    ),
    Mutation(
        "ok_by_whom_it_was_shown_to",
        "An OK kept while signed out counts for whoever signs in next.",
        (Line("stories.studio.views.ok.take_answer", 'request.POST.get("reader") != str(me.pk)', "False"),),
        (f"{MOVING}::test_an_ok_kept_while_signed_out_is_not_given_by_somebody_else",),
    ),
    Mutation(
        "writers_of_files",
        "Who changed a picture or recording does not count as a writer.",
        (Line("files.frozen.writers", "return brought |", "return set()\n    return brought |"),),
        ("tests/files/test_places.py::test_whoever_changes_the_words_of_a_file_does_not_approve_it",),
    ),
    Mutation(
        "writers_by_revision",
        "Who saved a version does not count as a writer.",
        (Line("publishing.candidates.writers_of", "ids = {user_id for user_id in rows if user_id}", "ids = set()"),),
        (f"{DAILY}::test_a_moderator_who_corrects_a_word_leaves_the_approval_to_another",),
    ),
    Mutation(
        "writers_by_deleted_revision",
        "Who saved a version that was deleted since does not count as a writer.",
        (Line("publishing.guards.guard_revision_delete", "instance.user_id is not None", "False"),),
        (f"{GATES}::test_who_wrote_counts_though_that_version_is_deleted",),
    ),
    Mutation(
        "pieces_of_deleted_revision",
        "Whose a part is in a version that was deleted since is forgotten, so they cannot take it back.",
        (Line("consent.whose.remember_whose", "if not is_deleted_by_itself(origin)", "if True"),),
        (
            "tests/consent/test_words_taken_back.py::test_words_of_deleted_versions_are_still_theirs",
            "tests/consent/test_erasing.py::test_what_is_left_after_erasing_is_still_of_whoever_wrote_it",
        ),
    ),
    Mutation(
        "writers_take_part",
        "Who takes part in a work does not count as a writer.",
        (Line("authorship.gates.writers", "if not isinstance(obj, Page):", "if True:"),),
        (
            f"{GATES}::test_who_takes_part_does_not_check",
            f"{GATES}::test_the_approval_of_somebody_who_joined_afterwards_does_not_count",
        ),
    ),
    Mutation(
        "writers_unknown",
        "A version that nobody in particular saved counts as nobody's.",
        (Line("publishing.candidates.writers_of", "everybody=bool(rows) and rows[-1] is None", "everybody=False"),),
        (f"{GATES}::test_what_nobody_in_particular_saved_is_everybodys",),
    ),
)
