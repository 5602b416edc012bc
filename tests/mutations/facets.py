"""Guards of small groups: what stories touch on is seen only where enough touch on the same."""

from tests.mutations.changes import Line
from tests.mutations.mutation import Mutation

FACETS = "tests/stories/test_facets.py"
NO_SMALL_GROUP = f"{FACETS}::test_a_group_of_five_is_shown_and_a_smaller_one_never"

MUTATIONS = (
    Mutation(
        "small_groups_stay_hidden",
        "A filter shows any group, however small.",
        (
            Line("core.facets.visible_facets", "having[bits] < smallest", "False"),
            Line("stories.facets.touching", "if seen.works(facets, locale) < smallest_group():", "if False:"),
        ),
        (NO_SMALL_GROUP,),
    ),
    Mutation(
        "lists_laid_beside_each_other",
        "Two filters that each show enough tell together what only a few stories touch on.",
        (Line("core.facets.visible_facets", "having[bits] < smallest", "False"),),
        (
            f"{FACETS}::test_whatever_is_laid_beside_each_other_no_combination_is_small",
            f"{FACETS}::test_nothing_public_says_what_only_a_few_stories_touch_on",
        ),
    ),
    Mutation(
        "one_work_counts_once",
        "One story in many languages is counted as many.",
        (Line("stories.facets._seen", 'firsts=Count("pk", filter=~Exists(earlier))', 'firsts=Count("pk")'),),
        (f"{FACETS}::test_one_story_in_many_languages_is_one",),
    ),
    Mutation(
        "aliases_are_no_works",
        "A page that follows another makes a group larger than it is.",
        (Line("stories.facets._stories", "filter(alias_of=None).", ""),),
        (f"{FACETS}::test_what_follows_another_page_makes_no_group_larger",),
    ),
    Mutation(
        "aliases_count_as_their_source",
        "A page that follows another lets a filter show fewer works than it may.",
        (
            Line(
                "core.facets.is_enough",
                'Coalesce("alias_of__translation_key", "translation_key")',
                'Coalesce("translation_key", "translation_key")',
            ),
        ),
        (f"{FACETS}::test_what_follows_another_page_counts_as_that_one_in_a_filter",),
    ),
    Mutation(
        "groups_count_what_is_public",
        "Drafts and what is hidden make a group larger than it is.",
        (Line("stories.facets._stories", "return released(", "return ("),),
        (
            f"{FACETS}::test_drafts_and_what_is_hidden_do_not_count",
            f"{FACETS}::test_a_fifth_story_brings_the_group_and_taking_one_back_ends_it_at_once",
        ),
    ),
    Mutation(
        "groups_are_counted_anew",
        "What is seen of facets stays as it was when something is taken back.",
        (Line("publishing.selectors.state_of_what_is_public", "return tuple(numbers.values())", "return ()"),),
        (f"{FACETS}::test_a_fifth_story_brings_the_group_and_taking_one_back_ends_it_at_once",),
    ),
    Mutation(
        "a_search_narrows_no_group_down",
        "A search within a group shows fewer stories of it than may be shown.",
        (Line("home.views._found", "not chosen or are_enough(found.object_list)", "True"),),
        (f"{FACETS}::test_words_in_a_search_narrow_no_group_down_to_a_few",),
    ),
    Mutation(
        "the_api_narrows_no_group_down",
        "The API filters stories down to one by what tells something of people.",
        (
            Line(
                "home.api.ReleasedPagesAPIViewSet.filter_queryset",
                "if TELLING & set(self.request.GET) and not are_enough(found):",
                "if False:",
            ),
        ),
        (f"{FACETS}::test_what_else_an_api_filters_by_narrows_nobody_down",),
    ),
)
