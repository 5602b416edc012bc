"""Complaints about how we use personal data."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from moderation.models.concerns import new_reference


def answer_due(today: date | None = None) -> date:
    """Return the day by which a complaint of today is answered."""
    return (today or timezone.localdate()) + timedelta(days=DataComplaint.DAYS)


class DataComplaint(models.Model):
    """Somebody complains about how we use their personal data.

    The Data (Use and Access) Act 2025, section 103 (Data Protection Act 2018, section 164A), asks us to acknowledge
    such a complaint within 30 days, to look into it without undue delay, and to tell its outcome. We acknowledge at
    once, and answer within those 30 days.
    """

    DAYS = 30

    class State(models.TextChoices):
        NEW = "new", _("New")
        LOOKING = "looking", _("Being looked into")
        ANSWERED = "answered", _("Answered")

    class Outcome(models.TextChoices):
        CHANGED = "changed", _("We have changed something")
        RIGHT = "right", _("We found nothing to change")
        NOT_OURS = "not_ours", _("It is not about data that we hold")

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    about = models.CharField(max_length=500, blank=True)
    words = models.TextField(blank=True)
    contact = models.EmailField(blank=True)
    due_on = models.DateField(default=answer_due)
    state = models.CharField(max_length=20, choices=State.choices, default=State.NEW)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("complaint about personal data")
        verbose_name_plural = _("complaints about personal data")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.reference

    def days_left(self, today: date) -> int:
        """Return how many days are left; fewer than none where it is late."""
        return (self.due_on - today).days
