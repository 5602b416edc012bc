"""The real page, as the newest draft has it, for the people who make it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from authorship.models import Work
from core.previews import preview_of
from moderation.services import waiting_ok_step
from stories.studio.access import my_part_in, page_of, studio_view


def newest_version(page: Any) -> Any:
    """Return `page` as it would go public: the version that waits for OKs, else the newest draft."""
    step = waiting_ok_step(page)
    return step.revision.as_object() if step is not None else page.get_latest_revision_as_object()


@studio_view("GET", "HEAD", no_referrer=True, shown_too=True)
def preview(request: HttpRequest, work: Work, page_id: int | None = None) -> HttpResponse:
    """Show a page of this work as the public would see it; to whoever is only shown in it, when they are asked."""
    page = page_of(work, page_id, translated_too=True)
    if page.locale_id != page_of(work).locale_id and waiting_ok_step(page) is None:
        # What a translator has not finished is theirs, until it is sent.
        return redirect("studio:work", work.pk)
    if not my_part_in(work, request.user).makes_it and waiting_ok_step(page) is None:
        return redirect("studio:work", work.pk)
    back_to = reverse("studio:work", args=[work.pk])
    return preview_of(newest_version(page), request, back_to=back_to, label=_("Back to your story"))
