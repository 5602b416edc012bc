"""Who translates what into which language, and who checks it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import Translation

from authorship.models import Credited


class NamedLanguage(models.Model):
    """A language into which somebody translates, or whose translations they check, as an administrator wrote down."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="named_languages")
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("language of a translator")
        verbose_name_plural = _("languages of translators")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["account", "locale"], name="each_language_named_once")]

    def __str__(self) -> str:
        return f"Language {self.pk}"


class OpenAssignments(models.Manager["Assignment"]):
    """Those that have not ended; the others are in `everybody` only."""

    def get_queryset(self) -> models.QuerySet["Assignment"]:
        """Leave out what has ended."""
        return super().get_queryset().filter(ended_at=None)


class Assignment(Credited):
    """One person × one work × one language: whoever translates it, or checks the translation.

    `page` is the whole in the language it was told in; its parts, such as sessions, go with it. It opens the work to
    them, and ends when the translation is public.
    """

    class Part(models.TextChoices):
        TRANSLATOR = "translator", _("Translates it")
        REVIEWER = "reviewer", _("Checks the translation")

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="translation_assignments")
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="translation_assignments"
    )
    part = models.CharField(max_length=20, choices=Part.choices)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True)
    """When they last sent a translation for checking, or found that one says what the source says."""
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    objects = OpenAssignments()
    everybody = models.Manager()

    class Meta:
        base_manager_name = "everybody"
        verbose_name = _("assignment of a translation")
        verbose_name_plural = _("assignments of translations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "locale", "part"],
                condition=models.Q(ended_at=None),
                name="one_person_for_each_part_of_a_translation",
            ),
            models.UniqueConstraint(
                fields=["page", "locale", "account"],
                condition=models.Q(ended_at=None),
                name="nobody_checks_their_own_translation",
            ),
        ]

    def __str__(self) -> str:
        return f"Assignment {self.pk}"

    @property
    def translates(self) -> bool:
        """Whether this person writes it, and does not check it."""
        return self.part == self.Part.TRANSLATOR


class TakenFrom(models.Model):
    """Which release of its source a translation is made from. It may be public while its source has moved on."""

    translation = models.OneToOneField(Translation, on_delete=models.CASCADE, related_name="taken_from")
    release_id = models.PositiveBigIntegerField()
    taken_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("source of a translation")
        verbose_name_plural = _("sources of translations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Source of translation {self.translation_id}"
