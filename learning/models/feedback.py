"""What people say after a session, without a name."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_DAYS = 365
"""How long answers are kept: long enough to change the module after them."""


class Feedback(models.Model):
    """The answers of one person to the questions of a session. Nothing says who it was, or at which hour."""

    class Face(models.IntegerChoices):
        GOOD = 3, _("Good")
        SO_SO = 2, _("So-so")
        NOT_GOOD = 1, _("Not good")

    session = models.ForeignKey("learning.SessionPage", on_delete=models.CASCADE, related_name="said_about_it")
    on = models.DateField(default=timezone.localdate)
    face = models.PositiveSmallIntegerField(null=True, blank=True, choices=Face.choices)
    answers = models.JSONField(default=list)
    """A list of `{"question": …, "answer": …}`, without those left out: the fingerprint of a question, and words."""

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
