"""Who looks at what: claims, and moderators whom somebody would rather not have."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from accounts.models import Person
from authorship.models import Work
from publishing.errors import NotReleased


class ClaimQuerySet(models.QuerySet):
    """Claims."""

    def standing(self, now: datetime | None = None) -> Any:
        """Keep those that have not ended: neither let go, nor a day old, nor past the end of their step."""
        return self.filter(
            released_at=None,
            claimed_at__gt=(now or timezone.now()) - Claim.LASTS,
            check_state__status=TaskState.STATUS_IN_PROGRESS,
        )


class Claim(models.Model):
    """A moderator looks at a work. It keeps nobody else out; it saves two people the same reading."""

    LASTS = timedelta(hours=24)

    check_state = models.ForeignKey("moderation.CheckState", on_delete=models.CASCADE, related_name="claims")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField(default=timezone.now)
    released_at = models.DateTimeField(null=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_state"], condition=models.Q(released_at=None), name="one_open_claim_for_each_check"
            )
        ]

    def __str__(self) -> str:
        return f"Claim {self.pk}"


class SomebodyElse(models.Model):
    """Somebody who takes part in a work would like another moderator than this one. No reason is asked or kept."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("wish for another moderator")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["work", "moderator"], name="one_wish_for_each_moderator")]

    def __str__(self) -> str:
        return f"Wish {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once. Raises NotReleased where somebody tries to change it."""
        if self.pk:
            raise NotReleased("A wish for another moderator stays as it is.")
        super().save(*args, **kwargs)


class SentOnce(models.Model):
    """A message that has gone out and is not to go out again. `key` says which one, without a word of any work."""

    key = models.CharField(max_length=60, unique=True)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("message sent")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key

    @classmethod
    def is_first(cls, key: str) -> bool:
        """Write down that a message goes out; say whether it never did before."""
        return cls.objects.get_or_create(key=key)[1]
