"""What moderators write to each other."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class InternalRemark(models.Model):
    """Read by those who may check the work, and by safeguarding leads. Never in an email, the studio or a log."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(_("remark"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("internal remark")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Remark {self.pk}"
