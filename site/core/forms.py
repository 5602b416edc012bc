"""What forms that anybody may send have in common."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class OpenForm(forms.Form):
    """A form for everybody, with a field that people do not see; programs that send rubbish fill it in."""

    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What people see comes first.
        self.order_fields([name for name in self.fields if name != "website"])

    def clean_website(self) -> str:
        """Turn away whoever filled it in."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Something went wrong. Please try once more."))
        return ""
