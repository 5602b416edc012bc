"""Emails to people who sign up for workshops. They say when and where, and lead to one next step."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.emails import send_after_commit
from languages.interface import interface_for
from learning.models import SignUp
from learning.models.choices import Delivery


def _send(sign_up: SignUp, subject: Promise, template: str, token: str = "", **context: Any) -> None:
    workshop = sign_up.workshop
    link = f"{settings.SITE_URL}{reverse('workshop_place', args=[token])}" if token else ""
    context |= {"sign_up": sign_up, "workshop": workshop, "link": link}
    context["online"] = workshop.delivery != Delivery.IN_PERSON
    language = interface_for(workshop.locale.language_code)
    send_after_commit(subject, f"learning/emails/{template}.txt", [sign_up.email], context, language=language)


def ask_to_confirm(sign_up: SignUp, token: str) -> None:
    """Ask whether this address would really like to come."""
    _send(sign_up, _("One more step for your place"), "confirm", token)


def tell_where_you_are(sign_up: SignUp, token: str) -> None:
    """Tell somebody that they have a place, or that they wait for one."""
    if sign_up.state == SignUp.State.GOING:
        _send(sign_up, _("You have a place"), "place", token)
    else:
        _send(sign_up, _("You are on the waiting list"), "waiting", token)


def tell_there_is_a_place(sign_up: SignUp, token: str) -> None:
    """Tell somebody who waited that they can come."""
    _send(sign_up, _("A place is free, and it is yours"), "moved_up", token)


def tell_it_has_changed(sign_up: SignUp, token: str) -> None:
    """Tell the new time or place."""
    _send(sign_up, _("The time or the place has changed"), "changed", token)


def tell_called_off(sign_up: SignUp) -> None:
    """Tell that it does not take place."""
    _send(sign_up, _("It is called off"), "called_off")


def remind(sign_up: SignUp, token: str) -> None:
    """Remind somebody of tomorrow."""
    _send(sign_up, _("See you soon"), "reminder", token)
