"""Safeguarding flags: somebody may be in danger. Read by safeguarding leads only."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from moderation.models.concerns import new_reference
from publishing.errors import NotReleased


class Flag(models.Model):
    """Somebody is worried about somebody's safety. While it is not closed, nothing of the work goes public.

    `page` is the page of the whole work, named by number, so that the flag outlives it; empty where it is about no
    page that we know. `about` is what a reader typed for it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Nobody has acted on it yet")
        KEPT = "kept", _("Being looked into")
        CLOSED = "closed", _("Closed")

    class Outcome(models.TextChoices):
        FINE = "fine", _("Nothing to worry about")
        HELPED = "helped", _("Dealt with")
        PAUSED = "paused", _("Paused")

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    page = models.ForeignKey(
        Page, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=True
    )
    about = models.CharField(max_length=500, blank=True)
    words = models.TextField(blank=True)
    contact = models.EmailField(blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    danger_now = models.BooleanField(default=False)
    has_hidden_it = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=State.choices, default=State.OPEN)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("safeguarding flag")
        ordering = ["-danger_now", "created_at", "pk"]
        indexes = [models.Index(fields=["state"])]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_closed(self) -> bool:
        """Whether it stops nothing any more."""
        return self.state == self.State.CLOSED


class FlagReading(models.Model):
    """A safeguarding lead opened a flag. Written once."""

    flag = models.ForeignKey(Flag, on_delete=models.PROTECT, related_name="readings")
    by_id = models.PositiveBigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reading of a flag")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Reading {self.pk} of a flag"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once. Raises NotReleased where somebody tries to change it."""
        if self.pk:
            raise NotReleased("Who read a flag stays as it is.")
        super().save(*args, **kwargs)
