"""What stories touch on: its authors say it, nobody is labelled, and no filter shows a small group, by any road."""

from collections import Counter
from collections.abc import Callable
from itertools import chain, combinations
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Locale

from authorship.models import Contributor, Work
from consent.services import hide
from core.facets import Facet, as_text, facets_in, smallest_group, visible_facets
from moderation.services import give_ok
from stories.models import StoryPage
from stories.studio import services
from tests.builders import act
from tests.studio.making import a_person, a_story, base_of, everybody_is_named, page_of, parts_of, public, sent_in

WORD = "kettle"
SEEN = "qztitle"


def touches(work, user, *keys: str):
    """Let somebody choose what a story touches on."""
    facts = {"facets": as_text(keys)}
    return services.save_facts(page=page_of(work), user=user, base=base_of(work), facts=facts)


@pytest.fixture
def people(site) -> SimpleNamespace:
    """Somebody who tells, and a moderator."""
    return SimpleNamespace(rita=a_person("rita", "Reporter"), mo=a_person("mo", "Moderator"))


@pytest.fixture
def tell(people) -> Callable[..., StoryPage]:
    """Return a way to make a public story that touches on something."""

    def told(*keys: str, **more: str) -> StoryPage:
        number = StoryPage.objects.count()
        work = a_story(people.rita, title=f"{SEEN} {number}", parts=(("words", f"The {WORD} number {number}."),))
        touches(work, people.rita, *keys)
        if more:
            services.save_facts(page=page_of(work), user=people.rita, base=base_of(work), facts=more)
        return public(work, people.rita, people.mo)

    return told


@pytest.fixture
def told(tell) -> list[StoryPage]:
    """Five public stories about housing, four of them about caring too, and one about neither."""
    return [*(tell("housing", "caring") for _each in range(4)), tell("housing"), tell()]


def by_pages(**query: str | list[str]) -> set[str]:
    """Return the titles in the list of stories."""
    answer = Client().get("/stories/?" + urlencode(query, doseq=True))
    return {story.title for story in answer.context["stories"].object_list}


def by_search(**query: str | list[str]) -> set[str]:
    """Return the titles that a search for a word finds."""
    answer = Client().get("/search/?" + urlencode({"q": WORD, **query}, doseq=True))
    return {page.title for page in answer.context["results"].object_list}


def by_feed(**query: str | list[str]) -> set[str]:
    """Return the titles in the feed."""
    shown = Client().get("/feed/?" + urlencode(query, doseq=True)).content.decode()
    return {title for title in StoryPage.objects.values_list("title", flat=True) if f"<title>{title}</title>" in shown}


def by_api(**query: str | list[str]) -> set[str]:
    """Return the titles that the API gives."""
    address = "/api/v2/pages/?" + urlencode({"type": "stories.StoryPage", **query}, doseq=True)
    answer = Client().get(address).json()
    assert answer["meta"]["total_count"] == len(answer["items"])
    return {item["title"] for item in answer["items"]}


def by_api_search(**query: str | list[str]) -> set[str]:
    """Return the titles that the API finds with a word."""
    return by_api(search=WORD, **query)


ROADS = (by_pages, by_search, by_feed, by_api, by_api_search)


def titles(pages: list[StoryPage]) -> set[str]:
    """Return what they are called."""
    return {page.title for page in pages}


# No small group, by any road


@pytest.mark.parametrize("road", ROADS)
def test_a_group_of_five_is_shown_and_a_smaller_one_never(told, road) -> None:
    assert road(touches="housing") == titles(told[:5])
    assert road(touches="caring") == set()
    assert road(touches=["housing", "caring"]) == set()
    assert road(touches="housing,caring") == set()
    assert road(touches="migration") == set()


@pytest.mark.parametrize("road", ROADS)
def test_a_fifth_story_brings_the_group_and_taking_one_back_ends_it_at_once(told, tell, people, road) -> None:
    fifth = tell("caring", "housing")
    assert road(touches="caring") == titles([*told[:4], fifth])
    hide(contributor=Contributor.objects.get(work__page=fifth, person__user=people.rita), by=people.rita)
    assert road(touches="caring") == set()
    assert road(touches="housing") == titles(told[:5])


def test_what_else_an_api_filters_by_narrows_nobody_down(told, tell) -> None:
    one = tell("housing", told_as="poem", place="Qzlane")
    assert len(by_api()) == 7
    for query in ({"told_as": "poem"}, {"place": "Qzlane"}, {"touches": "housing", "slug": one.slug}):
        assert by_api(**query) == set(), query
    # Without a filter that tells something of people, an address finds its page.
    assert by_api(slug=one.slug) == {one.title}


def test_words_in_a_search_narrow_no_group_down_to_a_few(told) -> None:
    assert by_search(q="number") == titles(told)
    assert by_search(q="number", touches="housing") == titles(told[:5])
    only = told[0].title.split()[1]
    assert by_search(q=f"{WORD} {only}") == {told[0].title}
    assert by_search(q=f"{WORD} {only}", touches="housing") == set()


def test_one_story_in_many_languages_is_one(told, site) -> None:
    urdu = Locale.objects.get(language_code="ur")
    StoryPage._base_manager.filter(pk=told[1].pk).update(locale=urdu, translation_key=told[0].translation_key)
    for road in ROADS:
        assert road(touches="housing") == set(), road.__name__


@pytest.mark.parametrize("road", ROADS)
def test_what_follows_another_page_makes_no_group_larger(told, road) -> None:
    told[0].create_alias(parent=told[0].get_parent(), update_slug="again")
    told[1].create_alias(parent=told[0].get_parent(), update_slug="once-more")
    assert StoryPage.objects.filter(live=True).count() == 8
    assert road(touches="caring") == set()


def test_what_follows_another_page_counts_as_that_one_in_a_filter(tell) -> None:
    poems = [tell(told_as="poem") for _each in range(4)]
    poems[0].create_alias(parent=poems[0].get_parent(), update_slug="again")
    assert by_api(told_as="poem") == set()
    tell(told_as="poem")
    assert by_api(told_as="poem") == {story.title for story in StoryPage.objects.filter(live=True)}


def test_no_page_that_follows_another_stands_below_it(told) -> None:
    told[0].create_alias(parent=told[0].get_parent(), update_slug="again")
    others = Client().get(told[0].url).context["others"]
    assert {page.pk for page in others} == {page.pk for page in told[1:5]}


def test_the_list_of_one_language_counts_what_stands_in_it(told, people) -> None:
    work = a_story(people.rita, title=f"{SEEN} urdu", language="ur")
    touches(work, people.rita, "housing")
    in_urdu = public(work, people.rita, people.mo)
    assert by_pages(touches="housing") == titles([*told[:5], in_urdu])
    shown = Client().get(in_urdu.get_parent().url + "?touches=housing")
    assert list(shown.context["stories"].object_list) == []
    assert 'value="housing"' not in Client().get(in_urdu.get_parent().url).content.decode()
    assert by_api(touches="housing", locale="ur") == set()


def test_drafts_and_what_is_hidden_do_not_count(told, people) -> None:
    draft = a_story(people.rita)
    touches(draft, people.rita, "caring", "housing")
    touches_later = sent_in(draft, people.rita)
    assert not touches_later.live
    # Neither does a newer draft of something public.
    public_one = told[5].work
    touches(public_one, people.rita, "caring")
    for road in ROADS:
        assert road(touches="caring") == set(), road.__name__


def test_nothing_public_says_what_only_a_few_stories_touch_on(told, tell) -> None:
    pages = [*told, tell("migration", "housing")]
    client = Client()
    seen = [client.get(page.url).content.decode() for page in pages]
    listed = client.get("/stories/").content.decode() + client.get("/search/").content.decode()
    api = client.get("/api/v2/pages/?type=stories.StoryPage&fields=*").content.decode()
    for words in (*seen, listed, api):
        assert "touches=caring" not in words
        assert "touches=migration" not in words
        assert str(Facet.CARING.label) not in words
        assert str(Facet.MIGRATION.label) not in words
    assert all("touches=housing" in words for words in (*seen[:5], seen[6]))
    assert "touches=housing" not in seen[5]
    assert 'value="housing"' in listed


def test_what_else_touches_on_the_same_stands_below_a_story(told, tell) -> None:
    shown = Client().get(told[0].url).content.decode()
    others = shown[shown.index("Others tell of it too") :]
    listed = [page for page in told if page.title in others]
    assert listed == told[1:5]
    assert "Others tell of it too" not in Client().get(told[5].url).content.decode()


def test_a_work_in_two_languages_stands_below_another_once(told, tell) -> None:
    one_more = tell("housing")
    urdu = Locale.objects.get(language_code="ur")
    StoryPage._base_manager.filter(pk=told[4].pk).update(locale=urdu, translation_key=told[3].translation_key)
    Work.objects.filter(page=told[4]).update(page=None)
    shown = [story.pk for story in Client().get(told[0].url).context["others"]]
    assert sorted(shown) == [told[1].pk, told[2].pk, told[3].pk, one_more.pk]


def test_an_empty_list_says_why(told) -> None:
    shown = Client().get("/stories/?touches=caring")
    assert "We show none of these" in shown.content.decode()
    assert 'content="noindex"' in shown.content.decode()
    assert "We show nothing with" in Client().get(f"/search/?q={WORD}&touches=caring").content.decode()
    assert f"fewer than {smallest_group()} stories" in Client().get("/stories/?touches=housing").content.decode()


@pytest.mark.parametrize("query", ["touches=qzforged", "touches=", "touches=housing'--"])
def test_what_is_no_facet_filters_pages_by_nothing(told, query) -> None:
    answer = Client().get(f"/stories/?{query}")
    assert answer.status_code == 200
    assert len(answer.context["stories"].object_list) == 6
    assert Client().get(f"/api/v2/pages/?type=stories.StoryPage&{query}").json()["items"] == []


COMBINATIONS = st.dictionaries(
    st.lists(st.sampled_from(list(Facet)[:5]), unique=True, min_size=1).map(as_text),
    st.integers(min_value=1, max_value=7),
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(COMBINATIONS, st.integers(min_value=1, max_value=6))
def test_whatever_is_laid_beside_each_other_no_combination_is_small(works, smallest) -> None:
    seen = visible_facets(works, smallest=smallest)
    assert seen.keys() == works.keys()
    having: Counter[frozenset[Facet]] = Counter()
    for text, facets in seen.items():
        assert set(facets) <= set(facets_in(text))
        for group in chain.from_iterable(combinations(facets, size) for size in range(1, len(facets) + 1)):
            having[frozenset(group)] += works[text]
    assert all(number >= smallest for number in having.values())


@given(COMBINATIONS)
def test_nothing_is_left_out_where_nothing_is_small(works) -> None:
    assert visible_facets(works, smallest=1) == {text: facets_in(text) for text in works}


# Those who tell it say it, and nobody for them


def test_the_authors_choose_and_each_who_says_yes_sees_it(people, client) -> None:
    work = a_story(people.rita)
    client.force_login(people.rita)
    address = f"/my/works/{work.pk}/touches/"
    assert f"fewer than {smallest_group()} that touch" in client.get(address).content.decode()
    client.post(address, {"facets": ["caring", "work"], "base": base_of(work)})
    assert page_of(work).get_latest_revision_as_object().facets == "work,caring"
    assert "Work and jobs, Caring for somebody" in client.get(f"/my/works/{work.pk}/").content.decode()
    assert (
        "Please choose out of this list"
        in client.post(address, {"facets": ["qzforged"], "base": base_of(work)}).content.decode()
    )
    everybody_is_named(work)
    page = sent_in(work, people.rita)
    act(page, people.mo, "approve")
    assert "Work and jobs, Caring for somebody" in client.get(f"/my/works/{work.pk}/ok/").content.decode()
    give_ok(page=page_of(work), user=people.rita)
    assert page_of(work).live


def test_choosing_something_else_needs_a_new_yes(people, told) -> None:
    touches(told[5].work, people.rita, "housing")
    assert told[5].title not in by_pages(touches="housing")


def test_two_who_choose_at_once_hear_of_each_other(people, client) -> None:
    work = a_story(people.rita)
    client.force_login(people.rita)
    base = base_of(work)
    address = f"/my/works/{work.pk}/touches/"
    client.post(address, {"facets": ["caring"], "base": base})
    said = client.post(address, {"facets": ["work"], "base": base}, follow=True).content.decode()
    assert "Somebody else chose too: Caring for somebody. You chose: Work and jobs." in said
    assert page_of(work).get_latest_revision_as_object().facets == "caring"


def test_other_facts_keep_it(people, client) -> None:
    work = a_story(people.rita)
    touches(work, people.rita, "caring")
    client.force_login(people.rita)
    client.post(f"/my/works/{work.pk}/about/", {"title": "Another", "base": base_of(work)})
    assert page_of(work).get_latest_revision_as_object().title == "Another"
    assert page_of(work).get_latest_revision_as_object().facets == "caring"


def test_a_moderator_reads_it_and_cannot_change_it(people) -> None:
    work = a_story(people.rita)
    touches(work, people.rita, "caring")
    page = sent_in(work, people.rita)
    client = Client()
    client.force_login(people.mo)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = client.get(address).content.decode()
    assert "Caring for somebody" in shown
    assert 'name="facets"' not in shown
    assert parts_of(work)
    client.post(address, {"title": page.title, "slug": page.slug, "facets": "work", "body-count": "0"})
    assert page_of(work).get_latest_revision_as_object().facets == "caring"


# What it costs, and the setting


def test_it_costs_the_same_however_many_stories_there_are(told, tell) -> None:
    def costs() -> list[int]:
        numbers = []
        for path in ("/stories/", "/stories/?touches=housing", told[0].url, "/feed/?touches=housing"):
            Client().get(path)
            with CaptureQueriesContext(connection) as asked:
                assert Client().get(path).status_code == 200
            numbers.append(len(asked))
        return numbers

    few = costs()
    for _each in range(3):
        tell("housing", "food")
    assert costs() == few


@pytest.mark.django_db
def test_a_real_site_shows_no_group_below_five(settings) -> None:
    settings.SMALLEST_GROUP_SHOWN = 4
    found = [error.id for error in run_checks(include_deployment_checks=True)]
    assert "core.E001" in found
    settings.SMALLEST_GROUP_SHOWN = 5
    assert "core.E001" not in [error.id for error in run_checks(include_deployment_checks=True)]


def test_the_setting_is_said_on_screen(told, settings) -> None:
    settings.SMALLEST_GROUP_SHOWN = 4
    assert by_pages(touches="caring") == titles(told[:4])
    assert "fewer than 4 stories" in Client().get("/stories/").content.decode()
