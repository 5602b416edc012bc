"""What every page of ours is."""

from typing import Any

from django.http import Http404, HttpRequest
from wagtail.api import APIField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from publishing.permissions import GatedPage
from publishing.registry import Registry
from publishing.selectors import manifest_of, released

page_context = Registry("context(page, request, manifest or None) -> names for the page's template")


class BasePage(GatedPage, Page):
    """A page whose publication only the gate decides, served from what was released with it."""

    # Whether the public part of the site may list it in search, feeds and the sitemap.
    is_listed = True
    # The field that says in a few lines what it is about, for lists of pages of all types.
    summary_field = "search_description"

    api_fields = [APIField("title")]
    # A translator writes no address: it is made from the title that they write.
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        abstract = True

    def get_admin_display_title(self) -> str:
        """Return what lists in the admin call this page: of a public one its public title, not its draft's."""
        return self.title if self.live else super().get_admin_display_title()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the rooms above know of this page: from its manifest, or in a preview as it stands.

        Where a view shows a released version to fewer people than everybody, its request names that manifest.
        """
        context = super().get_context(request, *args, **kwargs)
        is_preview = getattr(request, "is_preview", False)
        shown_to_some = getattr(request, "shown_to_some", None)
        manifest = shown_to_some or (None if is_preview else manifest_of(self))
        if manifest is None and not is_preview:
            raise Http404
        context["is_preview"], context["is_shown_to_some"] = is_preview, shown_to_some is not None
        context["breadcrumbs"] = self._breadcrumbs(request)
        for part in page_context:
            context.update(part(self, request, manifest))
        return context

    def _breadcrumbs(self, request: HttpRequest) -> list[dict[str, Any]]:
        above = released(Page.objects.ancestor_of(self).filter(depth__gt=1)).order_by("depth")
        return [{"title": page.title, "url": page.get_url(request)} for page in above]

    @property
    def pages_below(self):
        """The released pages right below this one, in the order of the tree."""
        return released(Page.objects.child_of(self)).order_by("path")
