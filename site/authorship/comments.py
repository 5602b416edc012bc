"""Comments among those who make a work: who may write, read, settle and delete them."""

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from authorship.links import studio_link
from authorship.models import Contributor, WorkComment, work_page
from authorship.selectors import makes, page_ids_of
from core.emails import send_after_commit
from publishing.erasing import Subject

LONGEST = 1000
ONE_LETTER_IN = 12 * 60 * 60
"""Seconds until somebody is told again, by email, that something was written about the same work."""


def comments_on(pages: Iterable[Page]) -> QuerySet[WorkComment]:
    """Return what was written about these pages by those who still make them, oldest first."""
    ids = [page.pk for page in pages]
    makers = Contributor.makers.filter(work__page__in=[work_page(page.specific).pk for page in pages])
    comments = WorkComment.objects.filter(page__in=ids, by__in=makers.values("person__user"))
    return comments.select_related("by")


@transaction.atomic
def write_comment(*, page: Page, by: Any, place: str, words: str) -> WorkComment:
    """Write to the others who make a page, and tell them that there is something to read.

    `place` is the id of a block, the name of a field, or empty. Raises PermissionDenied.
    """
    if not makes(by, page):
        raise PermissionDenied
    comment = WorkComment.objects.create(page=page, by=by, place=place, words=words)
    others = Contributor.makers.filter(work__page=work_page(page.specific), person__user__isnull=False)
    for person in others.exclude(person__user=by).select_related("person__user", "work"):
        # A talk of ten comments is one letter.
        if cache.add(f"authorship.commented:{person.pk}", True, timeout=ONE_LETTER_IN):
            context = {"link": studio_link(person, "comments")}
            send_after_commit(
                gettext_lazy("Somebody has written to you"),
                "authorship/emails/commented.txt",
                [person.person.email],
                context,
            )
    return comment


@transaction.atomic
def settle_comment(*, comment: WorkComment, by: Any) -> None:
    """Note that what a comment asks is done; everybody who makes the work may. Raises PermissionDenied."""
    if not makes(by, comment.page):
        raise PermissionDenied
    comment.settled_at = timezone.now()
    comment.save(update_fields=["settled_at"])


@transaction.atomic
def delete_comment(*, comment: WorkComment, by: Any) -> None:
    """Take back a comment of one's own. Raises PermissionDenied."""
    if comment.by_id != by.pk:
        raise PermissionDenied
    comment.delete()


def forget_comments_of(contributor: Contributor) -> None:
    """Delete what somebody wrote about a work that they leave."""
    if contributor.person.user_id is not None:
        pages = page_ids_of(contributor.work)
        WorkComment.objects.filter(page__in=pages, by_id=contributor.person.user_id).delete()


def erase_comments(subject: Subject) -> None:
    """Delete what this person wrote, and whatever anybody wrote about works of theirs: it may quote them."""
    WorkComment.objects.filter(page__in=subject.touched_pages).delete()
    WorkComment.objects.filter(by_id=subject.user_id).delete()
