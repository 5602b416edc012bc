"""What a story says of itself before it starts, so that nobody meets something hard without choosing to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentNote(models.TextChoices):
    """The list that authors choose from. A key stays what it is, since released versions hold it."""

    VIOLENCE = "violence", _("Violence")
    ABUSE = "abuse", _("Abuse")
    DEATH = "death", _("Death or grief")
    SELF_HARM = "self_harm", _("Suicide or self-harm")
    ILLNESS = "illness", _("Illness or injury")
    DRUGS = "drugs", _("Alcohol or drugs")
    HATE = "hate", _("Racism or other hate")
    POLICE = "police", _("Police or prison")
    HOME = "home", _("Losing a home")
    SWEARING = "swearing", _("Strong language")


def labels_of(keys: Iterable[str]) -> list[str]:
    """Return what these notes are called, in the order of the list; a key that is none is left out."""
    chosen = set(keys)
    return [str(note.label) for note in ContentNote if note.value in chosen]


class ContentNotesField(models.JSONField):
    """A list of keys out of ContentNote, chosen by ticking."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        """Return a box to tick for each note."""
        return forms.MultipleChoiceField(
            label=self.verbose_name,
            help_text=self.help_text,
            choices=ContentNote.choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
