"""Whose draft a page is, for lists in the admin."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from authorship.models import Work


def without_other_peoples_drafts(pages: QuerySet[Page], user: Any) -> QuerySet[Page]:
    """Leave out of `pages` what is not public and belongs to works in which `user` takes no part.

    A part of a work (a session of a module) goes with the page above it, an alias with the page that it follows.
    """
    if user.is_superuser:
        return pages
    above = Substr(OuterRef("path"), Value(1), Length(OuterRef("path")) - Value(Page.steplen))
    works = Work.objects.annotate(above=above).filter(
        Q(page_id=OuterRef("pk")) | Q(page_id=OuterRef("alias_of_id")) | Q(page__path=F("above"))
    )
    mine = works.filter(contributors__person__user=user)
    return pages.filter(Q(live=True) | ~Exists(works) | Exists(mine))


def may_see(page: Page, user: Any) -> bool:
    """Say whether `user` may see the title of `page`."""
    return without_other_peoples_drafts(Page.objects.filter(pk=page.pk), user).exists()
