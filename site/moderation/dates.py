"""By when a work is to be read."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

SATURDAY = 5


def how_long(since: datetime, now: datetime) -> str:
    """Say for how long something has waited; in its first minute, that it has just come."""
    if now - since < timedelta(minutes=1):
        return _("Just sent in")
    return _("Waiting for %(time)s") % {"time": timesince(since, now)}


def due_at(since: datetime) -> datetime:
    """Return when something that waits `since` then is to be read: the same hour, so many working days later."""
    due, days = timezone.localtime(since), settings.CHECKING_WORKING_DAYS
    while days > 0:
        due += timedelta(days=1)
        days -= due.weekday() < SATURDAY
    return due
