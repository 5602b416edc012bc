"""What the front of the house shows of the other rooms, which it meets by name only."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Page, get_page_models

from authorship.selectors import each_once
from core.facets import Facets, is_enough, smallest_group
from core.models import BasePage
from files.selectors import with_cards
from publishing.selectors import released

NEWEST = 6


def newest_stories(home: Any) -> list[Any]:
    """Return the newest released stories for a home page: in English each once, elsewhere that language's."""
    stories = released(apps.get_model("stories", "StoryPage").objects.select_related("locale"))
    if home.locale.language_code == settings.LANGUAGE_CODE:
        stories = each_once(stories, home.locale)
    else:
        stories = stories.filter(locale=home.locale)
    return with_cards(stories.order_by("-first_published_at", "-pk")[:NEWEST], "listing_image_id")


def programmes(home: Any) -> list[Any]:
    """Return the released programmes of this language."""
    model = apps.get_model("learning", "ProgrammePage")
    return with_cards(released(model.objects.descendant_of(home)).order_by("path"), "image_id")


def stories_touching(facets: Facets) -> QuerySet:
    """Return the stories seen to touch on all of `facets`; none where too few are. Whoever asks keeps the released."""
    model: Any = apps.get_model("stories", "StoryPage")
    stories: QuerySet = model.touching(facets)
    return stories


def story_facets(chosen: Facets) -> list[Any]:
    """Return what the released stories can be filtered by, beside what is `chosen`."""
    model: Any = apps.get_model("stories", "StoryPage")
    return list(model.choices(chosen))


def are_enough(found: Any) -> bool:
    """Say whether what a search found is so many works that a filter may show them.

    A work has as many pages as there are languages, so that many of the first results are enough to tell.
    """
    first = found[: smallest_group() * len(settings.LANGUAGES)]
    return is_enough(Page.objects.filter(pk__in=[page.pk for page in first]))


def as_results(ids: list[int]) -> list[Any]:
    """Return the pages with these ids in this order, each with its language and, as `found_summary`, what it is about.

    Three questions, however many types of page there are among them.
    """
    summaries = [
        model._base_manager.filter(pk__in=ids).order_by().values_list("pk", model.summary_field)
        for model in get_page_models()
        if issubclass(model, BasePage)
    ]
    about = dict(summaries[0].union(*summaries[1:], all=True))
    # Deferred: of the right type, with what all pages have in common.
    pages = {page.pk: page for page in Page.objects.filter(pk__in=ids).prefetch_related("locale").specific(defer=True)}
    for page in pages.values():
        page.found_summary = about.get(page.pk, "")
    return [pages[pk] for pk in ids if pk in pages]
