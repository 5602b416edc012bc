"""What is said from time to time: that we are late, what waits, and what is soon to be answered."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.models import Page, TaskState

from accounts.roles import accounts_with_role
from moderation.appeals import tell_who_may_answer
from moderation.complaints import open_complaints
from moderation.dates import due_at
from moderation.digest import send_digest
from moderation.emails import addresses_of_authors, send_after_commit, work_link
from moderation.models import Appeal, CheckState, Pause
from moderation.models.claims import SentOnce


def tell_authors_we_are_late(now: datetime) -> int:
    """Tell those who made what is past its date that we are late, once for each check; return how many checks."""
    told = 0
    for check in CheckState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).select_related("workflow_state"):
        if due_at(check.started_at) > now:
            continue
        with transaction.atomic():
            page = check.workflow_state.content_object
            if not isinstance(page, Page) or not SentOnce.is_first(f"late:{check.pk}"):
                continue
            page = page.specific
            addresses = addresses_of_authors(page, also=check.workflow_state.requested_by)
            send_after_commit(gettext_lazy("We are late"), "late", addresses, {"link": work_link(page)})
            told += 1
    return told


def remind_of_appeals(now: datetime) -> int:
    """Remind those who may answer an appeal, once, shortly before its answer is due; return how many appeals."""
    told = 0
    open_appeals = Appeal.objects.filter(outcome="", due_at__lte=now + BEFORE_AN_APPEAL_IS_DUE)
    for appeal in open_appeals.exclude(pause__state=Pause.State.ENDED).select_related("pause"):
        page = Page.objects.filter(pk=appeal.pause.page_id).first()
        with transaction.atomic():
            if page is None or not SentOnce.is_first(f"appeal:{appeal.pk}"):
                continue
            tell_who_may_answer(appeal, page.specific)
            told += 1
    return told


def remind_of_complaints(now: datetime) -> int:
    """Tell administrators a week and a day before a complaint is to be answered, and once it is late."""
    told, today = 0, timezone.localdate(now)
    people = accounts_with_role("admin")
    for complaint in open_complaints(today + max(BEFORE_A_COMPLAINT_IS_DUE)):
        left = complaint.due_on - today
        stage = sum(left <= before for before in BEFORE_A_COMPLAINT_IS_DUE)
        with transaction.atomic():
            if not SentOnce.is_first(f"complaint:{complaint.pk}:{stage}"):
                continue
            link = f"{settings.SITE_URL}{reverse('moderation_complaint', args=[complaint.pk])}"
            context = {"link": link, "complaint": complaint, "is_late": left < timedelta(0)}
            send_after_commit(
                gettext_lazy("A complaint waits for an answer"), "complaint_due", _emails_of(people), context
            )
            told += 1
    return told


def _emails_of(people: Any) -> list[str]:
    return list(people.values_list("email", flat=True))


BEFORE_AN_APPEAL_IS_DUE = timedelta(days=3)
BEFORE_A_COMPLAINT_IS_DUE = (timedelta(days=7), timedelta(days=1), timedelta(days=-1))

DUE: tuple[Callable[[datetime], int], ...] = (
    tell_authors_we_are_late,
    send_digest,
    remind_of_appeals,
    remind_of_complaints,
)
"""What is to be done from time to time. Each takes an aware moment and does no harm when it is called again."""
