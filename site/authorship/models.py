"""Who made a work, how each wants to be named, and what each said to its final words."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from publishing.errors import NotReleased


class Work(models.Model):
    """The small row that stands for a work: made with its source page, and kept when the page is gone."""

    page = models.OneToOneField(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="work", verbose_name=_("page")
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="started_works"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works and their contributors")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.page) if self.page else f"Work {self.pk}"

    @property
    def latest(self) -> Any:
        """The page as its newest draft has it; None where it is gone."""
        return self.page.specific.get_latest_revision_as_object() if self.page else None


class TakingPart(models.Manager["Contributor"]):
    """Those who take part now; whoever left is in `everyone` only."""

    def get_queryset(self) -> models.QuerySet["Contributor"]:
        """Leave out whoever left."""
        return super().get_queryset().filter(left_at=None)


class Contributor(models.Model):
    """One person in one work. Outside revisions, since going back to an old draft must not change rights."""

    class Role(models.TextChoices):
        TELLER = "teller", _("Teller")
        CO_AUTHOR = "co_author", _("Co-author")
        INTERVIEWER = "interviewer", _("Interviewer")
        PHOTOGRAPHER = "photographer", _("Photographer")
        TRANSLATOR = "translator", _("Translator")
        SUPPORTER = "supporter", _("Supporter")
        TRAINER = "trainer", _("Trainer")

    class Expertise(models.TextChoices):
        LIVED = "lived", _("Lived experience")
        COMMUNITY = "community", _("Community practice")
        STATISTICS = "statistics", _("Statistics")
        POLICY = "policy", _("Policy or law")

    class Credit(models.TextChoices):
        OWN_NAME = "own_name", _("My own name")
        FIRST_NAME = "first_name", _("Only my first name")
        MADE_UP_NAME = "made_up_name", _("A made-up name")
        NONE = "none", _("No name")

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="contributors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contributions")
    role = models.CharField(_("part in it"), max_length=20, choices=Role.choices, default=Role.CO_AUTHOR)
    expertise = models.CharField(
        _("what they bring"), max_length=20, choices=Expertise.choices, default=Expertise.LIVED
    )
    credit = models.CharField(_("named as"), max_length=20, choices=Credit.choices, blank=True)
    credit_name = models.CharField(_("name shown"), max_length=120, blank=True)
    order = models.PositiveIntegerField(default=0)
    left_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TakingPart()
    everyone = models.Manager()  # noqa: DJ012

    class Meta:
        base_manager_name = "everyone"
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["work", "person"], name="one_part_for_each_person")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.pk}"

    @property
    def shown_name(self) -> str:
        """The name that the public sees; empty where this person wants none."""
        return "" if self.credit in ("", self.Credit.NONE) else self.credit_name.strip()

    @property
    def has_chosen_credit(self) -> bool:
        """Whether this person has said how they want to be named."""
        return self.credit == self.Credit.NONE or bool(self.shown_name)


class YourOK(models.Model):
    """What a contributor said to exact words, files and credits. Append-only: a change of mind is a new row."""

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, publish this")
        NOT_YET = "not_yet", _("Not yet")

    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="oks")
    page_id = models.PositiveBigIntegerField()
    revision_id = models.PositiveBigIntegerField()
    revision_digest = models.CharField(max_length=64)
    manifest_digest = models.CharField(max_length=64)
    answer = models.CharField(max_length=10, choices=Answer.choices)
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


def new_token() -> str:
    """Return a token for a link: 32 random bytes."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Return a short code to say aloud, without letters or digits that sound or look alike."""
    return "".join(secrets.choice("ABCDEFGHJKMNPQRSTUVWXYZ23456789") for _ in range(6))


class Invitation(models.Model):
    """An invitation to take part in a work. The link shows who invites; only link and code together let in."""

    DAYS = 7
    TRIES = 5

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(_("email address"))
    role = models.CharField(
        _("part in it"), max_length=20, choices=Contributor.Role.choices, default=Contributor.Role.CO_AUTHOR
    )
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=128)
    tries = models.PositiveSmallIntegerField(default=0)
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
            and self.tries < self.TRIES
            and timezone.now() - self.created_at < timedelta(days=self.DAYS)
        )

    def set_code(self, code: str) -> None:
        """Keep the code as a hash."""
        self.code_hash = make_password(code)

    def has_code(self, code: str) -> bool:
        """Say whether `code` is the one; capital letters and spaces make no difference."""
        return check_password(code.replace(" ", "").upper(), self.code_hash)


def work_page(page: Any) -> Any:
    """Return the page whose contributors are those of `page`: itself, its source, or the page it is part of."""
    source = page.alias_of.specific if getattr(page, "alias_of_id", None) else page
    whole = getattr(source, "part_of_work", None)
    return whole() if whole else source


def is_work(page: Any) -> bool:
    """Say whether `page` is made by people who are credited and asked."""
    return bool(getattr(page, "is_work", False))
