"""Signing in, and making an account from an invitation."""

from typing import Any

from allauth.account.forms import LoginForm, RequestLoginCodeForm, SignupForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import sheets
from accounts.adapter import INVITED_EMAIL
from accounts.models import Person

NEEDS_AN_ADDRESS = _("Please write your email address.")


class SignInForm(LoginForm):
    """Signing in with a password, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["required"] = NEEDS_AN_ADDRESS
        self.fields["password"].error_messages["required"] = _("Please write your password.")
        for field in self.fields.values():
            field.help_text = ""


class AskForCodeForm(RequestLoginCodeForm):
    """Asking for a code by email, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = NEEDS_AN_ADDRESS


class InvitedSignupForm(SignupForm):
    """Asks what somebody is called and, if they like, for a password. The address is the invitation's."""

    first_name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=150,
        help_text=_("The people you work with see this. You choose later how the public sees you."),
        error_messages={"required": _("Please tell us what to call you. A first name is enough.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    field_order = ["first_name", "email", "password1"]

    def __init__(self, *args: Any, invited_email: str = "", **kwargs: Any) -> None:
        self.invited_email = invited_email
        super().__init__(*args, **kwargs)
        self.fields["email"].widget = forms.HiddenInput()
        self.fields["email"].required = False
        password = self.fields["password1"]
        password.required = False
        password.label = _("A password, if you would like one")
        password.help_text = _("At least 10 letters or numbers. Without one we email you a code each time.")

    def clean_email(self) -> str:
        """Use the address that the invitation was sent to, whatever the form says."""
        self.cleaned_data["email"] = self.invited_email
        return super().clean_email()

    def custom_signup(self, request: HttpRequest, user: Any) -> None:
        """Note the new person's name, and that the invitation has done its work."""
        Person.objects.get_or_create(
            user=user, defaults={"name": self.cleaned_data["first_name"].strip(), "contact": user.email}
        )
        request.session.pop(INVITED_EMAIL, None)
        super().custom_signup(request, user)


class SheetForm(forms.Form):
    """Signing in with a made-up name and the next code of a printed sheet."""

    name = forms.CharField(
        label=_("The name on your sheet"),
        max_length=60,
        error_messages={"required": _("Please write the name that stands on your sheet.")},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=_("The next code that is not crossed out"),
        max_length=30,
        error_messages={"required": _("Please write the next code from your sheet.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    remember = forms.BooleanField(required=False)


class CallMeForm(forms.Form):
    """What somebody who came with a sheet is called."""

    first_name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=150,
        help_text=_(
            "It can be a made-up name. The people you work with see it. The public does not, unless you say so."
        ),
        error_messages={"required": _("Please tell us what to call you. A made-up name is fine.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )


class HowManySheetsForm(forms.Form):
    """How many sheets come out of the printer."""

    how_many = forms.IntegerField(
        label=_("How many sheets?"),
        min_value=1,
        max_value=sheets.MOST_AT_ONCE,
        error_messages={
            "required": _("Please write how many sheets you need."),
            "invalid": _("Please write a number."),
            "min_value": _("Please write how many, at least %(limit_value)s."),
            "max_value": _("At most %(limit_value)s at once. Print the rest after these."),
        },
    )


class AddPasskeyForm(AddWebAuthnForm):
    """Adding a passkey. Whoever has no email wants one that signs in by itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.user.email is None:
            self.initial |= {"passwordless": True, "name": _("My phone")}
