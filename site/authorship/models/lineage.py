"""Which work was made from which other one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from authorship.models.works import Work


class Adaptation(models.Model):
    """That words of a work were copied from another one. Both outlive their pages, so it is known for good."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="adapted_from")
    original = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="adaptations")
    licence = models.CharField(max_length=20, blank=True)
    """Under which licence, as a code, the original was public then."""
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("adaptation")
        verbose_name_plural = _("adaptations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=("work", "original"), name="one_adaptation_of_each"),
            models.CheckConstraint(condition=~models.Q(work=models.F("original")), name="nothing_is_made_from_itself"),
        ]


class AdaptedPage(models.Model):
    """Which page a page was copied from, and what that one said when somebody last compared the two.

    `seen` holds the key and the fingerprint of each piece: no words.
    """

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="adapted_page")
    original = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")
    copied = models.JSONField(default=dict)
    """The same of what it said when it was copied."""
    seen = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("adapted page")
        verbose_name_plural = _("adapted pages")
