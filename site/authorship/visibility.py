"""Whose draft a page is, for lists in the admin."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from authorship.models import Contributor, Work


def _works_of(user: Any) -> tuple[Exists, Exists]:
    """Return two conditions on pages: belonging to a work, and to one that `user` makes.

    A part of a work (a session of a module) goes with the page above it, an alias with the page that it follows.
    """
    above = Substr(OuterRef("path"), Value(1), Length(OuterRef("path")) - Value(Page.steplen))
    works = Work.objects.annotate(above=above).filter(
        Q(page_id=OuterRef("pk")) | Q(page_id=OuterRef("alias_of_id")) | Q(page__path=F("above"))
    )
    return Exists(works), Exists(works.filter(contributors__in=Contributor.makers.filter(person__user=user)))


def drafts_of(user: Any) -> QuerySet[Page]:
    """Return the pages with words that are not public, in works of `user` or in nobody's."""
    any_work, mine = _works_of(user)
    return Page.objects.filter(has_unpublished_changes=True).filter(~any_work | mine)


def without_other_peoples_drafts(pages: QuerySet[Page], user: Any) -> QuerySet[Page]:
    """Leave out of `pages` what is not public and belongs to works in which `user` takes no part.

    By their numbers, which is all that a search can be narrowed by.
    """
    if user.is_superuser:
        return pages
    any_work, mine = _works_of(user)
    return pages.filter(pk__in=Page.objects.filter(Q(live=True) | ~any_work | mine).values("pk"))
