"""The read-only API: released pages, and nothing else."""

from typing import Any

from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from core.facets import PARAMETER, asked_for
from home.selectors import are_enough, stories_touching
from publishing.selectors import search_released

TELLING = {PARAMETER, "told_as", "gathered", "place", "content_notes"}
"""What a filter by would tell of people, where few are left."""


class ReleasedPagesAPIViewSet(PagesAPIViewSet):
    """Pages that the public may read."""

    known_query_parameters = PagesAPIViewSet.known_query_parameters.union([PARAMETER])

    def filter_queryset(self, queryset: Any) -> Any:
        """Filter by what stories touch on too; and by nothing that tells something of them down to a few."""
        facets = asked_for(self.request.GET)
        if PARAMETER in self.request.GET:
            queryset = queryset.filter(pk__in=stories_touching(facets).values("pk")) if facets else queryset.none()
        found = super().filter_queryset(queryset)
        if TELLING & set(self.request.GET) and not are_enough(found):
            return queryset.none()
        return found

    def get_base_queryset(self):
        """Only released pages."""
        return search_released(super().get_base_queryset()).select_related("locale")


api_router = WagtailAPIRouter("api")
api_router.register_endpoint("pages", ReleasedPagesAPIViewSet)
