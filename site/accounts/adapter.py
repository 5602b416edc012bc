"""How allauth behaves here: no open sign-up, no name in a message, home by role, nobody's address kept."""

import time
from datetime import date
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.internal.ratelimit import truncate_ip
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

INVITED_EMAIL = "invited_email"
JUST_NOW = 5 * 60


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation only."""

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
