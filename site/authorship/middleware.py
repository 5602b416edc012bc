"""Whoever opens other people's drafts in the admin leaves a line for the safeguarding leads."""

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from authorship.reading import has_a_draft, note_reading
from authorship.selectors import work_of

PAGES = "wagtailadmin_pages:"
SHOW_THE_DRAFT = frozenset(
    PAGES + name for name in ("edit", "view_draft", "preview_on_edit", "workflow_preview", "copy", "convert_alias")
)
SHOW_A_VERSION = frozenset(PAGES + name for name in ("revisions_view", "revisions_compare", "revisions_revert"))


class DraftReadingMiddleware:
    """Note each draft that was opened. Where that cannot be noted, nothing is shown."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at what was answered: a refusal shows no draft."""
        response = self.get_response(request)
        match = request.resolver_match
        if match is None:
            return response
        name = match.view_name
        if name in SHOW_THE_DRAFT | SHOW_A_VERSION and request.method == "GET" and response.status_code == 200:
            # The address that compares two versions calls the page's number otherwise.
            page_id = match.kwargs.get("page_id") or match.kwargs["pk"]
            self._note(request, page_id, any_version=name in SHOW_A_VERSION)
        return response

    def _note(self, request: HttpRequest, page_id: int | str, *, any_version: bool) -> None:
        page = Page.objects.filter(pk=page_id).first()
        work = work_of(page) if page is not None and (any_version or has_a_draft(page)) else None
        if work is not None:
            note_reading(request.user, work)
