"""Papers: of what is public only, made once, and gone with their words."""

from tests.mutations.changes import Line
from tests.mutations.mutation import Mutation

PAPERS = "tests/learning/test_papers.py"
PACKS = "tests/learning/test_packs.py"

MUTATIONS = (
    Mutation(
        "paper_of_what_is_said_now",
        "Whoever asks is handed a paper of words that are public no more.",
        (Line("learning.papers.asked_for", '"made_from": source.fingerprint', '"made_from__gt": ""'),),
        (f"{PAPERS}::test_before_the_file_is_gone_nobody_is_handed_it",),
    ),
    Mutation(
        "paper_of_what_was_asked_for",
        "A paper is made though its page says something else by now.",
        (Line("learning.papers._make", "source.fingerprint != paper.made_from", "False"),),
        (f"{PAPERS}::test_what_changed_before_a_paper_is_begun_is_not_made",),
    ),
    Mutation(
        "paper_goes_with_what_is_blanked",
        "A paper stays when a name in it is taken out of what is public.",
        (Line("publishing.taking_down.after_blanking", "if not created and not raw:", "if False:"),),
        (f"{PAPERS}::test_a_paper_goes_with_the_words_in_it[be_named_no_more-Qzname-200]",),
    ),
    Mutation(
        "paper_goes_with_words_taken_out",
        "A paper stays when somebody takes their words out of training.",
        (Line("publishing.withdrawing.take_words_out", "take_old_copies_away(object_key(page))", "pass"),),
        (f"{PAPERS}::test_a_paper_goes_with_words_of_whoever_gave_neither_name_nor_picture",),
    ),
    Mutation(
        "paper_goes_with_a_new_version",
        "A paper of the version before stays when another one goes public.",
        (Line("publishing.services._publish", "take_old_copies_away(object_key(obj))", "pass"),),
        (f"{PAPERS}::test_a_paper_goes_with_the_words_in_it[write_anew-qztheirword-200]",),
    ),
    Mutation(
        "paper_goes_with_its_page",
        "A paper stays when its page is taken down.",
        (Line("learning.papers.has_papers", "bool(_holding(key).exists())", "False"),),
        (f"{PAPERS}::test_a_paper_goes_with_the_words_in_it[take_the_session_down-qztheirword-0]",),
    ),
    Mutation(
        "paper_goes_with_its_file",
        "A paper is forgotten and its file stays.",
        (Line("files.made_later.MadeLater.let_go", "if self.file:", "if False:"),),
        (f"{PAPERS}::test_a_paper_is_kept_for_a_month",),
        held_by="strays go by the clock",
    ),
    Mutation(
        "paper_that_nobody_wants_any_more",
        "What is taken back while a paper is made stays in the store.",
        (Line("files.made_later.MadeLater.keep", "if not is_kept:", "if False:"),),
        (f"{PAPERS}::test_what_changes_while_a_paper_is_made_is_kept_nowhere[take_the_session_down]",),
        held_by="strays go by the clock",
    ),
    Mutation(
        "paper_with_all_its_pictures",
        "A paper that lacks a picture is kept.",
        (Line("learning.pdf.renderer", "if fetcher.failure is not None:", "if False:"),),
        (f"{PAPERS}::test_where_a_picture_cannot_be_read_no_paper_without_it_is_made",),
    ),
    Mutation(
        "address_on_paper",
        "The address on paper tells where a page stands that was never public.",
        (Line("learning.paper_views.short_address", "not was_public_here(page)", "False"),),
        (f"{PAPERS}::test_the_address_on_paper_tells_nothing_of_what_was_never_public",),
    ),
    Mutation(
        "paper_nobody_is_left",
        "The audit does not see a paper whose page is not public.",
        (Line("learning.papers.audit", "exclude(page_number__in=public)", "none()"),),
        (f"{PACKS}::test_the_audit_finds_a_paper_that_stayed",),
    ),
)
