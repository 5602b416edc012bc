"""Accounts, and the people behind them."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes accounts, which are known by their email address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make and return an account; without a password it can sign in only by emailed code."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make and return an account with every technical right. Even it cannot publish."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """An account. Its person's own name and contact details stand on Person."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("email address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = UserManager()  # type: ignore[misc, assignment]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_short_name(self) -> str:
        """Return the first name, which is what others working on the same story see."""
        return self.first_name or self.email.split("@")[0]


class Person(models.Model):
    """The one row that holds a person's own name and contact details, with or without an account. Erasable."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("What this person is called. Shown to nobody else."))
    contact = models.CharField(_("how to reach them"), max_length=254, blank=True)
    responsible_storytelling_on = models.DateField(
        _("completed Responsible storytelling on"),
        null=True,
        blank=True,
        help_text=_("Whoever sends a story in has done this training. A trainer fills this in."),
    )
    training_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return self.name.split(" ")[0]

    @property
    def email(self) -> str:
        """Where an email reaches this person: their account's address, or the one in `contact`; empty where none."""
        if self.user is not None:
            return self.user.email
        try:
            validate_email(self.contact)
        except ValidationError:
            return ""
        return self.contact

    @property
    def is_trained(self) -> bool:
        """Whether this person has completed Responsible storytelling and so may send in."""
        return self.responsible_storytelling_on is not None
