"""Guards of who asks a group a question, who answers it, and who runs the sitting."""

from tests.mutations.changes import Line
from tests.mutations.mutation import Mutation

QUESTIONS = "tests/studio/test_questions.py"

MUTATIONS = (
    Mutation(
        "asked_after_the_training",
        "Anybody may ask a group a question, and so write down what others say.",
        (Line("stories.studio.questions.ask", "not may_ask(user) or", "False or"),),
        (f"{QUESTIONS}::test_whoever_did_the_training_may_ask",),
    ),
    Mutation(
        "asked_of_ones_own_group",
        "A question can be asked of a group to which whoever asks does not belong.",
        (Line("stories.studio.questions.ask", "(audience and audience not in audiences_of(user))", "False"),),
        (f"{QUESTIONS}::test_nobody_asks_a_group_of_which_they_are_no_member",),
    ),
    Mutation(
        "answered_by_those_asked",
        "Anybody can read a question and answer it.",
        (
            Line(
                "stories.studio.questions.question_seen_by",
                "SnapshotQuestion.objects.filter(seen,",
                "SnapshotQuestion.objects.filter(",
            ),
            Line("stories.studio.questions.answer", "held.audience not in audiences_of(user)", "False"),
        ),
        (f"{QUESTIONS}::test_a_question_reaches_those_it_is_for_and_nobody_else",),
    ),
    Mutation(
        "run_by_whoever_asked",
        "Anybody can open the list of whoever runs a sitting.",
        (
            Line(
                "stories.studio.views.questions._my_question",
                "service.questions_asked_by(request.user)",
                "SnapshotQuestion.objects",
            ),
        ),
        (f"{QUESTIONS}::test_only_whoever_asked_runs_the_sitting",),
    ),
    Mutation(
        "closed_is_closed",
        "A question that is closed can still be answered.",
        (Line("stories.studio.questions._held_open", "or not held.is_open", ""),),
        (f"{QUESTIONS}::test_a_closed_question_takes_no_answer_and_keeps_those_it_has",),
    ),
    Mutation(
        "a_question_alone_is_no_story",
        "A question that nobody answered can be sent in.",
        (
            Line(
                "stories.studio.views.sending._missing",
                "elif is_story(page) and unanswered(parts_in(page.get_latest_revision())):",
                "elif False:",
            ),
        ),
        (f"{QUESTIONS}::test_an_answer_with_a_file_stands_below_the_question_and_a_question_alone_is_not_sent_in",),
    ),
    Mutation(
        "questions_are_erased",
        "What somebody asked stays when they are erased.",
        (Line("stories.studio.questions.erase_questions", "if subject.user_id is not None:", "if False:"),),
        (f"{QUESTIONS}::test_erasing_whoever_asked_takes_the_question_and_leaves_what_others_tell",),
    ),
)
