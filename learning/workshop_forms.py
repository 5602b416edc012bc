"""The form by which somebody signs up for a workshop."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import OpenForm


class SignUpForm(OpenForm):
    """Anybody can ask for a place. An email address is needed; what somebody is called is up to them."""

    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=120,
        help_text=_("A first name or a made-up name is fine. Only the people who run the workshop see it."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
        error_messages={"required": _("Please write what we shall call you.")},
    )
    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("We send you a link. Your place is kept once you open it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Please write your email address."),
            "invalid": _("This does not look like an email address. Please look at it once more."),
        },
    )
    needs = forms.CharField(
        label=_("Is there something that would help you to come?"),
        required=False,
        max_length=1000,
        help_text=_("An interpreter, a ramp, somebody to look after a child, the bus fare. You can leave it empty."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
