"""Remarks among those who check: who may read them, and writing one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from accounts.roles import has_role
from moderation.models import BeingCheckedTask, InternalRemark
from moderation.somebody_else import is_asked_away
from publishing.candidates import writers_of


def may_read_remarks(user: Any, page: Page) -> bool:
    """Say whether `user` may read and write remarks about `page`.

    Moderators while it is being checked, and safeguarding leads always; nobody who wrote in it, and nobody whom
    somebody in it would rather not have.
    """
    if not user.is_active or not has_role(user, "moderator", "safeguarding"):
        return False
    if user.pk in writers_of(page.specific).ids or is_asked_away(user, page):
        return False
    task = page.current_workflow_task
    return has_role(user, "safeguarding") or (task is not None and isinstance(task.specific, BeingCheckedTask))


def remarks_about(page: Page) -> Any:
    """Return the remarks about `page`, oldest first."""
    return InternalRemark.objects.filter(page=page.pk).select_related("by")


def newest_remarks(user: Any, count: int = 50) -> list[InternalRemark]:
    """Return the newest remarks that a safeguarding lead may read, newest first."""
    newest = InternalRemark.objects.select_related("by", "page").order_by("-pk")[:count]
    allowed = {page.pk: may_read_remarks(user, page) for page in {remark.page for remark in newest}}
    return [remark for remark in newest if allowed[remark.page_id]]


def add_remark(*, page: Page, by: Any, words: str) -> InternalRemark:
    """Keep a remark. Raises PermissionDenied."""
    if not may_read_remarks(by, page):
        raise PermissionDenied
    return InternalRemark.objects.create(page_id=page.pk, by=by, words=words)
