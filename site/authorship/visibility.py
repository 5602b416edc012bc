"""Whose draft a page is, for lists in the admin."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from authorship.models import Contributor, Work
from publishing.registry import Registry

also_theirs = Registry("pages(user) -> the pages that this person works on, whose drafts they read without making them")


def _worked_on(user: Any) -> Q:
    found = Q()
    for pages in also_theirs:
        found |= Q(pk__in=pages(user).values("pk"))
    return found


def _works_of(user: Any) -> tuple[Exists, Exists]:
    """Return two conditions on pages: belonging to a work, and to one that `user` makes.

    A part of a work (a session of a module) goes with the page above it, an alias with the page that it follows. A
    page in another language belongs to the work, and nobody makes it.
    """
    above = Substr(OuterRef("path"), Value(1), Length(OuterRef("path")) - Value(Page.steplen))
    wholes = Page.objects.annotate(above=above).filter(
        Q(pk=OuterRef("pk")) | Q(pk=OuterRef("alias_of_id")) | Q(path=F("above"))
    )
    works = Work.objects.filter(page__isnull=False)
    mine = works.filter(contributors__in=Contributor.makers.filter(person__user=user))
    in_any_language = wholes.filter(translation_key__in=works.values("page__translation_key"))
    return Exists(in_any_language), Exists(wholes.filter(pk__in=mine.values("page")))


def drafts_of(user: Any) -> QuerySet[Page]:
    """Return the pages with words that are not public, in works of `user` or in nobody's."""
    any_work, mine = _works_of(user)
    return Page.objects.filter(has_unpublished_changes=True).filter(Q(~any_work) | Q(mine) | _worked_on(user))


def without_other_peoples_drafts(pages: QuerySet[Page], user: Any) -> QuerySet[Page]:
    """Leave out of `pages` what is not public and belongs to works in which `user` takes no part.

    By their numbers, which is all that a search can be narrowed by.
    """
    if user.is_superuser:
        return pages
    any_work, mine = _works_of(user)
    theirs = Page.objects.filter(Q(live=True) | Q(~any_work) | Q(mine) | _worked_on(user))
    return pages.filter(pk__in=theirs.values("pk"))
