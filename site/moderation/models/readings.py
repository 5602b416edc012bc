"""What a moderator saw in the words that they approved."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.seriousness import SERIOUS
from publishing.errors import NotReleased


class Reading(models.Model):
    """One moderator read exact words, ticked what is in them, and approved them.

    Append-only, and it never holds a word of the work. It names the run, page and words by number and
    fingerprint, so that it outlives them.
    """

    run = models.PositiveBigIntegerField()
    page_id = models.PositiveBigIntegerField()
    revision_id = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="readings")
    ticks = models.JSONField(default=list)
    said_serious = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reading")
        ordering = ["pk"]
        indexes = [models.Index(fields=["run"]), models.Index(fields=["page_id"])]

    def __str__(self) -> str:
        return f"Reading {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once. Raises NotReleased where somebody tries to change it."""
        if self.pk:
            raise NotReleased("A reading is a record: another one is a new row.")
        super().save(*args, **kwargs)

    @property
    def is_serious(self) -> bool:
        """Whether this moderator found what needs a second one."""
        return self.said_serious or not SERIOUS.isdisjoint(self.ticks)
