"""What somebody has learned: where they came, what they have completed, their badges, and whether they show them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person


class TrainingRecord(models.Model):
    """That somebody came to a session or module on a day, or has completed a module."""

    class Kind(models.TextChoices):
        CAME = "came", _("came")
        COMPLETED = "completed", _("has completed it")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="training")
    page = models.ForeignKey(
        "wagtailcore.Page",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The module or session. A record outlives it."),
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("training record")
        verbose_name_plural = _("training records")
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("person", "page", "on"), condition=models.Q(kind="came"), name="came_once_a_day"
            ),
            models.UniqueConstraint(
                fields=("person", "page"), condition=models.Q(kind="completed"), name="completed_once"
            ),
        ]


class Badge(models.Model):
    """A level that somebody has reached, as a trainer has seen. Nobody else knows unless its holder shows it."""

    class Level(models.TextChoices):
        """The levels of the network of Community Reporters."""

        BRONZE = "1", _("Bronze")
        SILVER = "2", _("Silver")
        GOLD = "3", _("Gold")
        PLATINUM = "4", _("Platinum")

    MEANINGS = {
        Level.BRONZE: _("You have done the first training, and told or gathered a story."),
        Level.SILVER: _("You gather stories with other people, and take care of them."),
        Level.GOLD: _("You help others to make sense of stories, and to speak to those who decide."),
        Level.PLATINUM: _("You train others, or lead a group."),
    }

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="badges")
    level = models.CharField(_("level"), max_length=1, choices=Level.choices)
    given_on = models.DateField(default=timezone.localdate)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        ordering = ["level"]
        constraints = [models.UniqueConstraint(fields=("person", "level"), name="each_level_once")]

    @property
    def meaning(self) -> str:
        """What it says about whoever has it, to them."""
        return str(self.MEANINGS[self.Level(self.level)])


class ShownCertificate(models.Model):
    """That somebody shows their certificate to whoever has its link. Whoever stops has no such row."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="shown_certificate")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    with_whole_name = models.BooleanField(default=False)
    shown_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("certificate that is shown")
        verbose_name_plural = _("certificates that are shown")
