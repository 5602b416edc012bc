"""Translations: one work in all its languages, who writes and who checks, and what falls with its source."""

from tests.mutations.changes import Line
from tests.mutations.mutation import Mutation

WAY = "tests/translation/test_way.py"
GATES = "tests/translation/test_gates.py"
FILES = "tests/translation/test_files.py"
EARLY = "tests/translation/test_early.py"
FALLING = "tests/translation/test_falling.py"
OVERVIEW = "tests/translation/test_overview.py"
SEARCHING = "tests/languages/test_searching.py"
SELECTORS = "translation.selectors"
SERVICES = "translation.services"

MUTATIONS = (
    Mutation(
        "same_work_in_every_language",
        "A translation is nobody's work, so nobody is asked, and nobody can take it back.",
        (
            Line(
                "authorship.selectors.contributors_of",
                "work__page__translation_key=key",
                "work__page=work_page(page).pk",
            ),
        ),
        (f"{WAY}::test_it_is_the_same_work_with_the_same_people_whom_nobody_lets_write_in_it",),
    ),
    Mutation(
        "makers_of_a_translation",
        "Whoever told a story writes in its translation, unseen by whoever translates.",
        (
            Line(
                "authorship.selectors.makes",
                "work__page_id=work_page(page).pk",
                "work__page__translation_key=work_page(page).translation_key",
            ),
        ),
        (f"{WAY}::test_it_is_the_same_work_with_the_same_people_whom_nobody_lets_write_in_it",),
    ),
    Mutation(
        "editors_of_a_translation",
        "Whoever may edit other pages, or checks it, writes in a translation.",
        (
            Line(
                "authorship.gates.edit_rule",
                "return any(translates(user, page) for translates in translators)",
                "return None",
            ),
            Line(
                "translation.gates.edit_rule",
                "return may_translate(user, page)",
                "return may_translate(user, page) or None",
            ),
        ),
        (f"{WAY}::test_nobody_writes_in_it_while_it_is_checked_and_its_translator_can_get_it_back",),
    ),
    Mutation(
        "translators_while_it_is_checked",
        "A sentence changes while somebody compares it.",
        (Line(f"{SELECTORS}.may_translate", "and not page.workflow_in_progress", ""),),
        (f"{WAY}::test_nobody_writes_in_it_while_it_is_checked_and_its_translator_can_get_it_back",),
    ),
    Mutation(
        "parts_of_a_translation",
        "Whoever translates it says that it says the same.",
        (
            Line(f"{SELECTORS}.works_on", "if not parts or one.part in parts", "if True"),
            Line(f"{SELECTORS}.may_check_language", "and user.pk not in translators_of(page)", ""),
        ),
        (f"{WAY}::test_only_the_reviewer_says_that_it_says_the_same[translator]",),
    ),
    Mutation(
        "translators_do_not_check",
        "Whoever translated it before checks it now.",
        (Line(f"{SELECTORS}.who_can", "barred = wrote if part == Part.REVIEWER else set()", "barred = set()"),),
        (f"{WAY}::test_nobody_checks_their_own_translation",),
    ),
    Mutation(
        "translators_are_writers",
        "A moderator approves words that they chose in another language.",
        (Line("translation.gates.writers", "translators_of(obj) if isinstance(obj, Page) else set()", "set()"),),
        (f"{WAY}::test_a_moderator_who_translated_a_part_of_it_does_not_approve_it_either",),
    ),
    Mutation(
        "who_gives_translations",
        "Anybody opens a work to somebody.",
        (Line(f"{SERVICES}.may_assign", '(user.is_superuser or has_role(user, "admin"))', "True"),),
        (f"{WAY}::test_only_administrators_give_works_to_people",),
    ),
    Mutation(
        "named_languages",
        "Somebody translates into a language that nobody named for them.",
        (Line(f"{SELECTORS}.who_can", "accounts_with_role(part).filter(pk__in=named)", "accounts_with_role(part)"),),
        (f"{WAY}::test_only_into_languages_that_were_named",),
    ),
    Mutation(
        "only_public_works_are_translated",
        "A draft is opened to a translator.",
        (Line(f"{SERVICES}.why_not", "if not is_released(whole) and not is_opened_early(whole):", "if False:"),),
        (f"{WAY}::test_what_is_not_public_is_given_to_nobody",),
    ),
    Mutation(
        "opened_early",
        "A draft is opened to a translator though not everybody in it said so.",
        (
            Line(
                f"{SELECTORS}.works_opened_early",
                "works_all_agree_to(Use.EARLY, work_ids, timezone.localdate())",
                "set(work_ids)",
            ),
        ),
        (f"{EARLY}::test_every_one_of_them_has_to_say_yes", f"{EARLY}::test_one_no_closes_it_at_once"),
    ),
    Mutation(
        "sent_after_its_source",
        "A translation of words that nobody has approved is on its way to the public.",
        (Line(f"{SERVICES}.send_for_checking", "if not is_released(source):", "if False:"),),
        (f"{EARLY}::test_nothing_is_sent_before_its_source_is_public_and_then_its_public_words_count",),
    ),
    Mutation(
        "begun_goes_with_its_source",
        "What was begun of a draft stays when its tellers delete it.",
        (Line("translation.source_words.go_with_its_source", "page.specific.delete()", "pass"),),
        (f"{EARLY}::test_what_was_begun_goes_with_a_draft_that_is_deleted",),
    ),
    Mutation(
        "titles_of_what_is_opened_early",
        "Administrators read what a draft is called.",
        (
            Line(
                "translation.views.people.choose_people",
                '"title": page.title if page.live else ""',
                '"title": page.title',
            ),
        ),
        (f"{EARLY}::test_administrators_see_who_tells_it_and_no_word_of_it",),
    ),
    Mutation(
        "no_translation_against_a_no",
        "A story is given to a translator though somebody in it said no.",
        (Line(f"{SERVICES}.why_not", "names = who_disagrees(whole)", "names = []"),),
        (f"{WAY}::test_where_somebody_says_no_to_translation_it_is_given_to_nobody",),
    ),
    Mutation(
        "a_no_takes_the_translation_down",
        "A translation stays public after somebody said no to it.",
        (Line("consent.services._honour_each_no", "if answers.get(Use.TRANSLATION) is False:", "if False:"),),
        (f"{FALLING}::test_a_no_to_translation_takes_the_translation_down_and_not_the_story",),
    ),
    Mutation(
        "consent_to_a_translation",
        "A translation goes public, or comes back, against somebody's no.",
        (Line("consent.selectors.needed_uses", "if translated:", "if False:"),),
        (f"{FALLING}::test_a_no_to_translation_takes_the_translation_down_and_not_the_story",),
    ),
    Mutation(
        "sent_when_whole",
        "Half a translation is sent, with the rest in the language of its source.",
        (Line(f"{SERVICES}.send_for_checking", "missing = what_is_left(translation)", "missing = []"),),
        (f"{WAY}::test_what_a_machine_wrote_is_not_sent_before_somebody_has_looked_at_it",),
    ),
    Mutation(
        "language_gate",
        "An approval counts of somebody who checks no language any more.",
        (Line("translation.gates.language_gate", 'has_role(check.finished_by, "reviewer")', "True"),),
        (f"{GATES}::test_an_approval_of_the_language_counts_for_as_long_as_its_reviewer_is_one",),
    ),
    Mutation(
        "source_gate",
        "A translation is public though its source is not.",
        (Line("translation.gates.source_gate", "if source is None or not is_released(source):", "if False:"),),
        (f"{GATES}::test_nothing_translated_is_public_without_its_source",),
    ),
    Mutation(
        "no_name_of_a_translator",
        "A translator's name stays in public though they want none.",
        (Line(f"{SERVICES}.choose_name", "if credit == Credit.NONE:", "if False:"),),
        (f"{WAY}::test_no_name_counts_at_once",),
    ),
    Mutation(
        "given_until_public",
        "A work stays open to those who translated it.",
        (Line(f"{SERVICES}.end_when_public", "end(assignment)", "pass"),),
        (f"{WAY}::test_it_goes_public_after_a_reviewer_a_moderator_and_its_teller",),
    ),
    Mutation(
        "files_are_looked_through",
        "A file brings in sentences of another page, or marks that do not belong.",
        (Line("translation.files.read_file", "problems = _problems(entries, translation)", "problems = []"),),
        (f"{FILES}::test_nothing_is_taken_from_a_file_that_is_wrong_and_it_is_said_why",),
    ),
    Mutation(
        "sentences_go_with_their_source",
        "What translators read stays when its source was taken back.",
        (Line("translation.source_words.follow_the_words", "forget_sentences([page.translation_key])", "pass"),),
        (f"{FALLING}::test_when_its_source_is_taken_back_it_is_down_at_once_and_the_copy_forgotten",),
    ),
    Mutation(
        "somebody_else_of_a_translator",
        "Whoever was asked away goes on translating.",
        (Line("translation.asked_away.end_what_they_had", "end(assignment)", "pass"),),
        (f"{FALLING}::test_somebody_else_please_ends_what_they_were_given_and_bars_them",),
    ),
    Mutation(
        "erased_translators",
        "The words of a translator who was erased stay.",
        (
            Line(
                "translation.erasing.translations_by",
                "return [page for assignment in done for page in pages_of(assignment)]",
                "return []",
            ),
        ),
        (f"{FALLING}::test_erasing_a_translator_leaves_no_sentence_of_theirs",),
    ),
    Mutation(
        "machines_read_no_stories",
        "A machine reads what people told.",
        (Line(f"{SELECTORS}.may_be_read_by_a_machine", "and work_of(page) is None", ""),),
        (f"{GATES}::test_a_machine_reads_pages_of_the_site_and_nothing_that_people_told",),
    ),
    Mutation(
        "who_invites",
        "Anybody makes accounts and gives them roles.",
        (
            Line(
                "translation.inviting.invite",
                "not may_assign(by) or not set(parts) <= set(Assignment.Part.values)",
                "not set(parts) <= set(Assignment.Part.values)",
            ),
            Line("translation.services.name_languages", "not may_assign(by) or", ""),
        ),
        (f"{OVERVIEW}::test_nobody_else_invites",),
    ),
    Mutation(
        "what_somebody_is_invited_to",
        "An invitation to translate makes a moderator.",
        (Line("translation.inviting.invite", "or not set(parts) <= set(Assignment.Part.values)", ""),),
        (f"{OVERVIEW}::test_nobody_else_invites",),
    ),
    Mutation(
        "counts_of_what_is_public",
        "The numbers of a language count what nobody may read.",
        (Line("translation.overview.glances", 'if key not in keys["not_yet"]:', "if False:"),),
        (f"{OVERVIEW}::test_what_nobody_may_read_is_counted_nowhere",),
    ),
    Mutation(
        "one_email_a_day",
        "Whoever translates and checks gets the same email each minute.",
        (
            Line(
                "moderation.digest.send_digest",
                'if not SentOnce.is_first(f"{begins}{account.pk}"):',
                "if False:",
            ),
            Line("moderation.digest.send_digest", "for key in sent}", "for key in ()}"),
        ),
        (f"{OVERVIEW}::test_one_email_a_week_says_what_waits_and_holds_no_word_of_it",),
    ),
    Mutation(
        "words_that_are_alike_are_public",
        "Words like those of a draft are found.",
        (
            Line(
                "home.views._found",
                "search_released(Page.objects.filter(depth__gt=1))",
                "Page.objects.filter(depth__gt=1)",
            ),
        ),
        (f"{SEARCHING}::test_words_like_those_of_a_draft_find_nothing",),
    ),
)
