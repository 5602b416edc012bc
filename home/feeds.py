"""The feed of new stories, and the map of the site for search engines."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from authorship.selectors import each_once
from core.facets import Facets, asked_for
from home.selectors import stories_touching
from publishing.selectors import released

NEWEST = 20


class StoryFeed(Feed):
    """The newest released stories."""

    title = _("Told Together: new stories")
    link = "/stories/"
    description = _("Stories told together by people in Birmingham.")

    def get_object(self, request: HttpRequest) -> Facets:
        """Return what the stories should touch on, as the address says."""
        return asked_for(request.GET)

    def items(self, facets: Facets) -> QuerySet:
        """Return the newest stories; where they should touch on something and are too few to be shown, none."""
        stories = released(stories_touching(facets).select_related("locale"))
        # One entry for a work: a reader of feeds chose no language.
        stories = each_once(stories, Locale.get_default())
        return stories.order_by("-first_published_at")[:NEWEST]

    def item_title(self, item: Any) -> str:
        """The story's title."""
        return item.title

    def item_description(self, item: Any) -> str:
        """The story's own summary."""
        return item.summary

    def item_link(self, item: Any) -> str:
        """The story's address."""
        return item.full_url

    def item_pubdate(self, item: Any) -> Any:
        """When it first became public."""
        return item.first_published_at


class ReleasedSitemap(Sitemap):
    """Every released page."""

    limit = 5000

    def items(self) -> QuerySet:
        """Return the pages in the order of the tree."""
        return released(Page.objects.filter(depth__gt=1)).select_related("locale").order_by("path")

    def location(self, item: Any) -> str:
        """The page's path; Django adds the site in front."""
        return item.get_url_parts()[2] or "/"

    def lastmod(self, item: Any) -> Any:
        """When it last changed in public."""
        return item.last_published_at
