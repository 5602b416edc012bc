"""What those who make a work write to each other about it. It is never part of the work."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class WorkComment(models.Model):
    """A few words about a page of a work, or about one place in it, for the others who make it.

    `place` is the id of a block, the name of a field, or empty for the whole page. Unlike Wagtail's own comments these
    stand in no version of the page and in no log, so none can become public with it.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="work_comments")
    place = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="work_comments")
    words = models.TextField(_("what you would like to say"))
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("comment among those who make a work")
        verbose_name_plural = _("comments among those who make a work")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Comment {self.pk}"
