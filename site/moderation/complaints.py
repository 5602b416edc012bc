"""Complaints about how we use personal data: acknowledged at once, answered by a day that we keep to."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import has_role
from languages.interface import interface_language
from moderation.emails import send_after_commit
from moderation.models import DataComplaint
from publishing.decisions import log_decision
from publishing.errors import PublishBlocked

State = DataComplaint.State


@transaction.atomic
def take_complaint(*, words: str, about: str = "", contact: str = "") -> DataComplaint:
    """Keep a complaint and acknowledge it: on the screen by its reference number, by email where one is given."""
    complaint = DataComplaint.objects.create(words=words, about=about, contact=contact)
    _tell(complaint, gettext_lazy("We have your complaint"), "complaint_taken", interface_language())
    return complaint


def _tell(complaint: DataComplaint, subject: Promise, template: str, language: str = settings.LANGUAGE_CODE) -> None:
    send_after_commit(subject, template, [complaint.contact], {"complaint": complaint}, language=language)


def may_read_complaints(user: Any) -> bool:
    """Say whether `user` may read complaints and answer them: administrators and safeguarding leads."""
    return user.is_active and has_role(user, "admin", "safeguarding")


def complaints_for(user: Any) -> QuerySet[DataComplaint]:
    """Return the complaints that `user` may read, open ones first, by the day when an answer is due."""
    if not may_read_complaints(user):
        return DataComplaint.objects.none()
    open_first = F("answered_at").asc(nulls_first=True)
    return DataComplaint.objects.select_related("handled_by").order_by(open_first, "due_on", "pk")


@transaction.atomic
def look_into(*, complaint: DataComplaint, by: Any) -> None:
    """Note that `by` looks into it. Doing it twice changes nothing. Raises PermissionDenied."""
    complaint = _mine_to_change(complaint, by)
    if complaint.state == State.NEW:
        complaint.state, complaint.handled_by = State.LOOKING, by
        complaint.save(update_fields=["state", "handled_by"])


@transaction.atomic
def answer_complaint(*, complaint: DataComplaint, by: Any, outcome: str, answer: str) -> None:
    """Close a complaint with what came of it, and tell whoever left a way to reach them.

    Raises PermissionDenied, or PublishBlocked where it has been answered.
    """
    complaint = _mine_to_change(complaint, by)
    if complaint.state == State.ANSWERED:
        raise PublishBlocked([_("This has been answered already. Nothing was changed.")])
    complaint.state, complaint.outcome, complaint.answer = State.ANSWERED, outcome, answer
    complaint.handled_by, complaint.answered_at = by, timezone.now()
    complaint.save(update_fields=["state", "outcome", "answer", "handled_by", "answered_at"])
    log_decision("complaint_answered", complaint, by=by, detail=outcome)
    _tell(complaint, gettext_lazy("Our answer to your complaint"), "complaint_answered")


def _mine_to_change(complaint: DataComplaint, by: Any) -> DataComplaint:
    if not may_read_complaints(by):
        raise PermissionDenied
    return DataComplaint.objects.select_for_update().get(pk=complaint.pk)


def open_complaints(due_by: date) -> QuerySet[DataComplaint]:
    """Return those that have no answer yet, and are due by this day."""
    return DataComplaint.objects.exclude(state=State.ANSWERED).filter(due_on__lte=due_by)
