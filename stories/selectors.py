"""Reading stories for the public."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from authorship.selectors import each_once
from publishing.selectors import released


def stories_for_index(index_page: Any) -> QuerySet:
    """Return the released stories for a list, newest first: in English each once, elsewhere that language's."""
    from stories.models import StoryPage

    stories = released(StoryPage.objects.select_related("locale"))
    if index_page.locale.language_code == settings.LANGUAGE_CODE:
        stories = each_once(stories, index_page.locale)
    else:
        stories = stories.filter(locale=index_page.locale)
    return stories.order_by("-first_published_at", "-pk")
