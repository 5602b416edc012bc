"""Forms about who takes part in a work."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from authorship.models import Contributor, Work


class AddContributorForm(forms.Form):
    """Somebody takes part from now on. How they are named they choose themselves."""

    person = forms.ModelChoiceField(
        label=_("Who"),
        queryset=Person.objects.all(),
        help_text=_("Somebody who is not in this list? Ask an administrator to add them."),
        error_messages={"required": _("Please choose a person.")},
    )
    role = forms.ChoiceField(label=_("Part in it"), choices=Contributor.Role.choices)
    expertise = forms.ChoiceField(label=_("What they bring"), choices=Contributor.Expertise.choices)

    def __init__(self, *args: Any, work: Work, **kwargs: Any) -> None:
        self.work = work
        super().__init__(*args, **kwargs)

    def clean_person(self) -> Person:
        """Refuse somebody who takes part already."""
        person = self.cleaned_data["person"]
        if self.work.contributors.filter(person=person).exists():
            raise ValidationError(_("This person takes part already."))
        return person
