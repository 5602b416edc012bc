"""Invitations to take part in a work."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authorship.models.codes import CodeProtected
from authorship.models.works import Contributor, Work


class Invitation(CodeProtected):
    """An invitation to take part in a work, sent to an email address or handed over.

    The link shows who invites; only link and code together let in.
    """

    DAYS = 7

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("email address"), blank=True)
    role = models.CharField(
        _("part in it"), max_length=20, choices=Contributor.Role.choices, default=Contributor.Role.CO_AUTHOR
    )
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        return (
            self.accepted_at is None
            and self.cancelled_at is None
            and self.has_tries_left
            and timezone.now() - self.created_at < timedelta(days=self.DAYS)
        )
