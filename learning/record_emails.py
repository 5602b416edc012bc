"""Emails about somebody's own training. They name nothing of it, and lead to one next step."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.emails import send_after_commit
from learning.models import Badge, Mentoring


def tell_badge_given(badge: Badge) -> None:
    """Tell somebody that there is something new in their own record."""
    link = f"{settings.SITE_URL}{reverse('my_training')}"
    send_after_commit(_("Something new for you"), "learning/emails/badge.txt", [badge.person.email], {"link": link})


def _tell(mentoring: Mentoring, template: str, subject: Promise, *, but: Any = None) -> None:
    """Tell those who are in a mentoring, except whoever did it themselves: the account `but`."""
    link = f"{settings.SITE_URL}{reverse('my_training')}"
    people = [one for one in (mentoring.reporter, mentoring.mentor) if one is not None]
    addresses = [one.email for one in people if but is None or one.user_id != but.pk]
    send_after_commit(subject, f"learning/emails/{template}.txt", addresses, {"link": link})


def tell_paired(mentoring: Mentoring) -> None:
    """Tell both that they go along together from now on."""
    _tell(mentoring, "paired", _("You two can start"))


def tell_new_date(mentoring: Mentoring, by: Any) -> None:
    """Tell the other one that the person `by` has noted a day."""
    _tell(mentoring, "new_date", _("Something new for you"), but=by.user)


def tell_ended(mentoring: Mentoring, by: Any) -> None:
    """Tell whoever did not end it that it has ended."""
    _tell(mentoring, "mentoring_ended", _("Something has ended"), but=by)
