"""Links for people without an account: to give an OK, and to speak up about their voice for as long as it is here."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorship.models.codes import CodeProtected
from authorship.models.works import Contributor
from publishing.registry import Registry

asked_after_leaving = Registry("question(contributor) -> True where somebody who left is asked something even so")


class VoiceLink(CodeProtected):
    """A link that belongs to one contributor. It opens only with its code, and only a hash of either is kept.

    One to give an OK is open for a few days. One about somebody's voice stays open for as long as the work is
    there: it can make things more private, and never more public.
    """

    DAYS = 7

    class Purpose(models.TextChoices):
        OK = "ok", _("To read and give an OK")
        VOICE = "voice", _("To look after their voice")

    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="voice_links")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("link for a voice")
        verbose_name_plural = _("links for voices")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"Link {self.pk}"

    @property
    def is_over(self) -> bool:
        """Whether its days are over."""
        is_for_ok = self.purpose == self.Purpose.OK
        return is_for_ok and timezone.now() - self.created_at >= timedelta(days=self.DAYS)

    @property
    def is_open(self) -> bool:
        """Whether its code still opens it."""
        somebody = self.contributor
        is_needed = somebody.work.page_id is not None and somebody.person.user_id is None and self._is_of_use(somebody)
        return is_needed and self.closed_at is None and self.has_tries_left and not self.is_over

    def _is_of_use(self, somebody: Contributor) -> bool:
        if somebody.left_at is None:
            return True
        return self.purpose == self.Purpose.VOICE and any(asks(somebody) for asks in asked_after_leaving)


class Recorder(models.Model):
    """A trainer who was asked to write down what one contributor says on paper or aloud."""

    contributor = models.ForeignKey(Contributor, on_delete=models.CASCADE, related_name="recorders")
    trainer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="records_for")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("trainer who writes down an OK")
        verbose_name_plural = _("trainers who write down OKs")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["contributor", "trainer"], name="each_trainer_asked_once")]

    def __str__(self) -> str:
        return f"Recorder {self.pk}"
