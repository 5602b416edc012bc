"""Which parts of a module somebody was given to write."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from authorship.models.works import Contributor


class GivenPart(models.Model):
    """A part of a page that a trainer gave to one of those who make it. `place` is a block's id or a field's name."""

    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="given")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="given_parts")
    place = models.CharField(max_length=64)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("part given to somebody")
        verbose_name_plural = _("parts given to somebody")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["contributor", "page", "place"], name="a_part_is_given_once")]

    def __str__(self) -> str:
        return f"Given part {self.pk}"
