"""Guards of who reads what is not for everybody, and of what somebody lent to one work only."""

from tests.mutations.changes import NOT_LISTED_AS_GONE, Line, Trigger
from tests.mutations.mutation import Mutation

AUDIENCES = "tests/studio/test_audiences.py"
LENT = "tests/consent/test_lent_files.py"
READ_BY_ITS_AUDIENCE = f"{AUDIENCES}::test_just_its_audience_reads_it_and_only_once_everybody_said_yes"

MUTATIONS = (
    Mutation(
        "fewer_people_whom_nobody_refused",
        "A public story is shown to fewer people though somebody in it said no to just these.",
        (Line("consent.audiences.choose_audience", "if not all_agree:", "if False:"),),
        (f"{AUDIENCES}::test_nobody_reads_it_where_somebody_in_it_does_not_want_those_fewer_people[no-sam]",),
    ),
    Mutation(
        "for_fewer_stays_out_of_the_public",
        "A release for fewer people publishes its page, and no guard where rows are written asks for whom it is.",
        (
            Line("publishing.services._publish", "if release.audience == Release.PUBLIC:", "if True:"),
            Line("publishing.guards.assert_may_be_live", "if release.audience != Release.PUBLIC:", "if False:"),
            Trigger("root"),
            NOT_LISTED_AS_GONE,
        ),
        (READ_BY_ITS_AUDIENCE,),
    ),
    Mutation(
        "files_for_fewer_stay_private",
        "Files of a release for fewer people go to the public place.",
        (Line("files.public.publish_files", "if release.audience != Release.PUBLIC:", "if False:"),),
        (READ_BY_ITS_AUDIENCE,),
    ),
    Mutation(
        "words_of_files_for_fewer_are_frozen",
        "What a picture shows is said to fewer people as its row says now, and not as it was released.",
        (Line("files.pictures.ShownToSome.picture", "return replace(shown, **words)", "return shown"),),
        (f"{AUDIENCES}::test_they_read_the_words_that_were_frozen_with_its_files",),
    ),
    Mutation(
        "transcripts_for_fewer_are_frozen",
        "The same of what is said in a recording.",
        (Line("files.pictures.ShownToSome.recording", "return shown | frozen", "return shown"),),
        (f"{AUDIENCES}::test_they_read_the_words_that_were_frozen_with_its_files",),
    ),
    Mutation(
        "audience_is_frozen",
        "A yes or an approval for fewer people counts for more.",
        (Line("authorship.audiences.chosen_audience", "if work.audience_choice else {}", "if False else {}"),),
        (f"{AUDIENCES}::test_a_yes_to_fewer_readers_is_none_to_more",),
    ),
    Mutation(
        "each_choice_is_another",
        "What was said before a story was narrowed brings it back to the public.",
        (Line("consent.audiences.choose_audience", "audience, chosen.pk", "audience, 1"),),
        (f"{AUDIENCES}::test_what_was_said_before_it_was_narrowed_does_not_bring_it_back_to_the_public",),
    ),
    Mutation(
        "only_narrower_at_once",
        "More people can be let in without a new yes.",
        (Line("publishing.services.narrow", "if not is_narrower(", "if False and not is_narrower("),),
        (f"{AUDIENCES}::test_narrow_refuses_to_widen",),
    ),
    Mutation(
        "narrowed_by_its_tellers",
        "Whoever only helped may decide that fewer people read a story.",
        (Line("consent.audiences.choose_audience", "reach_of(contributor, page) != Reach.WHOLE", "False"),),
        (f"{AUDIENCES}::test_only_those_whose_story_it_is_narrow_it",),
    ),
    Mutation(
        "not_wider_while_checked",
        "Who should read it is chosen anew while it is being checked.",
        (Line("consent.audiences.choose_audience", "any(member.workflow_in_progress for member in members)", "False"),),
        (f"{AUDIENCES}::test_nobody_chooses_more_readers_while_it_is_being_checked",),
    ),
    Mutation(
        "narrowed_in_every_language",
        "Fewer people read a story in one language, and everybody in another.",
        (
            Line(
                "consent.audiences.choose_audience", "for member in members if _is", "for member in members[:1] if _is"
            ),
        ),
        (f"{AUDIENCES}::test_fewer_people_read_it_at_once_in_every_language",),
    ),
    Mutation(
        "own_groups_only",
        "Somebody shows a story to a group that they are not in.",
        (Line("consent.audiences.choose_audience", "if audience not in audiences_for(by, work):", "if False:"),),
        (f"{AUDIENCES}::test_nobody_chooses_a_group_that_they_are_not_in",),
    ),
    Mutation(
        "writers_since_the_first_release",
        "Narrowing lets somebody approve what they wrote.",
        (Line("publishing.candidates.last_release_at", "if newest else made_at", "if False else made_at"),),
        (f"{AUDIENCES}::test_narrowing_does_not_let_a_writer_approve",),
    ),
    Mutation(
        "readers_have_a_role",
        "Whoever has no role any more goes on reading what was shared with their group.",
        (Line("accounts.audiences.audiences_of", "or not roles_of(user)", ""),),
        (f"{AUDIENCES}::test_whoever_leaves_the_group_or_loses_their_role_reads_nothing_any_more",),
    ),
    Mutation(
        "readers_by_their_audience",
        "Everybody in the project reads what is for a group.",
        (Line("stories.studio.shared._shared_with", "released_to(audiences_of(user))", "Release.objects.all()"),),
        (READ_BY_ITS_AUDIENCE,),
    ),
    Mutation(
        "shared_word_for_word",
        "Words that differ from what was released are shown to a group.",
        (Line("stories.studio.shared.version_for", "if not is_same_digest(", "if False and not is_same_digest("),),
        (f"{AUDIENCES}::test_words_that_differ_from_the_release_are_shown_to_nobody",),
    ),
    Mutation(
        "a_no_reaches_fewer_readers",
        "A no does not hide what is shown to fewer people.",
        (
            Line(
                "publishing.selectors.shown_release",
                "if release is None or",
                "if release is None or release.audience != Release.PUBLIC or",
            ),
        ),
        (f"{AUDIENCES}::test_it_is_gone_for_everybody_at_once",),
    ),
    Mutation(
        "narrowed_after_a_backup",
        "A backup shows to everybody what was shown to fewer people since.",
        (Line("consent.markers._derived", "line.kind in (*stopping, *LETS_GO_ON[kind])", 'kind != "narrowed"'),),
        ("tests/backup/test_restoring.py::test_each_way_of_stopping_is_done_again[fewer readers]",),
    ),
    Mutation(
        "lent_to_one_work",
        "A work shows a picture of somebody who takes no part in it.",
        (Line("consent.gates.lent_gate", "if not is_work(candidate.obj):", "if True:"),),
        (f"{LENT}::test_a_work_shows_no_picture_of_somebody_who_takes_no_part_in_it",),
    ),
    Mutation(
        "erased_from_works_of_others",
        "The picture of somebody who was erased stays in a work of others.",
        (Line("files.erasing.erase_files", "take_files_away(manifest.release, [file_key(file)])", "pass"),),
        (f"{LENT}::test_a_picture_is_gone_from_works_of_others_once_whoever_lent_it_is_erased",),
    ),
)
