"""Mentoring: somebody with experience goes along with a reporter for a while."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person


class Mentoring(models.Model):
    """A mentor and a reporter, from a day until one of them or a trainer ends it. The reporter keeps what was noted."""

    reporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mentored")
    mentor = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="mentoring")
    paired_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    began_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("mentoring")
        verbose_name_plural = _("mentoring")
        ordering = ["-began_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mentor__isnull=True) | ~models.Q(mentor=models.F("reporter")),
                name="nobody_mentors_themselves",
            ),
            models.UniqueConstraint(
                fields=("reporter", "mentor"), condition=models.Q(ended_on=None), name="paired_once_at_a_time"
            ),
        ]

    def other_than(self, person: Person) -> Person | None:
        """Return who is in it besides one of the two; None where that was a mentor who was erased."""
        return self.mentor if self.reporter_id == person.pk else self.reporter


class Meeting(models.Model):
    """A day on which both meet or met, and what comes next. Both read it."""

    mentoring = models.ForeignKey(Mentoring, on_delete=models.CASCADE, related_name="meetings")
    on = models.DateField()
    next_step = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("date with a mentor")
        verbose_name_plural = _("dates with a mentor")
        ordering = ["-on", "-pk"]


class MentoringNote(models.Model):
    """What a reporter notes for themselves. Nobody else reads it."""

    mentoring = models.ForeignKey(Mentoring, on_delete=models.CASCADE, related_name="notes")
    words = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("note of a reporter")
        verbose_name_plural = _("notes of reporters")
        ordering = ["-written_at", "-pk"]
