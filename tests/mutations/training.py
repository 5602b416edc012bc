"""Who writes in whose training record, who reads a reporter's notes, and who reads what was said without a name."""

from tests.mutations.changes import Line
from tests.mutations.mutation import Mutation

RECORD = "tests/learning/test_training_record.py"
CERTIFICATES = "tests/learning/test_certificates.py"
PLANS = "tests/learning/test_plans.py"
ADAPTING = "tests/learning/test_adapting.py"
MENTORING = "tests/learning/test_mentoring.py"
FEEDBACK = "tests/learning/test_feedback.py"

MUTATIONS = (
    Mutation(
        "own_training_record",
        "Somebody who keeps records writes in their own.",
        (
            Line(
                "learning.records.check_keeps_records",
                "any(person.user_id == by.pk for person in people)",
                "False",
            ),
        ),
        (f"{RECORD}::test_nobody_writes_in_their_own_record",),
    ),
    Mutation(
        "training_opens_sending_in",
        "Completing any module opens sending in.",
        (Line("learning.records.write_down", "kind == COMPLETED and module.opens_sending_in", "kind == COMPLETED"),),
        (f"{RECORD}::test_completing_the_module_on_it_opens_sending_in",),
    ),
    Mutation(
        "mistake_closes_sending_in",
        "Whoever was written down by mistake may still send in.",
        (Line("learning.records.take_off", 'getattr(module, "opens_sending_in", False)', "False"),),
        (f"{RECORD}::test_a_mistake_is_taken_off_with_what_it_opened",),
    ),
    Mutation(
        "certificates_name_what_is_public",
        "A certificate names modules that are not public any more.",
        (
            Line(
                "learning.training_paths.completed_by", "released(ModulePage.objects.all())", "ModulePage.objects.all()"
            ),
        ),
        (f"{RECORD}::test_what_is_not_public_any_more_is_named_to_nobody",),
    ),
    Mutation(
        "certificate_link_dies",
        "A certificate that is not shown any more keeps its link.",
        (Line("learning.records.stop_showing", "ShownCertificate.objects.filter(person=person).delete()", "None"),),
        (f"{CERTIFICATES}::test_it_is_shown_by_a_link_and_only_as_long_as_its_holder_likes",),
    ),
    Mutation(
        "notes_are_the_reporters",
        "A mentor reads what the reporter noted for themselves.",
        (
            Line(
                "learning.mentoring_views._show",
                "mentoring.notes.all() if is_reporter else []",
                "mentoring.notes.all()",
            ),
            Line("learning.mentoring_views._show", '"is_reporter": is_reporter', '"is_reporter": True'),
        ),
        (f"{MENTORING}::test_both_see_the_dates_and_one_the_notes",),
    ),
    Mutation(
        "ended_mentoring",
        "A mentor reads on after it has ended.",
        (Line("learning.mentoring.mentoring_of", "Q(mentor=person, ended_on=None)", "Q(mentor=person)"),),
        (f"{MENTORING}::test_either_ends_it_without_a_reason_and_the_reporter_keeps_theirs",),
    ),
    Mutation(
        "few_answers",
        "Trainers read what one person said without a name.",
        (Line("learning.feedback.said_about", "rows[: len(rows) - len(rows) % SHOWN_FROM]", "rows"),),
        (f"{FEEDBACK}::test_few_answers_are_counted_and_not_read",),
    ),
    Mutation(
        "no_word_of_a_plan_is_lost",
        "Words of a trainer's plan are lost, and nobody says so.",
        (Line("learning.plans.bringing_in.bring_in", "plan.keep_what_is_lost(opened.lines)", "None"),),
        (f"{PLANS}::test_what_a_reader_of_word_files_overlooks_is_handed_back",),
    ),
    Mutation(
        "plans_of_others",
        "A trainer brings a plan to a module that others make.",
        (
            Line(
                "learning.plans.bringing_in.may_bring_to",
                "(isinstance(parent, ProgrammePage) or may.can_edit())",
                "True",
            ),
        ),
        (f"{PLANS}::test_nobody_else_brings_a_plan_to_a_module_or_reads_the_report",),
    ),
    Mutation(
        "macros",
        "A Word file with a macro in it is read.",
        (Line("learning.plans.opening._look_over", '"vbaproject" in name.lower()', "False"),),
        (f"{PLANS}::test_a_file_that_cannot_be_read_gets_a_clear_sentence",),
    ),
    Mutation(
        "taken_back_from_copies",
        "Whoever takes their words back is still read in what was made from them.",
        (Line("consent.cascade.copies_of", "adaptations_of(work) if work is not None else []", "[]"),),
        (
            f"{ADAPTING}::test_who_takes_their_words_back_is_in_no_copy_either",
            f"{ADAPTING}::test_erasing_leaves_their_words_in_no_version_of_a_copy",
        ),
    ),
    Mutation(
        "copied_words_are_nobodys",
        "Whoever copied a module takes along what others wrote when they leave.",
        (Line("consent.words.written_by", "and piece not in copied", ""),),
        (f"{ADAPTING}::test_who_copied_and_leaves_leaves_what_others_wrote",),
    ),
    Mutation(
        "mended_fields",
        "A field stays in a copy since somebody else mended it.",
        (Line("consent.copies._given_in", "given.later.add(sha256)", "pass"),),
        (f"{ADAPTING}::test_a_field_that_others_mended_since_goes_too",),
    ),
    Mutation(
        "fields_in_other_languages",
        "A field stays in the translation of a copy.",
        (Line("consent.copies.take_out_of_copies", "own.ids | fields[copied.translation_key]", "own.ids"),),
        (f"{ADAPTING}::test_a_field_of_a_copy_goes_in_other_words_of_another_language",),
    ),
    Mutation(
        "pictures_copied_along",
        "The picture of somebody who took it back stays in a copy.",
        (Line("consent.parts.take_own_files_away", "for copied in copies:", "for copied in []:"),),
        (f"{ADAPTING}::test_pictures_that_were_copied_along_go_too",),
    ),
    Mutation(
        "sessions_move",
        "A session that was moved into another module is out of reach.",
        (Line("learning.lineage.note_move", "if issubclass(sender, SessionPage):", "if False:"),),
        (f"{ADAPTING}::test_what_moves_into_another_module_is_still_reached",),
    ),
    Mutation(
        "withdrawing_a_session",
        "Withdrawing one session takes the words of all others along.",
        (
            Line(
                "consent.services.withdraw_by_command",
                "contributors_of(page) if page == work_page(page) else []",
                "contributors_of(page)",
            ),
        ),
        (f"{ADAPTING}::test_a_session_that_is_withdrawn_takes_nothing_else_along",),
    ),
    Mutation(
        "drafts_of_copies",
        "A copy goes out with words that somebody took back from the original.",
        (Line("consent.copies.gone_from_originals", "if work is None or not originals:", "if True:"),),
        (f"{ADAPTING}::test_a_draft_of_a_copy_does_not_go_out_with_them",),
    ),
    Mutation(
        "whole_originals",
        "A module that is taken back whole is still read in its copies.",
        (
            Line(
                "consent.services.take_back",
                "take_out_of_copies(contributor, given, copies)\n        decide(contributor, Kind.TAKE_BACK",
                "decide(contributor, Kind.TAKE_BACK",
            ),
        ),
        (f"{ADAPTING}::test_a_whole_module_that_is_taken_back_is_in_no_copy",),
    ),
    Mutation(
        "licences",
        "A module is adapted whose makers keep all rights.",
        (Line("learning.adapting._is_free", "bool(page.licence_address) or makes(user, page)", "True"),),
        (f"{ADAPTING}::test_the_licence_decides",),
    ),
    Mutation(
        "names_of_originals",
        "A copy names those who made an original that is not public any more.",
        (
            Line(
                "learning.lineage._lineage",
                "released(Page.objects.filter(pk=original.page_id))",
                "Page.objects.filter(pk=original.page_id)",
            ),
        ),
        (f"{ADAPTING}::test_readers_and_papers_say_where_it_comes_from_while_that_is_public",),
    ),
)
