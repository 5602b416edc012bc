"""Forms about the training record: who came, and which badge somebody gets."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from accounts.models import Person
from learning.models import Badge, ModulePage, TrainingRecord

KINDS = TrainingRecord.Kind


class DayField(forms.DateField):
    """A day, chosen from a calendar where the browser has one."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            widget=forms.DateInput(attrs={"type": "date"}),
            error_messages={
                "required": _("Please say on which day."),
                "invalid": _("Please write the day like 2026-03-12."),
            },
        )


class WriteDownForm(forms.Form):
    """On which day whom we saw, and for a module also that they have completed it."""

    on = DayField(_("On"))
    kind = forms.ChoiceField(
        label=_("What do you write down?"),
        widget=forms.RadioSelect,
        choices=[(KINDS.CAME, _("They came")), (KINDS.COMPLETED, _("They have completed the module"))],
        error_messages={"required": _("Please say what you write down.")},
    )
    people = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(),
        error_messages={"required": _("Please tick at least one person.")},
    )

    def __init__(self, *args: Any, page: Page, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["people"]
        choices.queryset = Person.objects.filter(pk__in=[person.pk for person in people])
        if not isinstance(page, ModulePage):
            del self.fields["kind"]

    @property
    def ticked(self) -> set[str]:
        """The numbers of those who are ticked, as they were sent."""
        return set(self.data.getlist("people")) if self.is_bound else set()  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        """Nobody came on a day that is still ahead."""
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError(_("That day has not come yet."))
        return on


class BadgeForm(forms.Form):
    """The level that somebody has reached: one that they do not have yet."""

    level = forms.ChoiceField(
        label=_("Badge"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose a badge."),
            "invalid_choice": _("They have this badge already."),
        },
    )

    def __init__(self, *args: Any, held: list[Badge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = {badge.level for badge in held}
        choices: Any = self.fields["level"]
        choices.choices = [
            (level.value, f"{level.label}: {Badge.MEANINGS[level]}") for level in Badge.Level if level not in levels
        ]


class NameOnCertificateForm(forms.Form):
    """With which name somebody shows their certificate."""

    name = forms.ChoiceField(
        label=_("Which name shall be on it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose which name shall be on it.")},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["name"]
        choices.choices = [("first", person.first_name), ("whole", person.name)]
