"""Pauses: why something is not public for now, and what those who made it said to that."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from accounts.models import Person
from publishing.models import Release


class Pause(models.Model):
    """A page, and all that goes with it, was paused on a stated ground. Those who made it read the reason.

    It names the page by number, so that it outlives it. `reason` is blanked when the work is erased.
    """

    class Ground(models.TextChoices):
        SAFEGUARDING = "safeguarding", gettext_lazy("Somebody could be hurt by it")
        LAW = "law", gettext_lazy("The law does not allow it as it is")
        RULE = "rule", gettext_lazy("A rule of the guide")

    class State(models.TextChoices):
        STANDING = "standing", gettext_lazy("Paused")
        DECLINED = "declined", gettext_lazy("Stays down")
        ENDED = "ended", gettext_lazy("Over")

    page = models.ForeignKey(
        Page, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", db_index=True
    )
    ground = models.CharField(max_length=20, choices=Ground.choices)
    guide = models.ForeignKey(Release, null=True, on_delete=models.PROTECT, related_name="+")
    rule_number = models.PositiveSmallIntegerField(null=True)
    rule_title = models.CharField(max_length=80, blank=True)
    reason = models.TextField(gettext_lazy("why it is paused"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State.choices, default=State.STANDING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = gettext_lazy("pause")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=~models.Q(state="ended"), name="one_standing_pause_for_each_page"
            )
        ]

    def __str__(self) -> str:
        return f"Pause {self.pk}"

    @property
    def ground_words(self) -> str:
        """What it rests on, as those who made it read it."""
        if self.ground == self.Ground.RULE:
            return _("Rule %(number)s of your guide: %(title)s") % {
                "number": self.rule_number,
                "title": self.rule_title,
            }
        return str(self.Ground(self.ground).label)

    @property
    def rule_code(self) -> str:
        """The same as a code for the log."""
        return f"{self.rule_number} of {self.guide_id}" if self.ground == self.Ground.RULE else self.ground

    @property
    def decided_by_ids(self) -> set[int]:
        """The accounts that paused it or said that it stays down."""
        return {pk for pk in (self.by_id, self.decided_by_id) if pk is not None}


def ground_label(code: str) -> str:
    """Return how a ground that is no rule is said, by its code in the log; empty for anything else."""
    return str(dict(Pause.Ground.choices).get(code, ""))


class Appeal(models.Model):
    """Somebody who made it does not agree. A moderator who had no part in the pause answers, once."""

    class Outcome(models.TextChoices):
        LIFTED = "lifted", gettext_lazy("The pause is over")
        STAYS = "stays", gettext_lazy("It stays down")

    pause = models.OneToOneField(Pause, on_delete=models.CASCADE, related_name="appeal")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(gettext_lazy("what they say"), blank=True)
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    answer = models.TextField(gettext_lazy("what we answer"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = gettext_lazy("appeal")
        ordering = ["due_at", "pk"]

    def __str__(self) -> str:
        return f"Appeal {self.pk}"

    def is_late(self, now: Any) -> bool:
        """Whether its answer is overdue."""
        return not self.outcome and self.due_at <= now
