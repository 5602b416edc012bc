"""Forms of mentoring: who goes along with whom, a date with its next step, and a note for oneself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from learning.mentoring import possible_mentors
from learning.record_forms import DayField


class MentorForm(forms.Form):
    """Who goes along with a reporter."""

    mentor = forms.ModelChoiceField(
        label=_("Mentor"),
        queryset=Person.objects.none(),
        empty_label=_("Choose somebody"),
        error_messages={
            "required": _("Please choose who goes along with them."),
            "invalid_choice": _("This person cannot be their mentor, or is so already."),
        },
    )

    def __init__(self, *args: Any, reporter: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["mentor"]
        choices.queryset = possible_mentors(reporter)


class MeetingForm(forms.Form):
    """A day, and what comes next."""

    on = DayField(_("Which day?"))
    next_step = forms.CharField(
        label=_("What comes next?"),
        required=False,
        max_length=500,
        help_text=_("One small thing, and who does it. You both read it."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class NoteForm(forms.Form):
    """Something that a reporter wants to remember."""

    words = forms.CharField(
        label=_("What do you want to remember?"),
        max_length=4000,
        help_text=_("Only you can read this. Your mentor cannot, and nobody else can."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={"required": _("Please write something first.")},
    )
