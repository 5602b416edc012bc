"""How allauth behaves here: no open sign-up, no name in a message, home by role."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

INVITED_EMAIL = "invited_email"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Open to somebody who has just accepted an invitation, for the address it was sent to."""
        return bool(request.session.get(INVITED_EMAIL))

    def clean_email(self, email: str) -> str:
        """Keep addresses in one spelling."""
        return super().clean_email(email).lower()

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Send everybody to where their work is."""
        return reverse("after_sign_in")
