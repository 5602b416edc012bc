"""What moderators write to those who made a work."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from publishing.models import Release


class NoteToAuthor(models.Model):
    """What a moderator asks for: the rule it rests on, the place it is about, and why. Everybody who made it reads it.

    `check_state` is the step that it sends back: a check, or the wait for OKs where somebody who left can be told.
    `place` is the name of a field, the id of a block, or empty for the whole work.
    """

    check_state = models.ForeignKey(TaskState, on_delete=models.CASCADE, related_name="notes")
    guide = models.ForeignKey(Release, null=True, on_delete=models.PROTECT, related_name="+")
    rule_id = models.CharField(max_length=36, blank=True)
    rule_number = models.PositiveSmallIntegerField(null=True)
    rule_title = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=64, blank=True)
    place_label = models.CharField(max_length=250, blank=True)
    good = models.TextField(_("what is good about it"), blank=True)
    words = models.TextField(_("what is asked, and why"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("note to the author")
        verbose_name_plural = _("notes to the author")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Note {self.pk}"
