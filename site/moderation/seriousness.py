"""What moderators look for, and what of it needs a second moderator."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Tick(TextChoices):
    """What makes a work one to take special care with."""

    NAMED = "named", _("Somebody who did not say yes is named, or can be recognised")
    SHOWN = "shown", _("Somebody can be recognised in a picture or by a voice")
    CHILDREN = "children", _("It is about children, or shows them")
    HEALTH = "health", _("It is about health")
    CRIME = "crime", _("It is about crime or violence")
    DANGER = "danger", _("Somebody may be in danger, or may harm themselves")
    IMMIGRATION = "immigration", _("It says how somebody may stay in this country")
    LEGAL = "legal", _("A court or a lawyer is dealing with it now")
    EMPLOYER = "employer", _("An employer is named")
    BLAME = "blame", _("It says that a named person or body did something wrong")


SERIOUS = frozenset({Tick.NAMED, Tick.CHILDREN, Tick.CRIME, Tick.DANGER, Tick.IMMIGRATION, Tick.LEGAL, Tick.BLAME})
"""Ticks that ask for two moderators."""
