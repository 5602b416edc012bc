"""Accounts, and the people behind them."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes accounts, which are known by their email address, or by a made-up name where somebody has none."""

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

    def create_without_email(self, sign_in_name: str) -> "User":
        """Make and return an account that opens with a printed code, or with a passkey added later."""
        user = self.model(email=None, sign_in_name=sign_in_name)
        user.set_unusable_password()
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make and return an account with every technical right. Even it cannot publish."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """An account. Its person's own name and contact details stand on Person."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(  # type: ignore[assignment]
        _("email address"), unique=True, null=True, blank=True
    )
    sign_in_name = models.CharField(
        _("name for signing in"),
        max_length=60,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("A made-up name, for somebody without an email address."),
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = UserManager()  # type: ignore[misc, assignment]

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="accounts_user_known_by",
                condition=models.Q(email__isnull=False) | models.Q(sign_in_name__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.known_by

    @property
    def known_by(self) -> str:
        """What this account is known by where it signs in: its email address, or its made-up name."""
        return self.email or self.sign_in_name or ""

    def get_short_name(self) -> str:
        """Return the first name, which is what others working on the same story see."""
        return self.first_name or self.known_by.split("@")[0]

    def get_username(self) -> str:
        """Return what lists of accounts call this one."""
        return self.known_by

    def clean(self) -> None:
        """Keep no address as none, so that two people without one do not share it."""
        email = self.email
        super().clean()
        self.email = type(self).objects.normalize_email(email).lower() or None


class PersonManager(models.Manager["Person"]):
    """Finds people."""

    def of(self, user: Any) -> "Person":
        """Return the person behind an account, making their row where there is none yet."""
        name = user.get_full_name() or user.get_short_name()
        return self.get_or_create(user=user, defaults={"name": name, "contact": user.email or ""})[0]

    def call(self, user: Any, name: str) -> None:
        """Write down what somebody new is called: on their account, and on the row by which co-authors know them."""
        name = " ".join(name.split())
        user.first_name, _space, user.last_name = name.partition(" ")
        user.first_name, user.last_name = user.first_name[:150], user.last_name[:150]
        user.save(update_fields=["first_name", "last_name"])
        self.update_or_create(user=user, defaults={"name": name})


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
    wants_emails = models.BooleanField(default=True, editable=False)
    language = models.CharField(max_length=10, blank=True, default="", editable=False)
    """The language of our own sentences that they chose, on screen and in emails; empty: they chose none."""
    created_at = models.DateTimeField(auto_now_add=True)
    objects = PersonManager()

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
        """Where an email about their works reaches this person; empty where none does, or they want none.

        That is their account's address, or the one in `contact`.
        """
        if self.user is not None:
            return (self.user.email or "") if self.wants_emails else ""
        try:
            validate_email(self.contact)
        except ValidationError:
            return ""
        return self.contact

    @property
    def is_trained(self) -> bool:
        """Whether this person has completed Responsible storytelling and so may send in."""
        return self.responsible_storytelling_on is not None


class ReporterGroup(models.Model):
    """Community Reporters who work together. What its members share with their group, its members read."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="reporter_groups", verbose_name=_("members")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reporter group")
        verbose_name_plural = _("reporter groups")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class SignInSheet(models.Model):
    """A sheet of paper with which somebody without an email address signs in: their made-up name, and codes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sheets")
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    printed_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True, blank=True)
    is_told = models.BooleanField(default=False)
    """Whether whoever it is for has been told of it, where it is not their first."""

    class Meta:
        verbose_name = _("sign-in sheet")
        verbose_name_plural = _("sign-in sheets")
        ordering = ["-printed_at", "-pk"]
        default_permissions = ("add",)


class PrintedCode(models.Model):
    """One code of a sheet, which opens the account once. Only a keyed hash of it is kept."""

    sheet = models.ForeignKey(SignInSheet, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "digest"], name="accounts_printedcode_once")]
