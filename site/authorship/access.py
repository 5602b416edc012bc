"""Who may have words back that were sent while their sign-in ran out."""

from typing import Any

from wagtail.models import Page

from accounts.kept_words import WORTH_KEEPING
from authorship.models import Work
from authorship.selectors import makes


def may_edit_at(user: Any, path: str) -> bool:
    """Say whether `user` may edit the work or page at a studio or admin address."""
    match = WORTH_KEEPING.match(path)
    if match is None:
        return False
    if match["work"]:
        work = Work.objects.filter(pk=match["work"], page__isnull=False).first()
        return work is not None and makes(user, work.page)
    page = Page.objects.filter(pk=match["page"]).first()
    return page is not None and page.permissions_for_user(user).can_edit()
