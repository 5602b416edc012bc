"""The real page, as the newest draft has it, for the people who make it."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from authorship.models import Work
from moderation.services import waiting_ok_step
from stories.studio.access import page_of, studio_view


def newest_version(page: Any) -> Any:
    """Return `page` as it would go public: the version that waits for OKs, else the newest draft."""
    step = waiting_ok_step(page)
    return step.revision.as_object() if step is not None else page.get_latest_revision_as_object()


@studio_view("GET", "HEAD", no_referrer=True)
def preview(request: HttpRequest, work: Work, page_id: int | None = None) -> HttpResponse:
    """Show a page of this work as the public would see it."""
    return newest_version(page_of(work, page_id)).make_preview_request(original_request=request)
