"""By when a work is to be read."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

SATURDAY = 5


def due_at(since: datetime) -> datetime:
    """Return when something that waits `since` then is to be read: the same hour, so many working days later."""
    due, days = timezone.localtime(since), settings.CHECKING_WORKING_DAYS
    while days > 0:
        due += timedelta(days=1)
        days -= due.weekday() < SATURDAY
    return due
