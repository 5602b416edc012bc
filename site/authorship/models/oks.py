"""What each contributor said to the final words of a work."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from authorship.models.evidence import Evidence
from authorship.models.works import Contributor
from publishing.errors import NotReleased


class YourOK(models.Model):
    """What a contributor said to exact words, files and credits. Append-only: a change of mind is a new row.

    `link_id` names the link by which somebody without an account said it. An answer given on paper or aloud
    has `recorded_by_id`, who wrote it down, and `evidence`, which proves it.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, publish this")
        NOT_YET = "not_yet", _("Not yet")

    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="oks")
    page_id = models.PositiveBigIntegerField()
    revision_id = models.PositiveBigIntegerField()
    revision_digest = models.CharField(max_length=64)
    manifest_digest = models.CharField(max_length=64)
    answer = models.CharField(max_length=10, choices=Answer.choices)
    link_id = models.PositiveBigIntegerField(null=True)
    recorded_by_id = models.PositiveBigIntegerField(null=True)
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="oks")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("OK")
        verbose_name_plural = _("OKs")
        ordering = ["pk"]
        indexes = [models.Index(fields=["page_id", "revision_id"])]

    def __str__(self) -> str:
        return f"{self.get_answer_display()} ({self.pk})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once. Raises NotReleased where somebody tries to change an answer."""
        if self.pk:
            raise NotReleased("An OK is a record: a change of mind is a new one.")
        super().save(*args, **kwargs)


class LostYes(models.Model):
    """A yes that no longer counts, since something changed after it. Append-only: each is told once."""

    ok = models.OneToOneField(YourOK, on_delete=models.PROTECT, related_name="lost")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("yes that no longer counts")
        verbose_name_plural = _("yeses that no longer count")

    def __str__(self) -> str:
        return f"Lost yes {self.ok_id}"
