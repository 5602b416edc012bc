"""What the front of the house shows of the other rooms, which it meets by name only."""

from typing import Any

from django.apps import apps
from django.conf import settings

from files.selectors import with_cards
from publishing.selectors import released

NEWEST = 6


def newest_stories(home: Any) -> list[Any]:
    """Return the newest released stories for a home page: in English in all languages, elsewhere that language's."""
    stories = released(apps.get_model("stories", "StoryPage").objects.select_related("locale"))
    if home.locale.language_code != settings.LANGUAGE_CODE:
        stories = stories.filter(locale=home.locale)
    return with_cards(stories.order_by("-first_published_at", "-pk")[:NEWEST], "listing_image_id")


def programmes(home: Any) -> list[Any]:
    """Return the released programmes of this language."""
    model = apps.get_model("learning", "ProgrammePage")
    return with_cards(released(model.objects.descendant_of(home)).order_by("path"), "image_id")
