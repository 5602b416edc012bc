"""How allauth behaves here: no open sign-up, no name in a message, home by role, nobody's address kept."""

import time
from datetime import date
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

INVITED_EMAIL = "invited_email"
JUST_NOW = 5 * 60
NOT_THE_CODE = _("This is not the code. Please look at it once more, or ask for a new one.")
DOES_NOT_OPEN = _("This link does not open any more. Please ask for a new one.")
IN_PLAIN_WORDS = {
    "account_inactive": _("This account is switched off. Please ask whoever runs your group."),
    "email_password_mismatch": _(
        "This email address and this password do not go together. Please try once more, or ask for a code by email."
    ),
    "email_taken": _("There is an account with this email address already. Please sign in."),
    "enter_current_password": _("Please type the password that you have now."),
    "incorrect_code": NOT_THE_CODE,
    "incorrect_password": _("This is not your password. Please try once more."),
    "invalid_or_expired_key": DOES_NOT_OPEN,
    "invalid_password_reset": DOES_NOT_OPEN,
    "rate_limited": _("That was a lot in a short time. Please wait a little, then try again."),
    "same_as_current": _("You have this one already. Please choose another one."),
    "too_many_login_attempts": _(
        "That was wrong too many times. To keep the account safe, please wait a few minutes, then try again."
    ),
    "unknown_email": _("We know no account with this email address. Please look at how it is written."),
}
"""What allauth says when something does not work, in our words: they are read in each of our languages."""


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": NOT_THE_CODE}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation only."""

    error_messages = DefaultAccountAdapter.error_messages | IN_PLAIN_WORDS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Open to somebody who has just accepted an invitation, for the address it was sent to."""
        return bool(request.session.get(INVITED_EMAIL))

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """An invitation was sent to this address and its link was opened, so the address works."""
        invited = request.session.get(INVITED_EMAIL, "")
        return (bool(invited) and email.lower() == invited.lower()) or super().is_email_verified(request, email)

    def clean_email(self, email: str) -> str:
        """Keep addresses in one spelling."""
        return super().clean_email(email).lower()

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Send everybody to where their work is."""
        return reverse("after_sign_in")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Go on with the invitation that brought this person here."""
        return reverse("after_sign_in")

    def get_login_stages(self) -> list[str]:
        """Ask no second step of somebody with a printed code: their passkey may be on another phone."""
        stages = super().get_login_stages()
        if getattr(context.request, "opened_by_sheet", False):
            return [stage for stage in stages if not stage.endswith("AuthenticateStage")]
        return stages

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not of somebody who signed in a moment ago: setting up the second step comes right after that."""
        request = context.request
        records = get_authentication_records(request, request.user)
        just_signed_in = any(time.time() - record["at"] < JUST_NOW for record in records)
        return not just_signed_in and super().is_reauthentication_required(app=app, **kwargs)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a hash in place of the sender's address; its salt changes each day, so that it names nobody."""
        address = truncate_ip(super().get_client_ip(request))
        return salted_hmac(f"accounts.throttle:{date.today()}", address).hexdigest()[:32]

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """Nobody's browser is noted anywhere."""
        return ""
