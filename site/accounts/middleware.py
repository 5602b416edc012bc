"""Who gets through the admin's door, and words that wait while somebody signs in again."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404

from accounts import kept_words
from accounts.roles import roles_of

ADMIN = "/admin/"
# Sign-in and password addresses of Wagtail lead to ours, for everybody.
OPEN_TO_ALL = ("wagtailadmin_login", "wagtailadmin_logout")


class AdminDoorMiddleware:
    """Close the admin to roles that do not work there, and to staff without their second factor.

    Reporters get 403 at every address below /admin/. A role with a list of addresses reaches those only.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through, refuse, or ask for the second factor first."""
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        needs = self._needs_second_factor(request)
        if needs:
            return redirect("mfa_activate_totp")
        if request.path.startswith(ADMIN) and not user.is_superuser:
            self._check(request, user)
        return self.get_response(request)

    def _check(self, request: HttpRequest, user) -> None:
        roles = roles_of(user)
        if any(role.admin_addresses is None for role in roles):
            return
        try:
            name = resolve(request.path).url_name
        except Resolver404:
            name = None
        allowed = {address for role in roles for address in role.admin_addresses or ()}
        if name not in allowed and not self._is_ours(request.path):
            raise PermissionDenied

    def _is_ours(self, path: str) -> bool:
        return any(path.startswith(start) for start in settings.ADMIN_ADDRESSES_THAT_REDIRECT)

    def _needs_second_factor(self, request: HttpRequest) -> bool:
        if not settings.REQUIRE_SECOND_FACTOR or request.path.startswith(("/account/", "/sign-in/", "/static/")):
            return False
        user = request.user
        if not (user.is_superuser or any(role.second_factor for role in roles_of(user))):
            return False
        from allauth.mfa.utils import is_mfa_enabled

        return not is_mfa_enabled(user)


class KeptWordsMiddleware:
    """Keep what somebody sent whose sign-in had run out, and give it back after they signed in again."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put a lost POST aside and ask to sign in."""
        if request.method == "POST" and not request.user.is_authenticated and kept_words.is_worth_keeping(request.path):
            kept_words.keep(request)
            return redirect(f"{reverse('account_login')}?next={reverse('kept_words')}")
        return self.get_response(request)
