"""What is said from time to time: that we are late, and what waits."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from accounts.roles import BY_KEY
from moderation.dates import due_at
from moderation.emails import addresses_of_authors, send_after_commit, work_link
from moderation.models import CheckState
from moderation.models.claims import SentOnce
from moderation.queue import queue_for


def _is_first(key: str) -> bool:
    return SentOnce.objects.get_or_create(key=key)[1]


def tell_authors_we_are_late(now: datetime) -> int:
    """Tell those who made what is past its date that we are late, once for each check; return how many checks."""
    told = 0
    for check in CheckState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).select_related("workflow_state"):
        if due_at(check.started_at) > now:
            continue
        with transaction.atomic():
            page = check.workflow_state.content_object
            if not isinstance(page, Page) or not _is_first(f"late:{check.pk}"):
                continue
            page = page.specific
            addresses = addresses_of_authors(page, also=check.workflow_state.requested_by)
            send_after_commit(_("We are late"), "late", addresses, {"link": work_link(page)})
            told += 1
    return told


def send_moderators_digest(now: datetime) -> int:
    """Tell each moderator once a day how many works wait for them, where any do; return how many were told."""
    told, link = 0, f"{settings.SITE_URL}{reverse('moderation_queue')}"
    moderators = get_user_model().objects.filter(groups__name=BY_KEY["moderator"].name, is_active=True)
    for moderator in moderators.order_by("pk"):
        rows = [row for row in queue_for(moderator, now) if row.may_check]
        with transaction.atomic():
            if not rows or not _is_first(f"digest:{timezone.localdate(now)}:{moderator.pk}"):
                continue
            context = {"waiting": len(rows), "late": sum(row.is_late for row in rows), "link": link}
            send_after_commit(_("What waits today"), "digest", [moderator.email], context)
            told += 1
    return told


DUE: tuple[Callable[[datetime], int], ...] = (tell_authors_we_are_late, send_moderators_digest)
"""What is to be done from time to time. Each takes an aware moment and does no harm when it is called again."""
