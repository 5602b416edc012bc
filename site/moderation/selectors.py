"""What is being checked, and by whom; and what a moderator has to look at before it comes back."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, WorkflowState

from accounts.roles import has_role
from authorship.models import Work
from authorship.selectors import is_contributor
from consent.services import works_that_wait


def being_checked_by(user: Any) -> QuerySet[Page]:
    """Return the pages that were sent in and are on their way, for moderators; nothing for anybody else."""
    if not has_role(user, "moderator"):
        return Page.objects.none()
    on_their_way = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, base_content_type=ContentType.objects.get_for_model(Page)
    )
    return Page.objects.filter(pk__in=on_their_way.annotate(number=Cast("object_id", IntegerField())).values("number"))


def hidden_often_for(user: Any) -> list[Work]:
    """Return the works that stay hidden until a moderator has had a look, of which `user` is one who may."""
    if not has_role(user, "moderator"):
        return []
    return [work for work in works_that_wait() if not is_contributor(user, work.page)]
