"""The read-only API: released pages, and nothing else."""

from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet

from publishing.selectors import search_released


class ReleasedPagesAPIViewSet(PagesAPIViewSet):
    """Pages that the public may read."""

    def get_base_queryset(self):
        """Only released pages."""
        return search_released(super().get_base_queryset()).select_related("locale")


api_router = WagtailAPIRouter("api")
api_router.register_endpoint("pages", ReleasedPagesAPIViewSet)
