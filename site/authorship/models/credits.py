"""How somebody wants to be named."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Credit(models.TextChoices):
    """The ways to be named."""

    OWN_NAME = "own_name", _("My own name")
    FIRST_NAME = "first_name", _("Only my first name")
    MADE_UP_NAME = "made_up_name", _("A made-up name")
    NONE = "none", _("No name")


def name_for(person: Any, credit: str, made_up: str = "") -> str:
    """Return the name that the public sees of `person` who wants to be named so; empty for none."""
    names = {
        Credit.OWN_NAME: person.name,
        Credit.FIRST_NAME: person.first_name,
        Credit.MADE_UP_NAME: made_up.strip(),
        Credit.NONE: "",
    }
    return names[Credit(credit)]


class Credited(models.Model):
    """Somebody who chooses how to be named beside what they made."""

    credit = models.CharField(_("named as"), max_length=20, choices=Credit.choices, blank=True)
    credit_name = models.CharField(_("name shown"), max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def shown_name(self) -> str:
        """The name that the public sees; empty where this person wants none."""
        return "" if self.credit in ("", Credit.NONE) else self.credit_name.strip()

    @property
    def has_chosen_credit(self) -> bool:
        """Whether this person has said how they want to be named."""
        return self.credit == Credit.NONE or bool(self.shown_name)
