"""Accounts in the admin, also of people who have no email address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserEditForm
from wagtail.users.views.users import UserViewSet


class AccountEditForm(UserEditForm):
    """Changes an account. Whoever signs in with a sheet needs no address, and nobody a second name."""

    email = forms.EmailField(required=False, empty_value=None, label=_("Email"))
    last_name = forms.CharField(required=False, label=_("Last Name"))

    def clean_email(self) -> str | None:
        """Refuse to leave somebody with nothing to sign in with."""
        email = self.cleaned_data["email"]
        if email is None and self.instance.sign_in_name is None:
            raise forms.ValidationError(_("Please write an email address: this person has no sheet to sign in with."))
        return email

    def _clean_username(self) -> None:
        # Many have no address; that is no address twice.
        if self.cleaned_data.get("email") is not None:
            super()._clean_username()


class AccountViewSet(UserViewSet):
    """Wagtail's screens for accounts, with our form."""

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form for a new account, which needs an address, or for one that is there."""
        return AccountEditForm if for_update else super().get_form_class(for_update)
