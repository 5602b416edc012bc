"""A work, who made it, and how each wants to be named."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from authorship.models.credits import Credit, Credited
from publishing import audiences


class Work(models.Model):
    """The small row that stands for a work in all its languages: made with its source page, and kept when that is gone.

    Its pages in other languages have the translation key of `page`. They are the same work: the same people are
    credited, asked and able to take it back.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="work", verbose_name=_("page")
    )
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="started_works"
    )
    audience = models.CharField(max_length=20, default=audiences.PUBLIC, editable=False)
    """Who its makers want to read it, as a code of publishing.audiences. Outside revisions, as a revert shows nobody
    more."""
    audience_choice = models.PositiveBigIntegerField(default=0, editable=False)
    """The line of the log in which they chose it; 0 where they never did. Frozen with a release, so that no yes to an
    earlier choice counts for a later one."""
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


class MakingIt(TakingPart):
    """Those who make a work now, and so may change it; whoever is only shown in it is left out."""

    def get_queryset(self) -> models.QuerySet["Contributor"]:
        """Leave out whoever left, and whoever is only shown, heard or named."""
        return super().get_queryset().exclude(role=Contributor.Role.SHOWN)


class Contributor(Credited):
    """One person in one work. Outside revisions, since going back to an old draft must not change rights.

    Somebody who is shown, heard or named in it takes part without making it. Every picture and recording in it counts
    as theirs, but those in `not_in_files`, which whoever added them has looked at.
    """

    class Role(models.TextChoices):
        TELLER = "teller", _("Teller")
        CO_AUTHOR = "co_author", _("Co-author")
        INTERVIEWER = "interviewer", _("Interviewer")
        PHOTOGRAPHER = "photographer", _("Photographer")
        TRANSLATOR = "translator", _("Translator")
        SUPPORTER = "supporter", _("Supporter")
        TRAINER = "trainer", _("Trainer")
        SHOWN = "shown", _("Shown, heard or named")

    class Expertise(models.TextChoices):
        LIVED = "lived", _("Lived experience")
        COMMUNITY = "community", _("Community practice")
        STATISTICS = "statistics", _("Statistics")
        POLICY = "policy", _("Policy or law")

    Credit = Credit

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="contributors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contributions")
    role = models.CharField(_("part in it"), max_length=20, choices=Role.choices, default=Role.CO_AUTHOR)
    expertise = models.CharField(
        _("what they bring"), max_length=20, choices=Expertise.choices, default=Expertise.LIVED
    )
    order = models.PositiveIntegerField(default=0)
    not_in_files = models.JSONField(default=list, editable=False)
    left_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    others_know = False
    """Whether those who stay hear by another email what is about to be saved; not a column."""

    objects = TakingPart()
    makers = MakingIt()
    everyone = models.Manager()

    class Meta:
        base_manager_name = "everyone"
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["work", "person"], name="one_part_for_each_person")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.pk}"

    @property
    def makes_it(self) -> bool:
        """Whether this person may change it; whoever is only shown, heard or named in it may not."""
        return self.role != self.Role.SHOWN


def work_page(page: Any) -> Any:
    """Return the whole that `page` belongs to, in its language: itself, what it follows, or the page it is part of."""
    source = page.alias_of.specific if getattr(page, "alias_of_id", None) else page
    whole = getattr(source, "part_of_work", None)
    return whole() if whole else source


def is_work(page: Any) -> bool:
    """Say whether `page` is made by people who are credited and asked."""
    return bool(getattr(page, "is_work", False))


def is_training(page: Any) -> bool:
    """Say whether a page, or a class of pages, is a work in which each holds their own words, unlike a story."""
    return is_work(page) and not getattr(page, "voices_hold_the_whole", False)
