"""Asking what we may do with somebody's words, name, face and voice."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from consent.models import ConsentEntry
from consent.selectors import answer_to, is_in_time
from consent.wording import HELP, uses_asked

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


def yes_or_no(label: Any, help_text: Any = "") -> forms.ChoiceField:
    """Return a question with two answers, neither of them chosen."""
    unanswered = format_lazy("{} {}", _("Please say yes or no:"), label)
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": unanswered, "invalid_choice": unanswered},
    )


class ConsentForm(forms.Form):
    """One question for each use. What this person said before, and still counts, is shown as their answer."""

    adult = yes_or_no(
        _("Are you 18 or older?"), _("For now, everybody whose story is public here has to be 18 or older.")
    )

    def __init__(self, *args: Any, said_before: dict[str, ConsentEntry], audience: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.uses = uses_asked(audience)
        today = timezone.localdate()
        if said_before:
            # Only grown-ups could: a no must not wait for a question that was answered long ago.
            self.initial["adult"] = "yes"
        for use in self.uses:
            self.fields[use] = yes_or_no(use.label, HELP.get(use, ""))
            entry = answer_to(use, said_before)
            if entry and (not entry.agreed or is_in_time(entry, today)):
                self.initial[use] = "yes" if entry.agreed else "no"

    @property
    def is_adult(self) -> bool:
        """Whether this person says that they are 18 or older."""
        return self.cleaned_data["adult"] == "yes"

    @property
    def answers(self) -> dict[str, bool]:
        """What was said to each use."""
        return {use.value: self.cleaned_data[use] == "yes" for use in self.uses}
