"""Who has a place in a workshop, who learns of it, and the words that pages explain."""

from tests.mutations.changes import Line
from tests.mutations.mutation import POSTGRESQL, Mutation

SIGNING_UP = "tests/learning/test_signing_up.py"
GLOSSARY = "tests/learning/test_glossary.py"
WORKSHOPS = "tests/learning/test_workshops.py"

MUTATIONS = (
    Mutation(
        "explained_words",
        "Pages explain words whose meaning nobody approved.",
        (Line("learning.selectors.words_for", "list(released(", "list(("),),
        (f"{GLOSSARY}::test_what_is_not_to_be_explained_is_not",),
    ),
    Mutation(
        "listed_words",
        "The glossary lists words whose meaning nobody approved.",
        (Line("learning.selectors.terms_below", "list(released(", "list(("),),
        (f"{GLOSSARY}::test_the_glossary_lists_what_is_public_by_its_letter",),
    ),
    Mutation(
        "workshops_to_come",
        "Modules and sessions lead to workshops that nobody approved.",
        (Line("learning.selectors.coming_workshops", "list(released(workshops)", "list((workshops)"),),
        (f"{WORKSHOPS}::test_modules_and_sessions_lead_to_the_next_ones",),
    ),
    Mutation(
        "lent_stories",
        "Training names stories whose tellers do not say yes to it.",
        (Line("learning.selectors.stories_lent_to", "if works.get(page.pk) in lent", "if True"),),
        ("tests/learning/test_lent_stories.py::test_it_is_named_while_all_say_yes",),
    ),
    Mutation(
        "lent_stories_are_public",
        "Training names stories that are not public.",
        (
            Line(
                "learning.selectors.stories_lent_to",
                "released(Page.objects.filter(pk__in=chosen))",
                "Page.objects.filter(pk__in=chosen)",
            ),
        ),
        ("tests/learning/test_lent_stories.py::test_what_is_not_public_is_named_nowhere",),
    ),
    Mutation(
        "what_a_workshop_must_have",
        "A workshop may be public though nobody could find it.",
        (Line("learning.gates.what_it_must_have", "list(_missing(candidate.obj))", "[]"),),
        (f"{WORKSHOPS}::test_nothing_is_public_that_nobody_could_come_to",),
    ),
    Mutation(
        "signed_links",
        "Whoever knows a row's key has its link.",
        (Line("learning.signing_up.find_sign_up", "TOKENS.unsign(token)", "token"),),
        (f"{SIGNING_UP}::test_the_key_alone_is_no_link",),
    ),
    Mutation(
        "opening_a_link",
        "Opening the link in an email is a yes, though messengers open links by themselves.",
        (Line("learning.workshop_views._place", 'if request.method == "POST":', "if True:"),),
        (f"{SIGNING_UP}::test_a_place_is_asked_for_and_kept_by_the_link_in_the_email",),
    ),
    Mutation(
        "letters_to_one_address",
        "A form sends one address as many emails as somebody likes.",
        (
            Line(
                "learning.signing_up.ask_for_place",
                'if throttled_for(email, "sign-up", most=LETTERS_AN_HOUR):',
                "if False:",
            ),
        ),
        (f"{SIGNING_UP}::test_one_address_gets_few_emails_and_one_network_address_few_tries",),
    ),
    Mutation(
        "who_sees_who_comes",
        "Whoever gets into the admin reads who comes to a workshop.",
        (Line("learning.records.keeps_records", 'has_role(user, "trainer", "admin")', "True"),),
        (f"{SIGNING_UP}::test_nobody_else_sees_who_comes_or_changes_it",),
    ),
    Mutation(
        "too_late_to_sign_up",
        "A place is given in a workshop that takes nobody any more.",
        (Line("learning.signing_up.confirm", "if not workshop.takes_sign_ups:", "if False:"),),
        (f"{SIGNING_UP}::test_nobody_signs_up_too_late",),
    ),
    Mutation(
        "places_one_at_a_time",
        "Two who want the last place both get it.",
        (Line("learning.signing_up._held", "hold(WorkshopPage(pk=pk))", "pass"),),
        ("tests/races/test_workshop_places.py::test_no_more_get_a_place_than_there_are_and_nobody_is_lost",),
        database=POSTGRESQL,
    ),
)
