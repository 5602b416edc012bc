"""Concerns that readers report."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_reference() -> str:
    """Return a reference number that is easy to read aloud."""
    return "TT-" + "".join(secrets.choice("ABCDEFGHJKMNPQRSTUVWXYZ23456789") for _ in range(7))


class Concern(models.Model):
    """What a reader is worried about. No address of theirs is needed or kept unless they give one."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        READ = "read", _("Being looked at")
        ANSWERED = "answered", _("Answered")

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    about = models.CharField(_("the page it is about"), max_length=500, blank=True)
    words = models.TextField(_("what is the matter"))
    contact = models.EmailField(_("email address, if an answer is wanted"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.NEW)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.reference
