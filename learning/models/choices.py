"""What pages of learning choose from together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.TextChoices):
    """Where a group meets."""

    IN_PERSON = "in_person", _("In a room")
    ONLINE = "online", _("Online")
    EITHER = "either", _("In a room or online")
