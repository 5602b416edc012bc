"""What we made of a plan that a trainer brought."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BroughtPlan(models.Model):
    """The report about a plan that became a session: what was understood, and word for word what was not."""

    session = models.OneToOneField("learning.SessionPage", on_delete=models.CASCADE, related_name="brought_plan")
    understood = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    pictures = models.PositiveSmallIntegerField(default=0)
    embedded = models.PositiveSmallIntegerField(default=0)
    brought_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("plan that was brought")
        verbose_name_plural = _("plans that were brought")
