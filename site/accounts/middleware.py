"""Who gets through the admin's door, and words that wait while somebody signs in again."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils.translation import gettext as _

from accounts import kept_words
from accounts.policies import may_be_told_of
from accounts.roles import LEAKING_ADDRESSES, roles_of
from core.throttle import throttled

ADMIN = "/admin/"
# Only the system changes workflows and their tasks: a disabled task would let a work through unread.
SYSTEM_ONLY = "wagtailadmin_workflows:"
# What the admin's addresses call the number of a page.
NAMES_OF_PAGES = {"page_id", "parent_page_id", "page_to_move_id", "destination_id"}
KEPT_IN_AN_HOUR = 120
# All that is open to somebody who must set up a second factor first.
SETTING_UP = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_login_webauthn",
        "mfa_reauthenticate_webauthn",
        "healthz",
    }
)


def address_name(path: str) -> str | None:
    """Return the full name of the address at `path`, or None where there is none."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


class AdminDoorMiddleware:
    """Close the admin to roles that do not work there, and to staff without their second factor.

    Reporters get 403 at every address below /admin/. A role with a list of addresses reaches those only.
    Addresses that show titles of other people's drafts are closed to everybody but a superuser.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through, refuse, or ask for the second factor first."""
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        if self._needs_second_factor(request):
            return redirect("mfa_activate_totp")
        if request.path.startswith(ADMIN):
            self._check(request, user)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        """Wagtail names a page in lists, windows and messages, whoever asks: so the door asks first."""
        if not request.path.startswith(ADMIN) or not request.user.is_authenticated:
            return
        for name in NAMES_OF_PAGES & kwargs.keys():
            if not may_be_told_of(request.user, kwargs[name]):
                raise PermissionDenied

    def _check(self, request: HttpRequest, user) -> None:
        if any(request.path.startswith(start) for start in settings.ADMIN_ADDRESSES_THAT_REDIRECT):
            return
        name = address_name(request.path) or ""
        if name.startswith(SYSTEM_ONLY):
            raise PermissionDenied
        if user.is_superuser:
            return
        roles = roles_of(user)
        if any(role.admin_addresses is None for role in roles):
            if name in LEAKING_ADDRESSES:
                raise PermissionDenied
            return
        if name not in {address for role in roles for address in role.admin_addresses or ()}:
            raise PermissionDenied

    def _needs_second_factor(self, request: HttpRequest) -> bool:
        if not settings.REQUIRE_SECOND_FACTOR or request.path.startswith(settings.STATIC_URL):
            return False
        user = request.user
        if not (user.is_superuser or any(role.second_factor for role in roles_of(user))):
            return False
        if address_name(request.path) in SETTING_UP:
            return False
        from allauth.mfa.utils import is_mfa_enabled

        return not is_mfa_enabled(user)


class SignedOutMiddleware:
    """Let the browser of whoever signs out, by whichever door, forget what this site keeps in it.

    `Clear-Site-Data` as in the W3C's Clear Site Data. A sign-in that has run out is no signing out: then words stay.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header to the answer."""
        response = self.get_response(request)
        if getattr(request, "has_signed_out", False):
            response["Clear-Site-Data"] = '"storage"'
        return response


def note_signing_out(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Remember for the answer that somebody was signed in and is no more."""
    if request is not None and user is not None:
        request.has_signed_out = True  # type: ignore[attr-defined]


class KeptWordsMiddleware:
    """Keep what somebody sent whose sign-in had run out, and give it back after they signed in again."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Put a lost POST aside and ask to sign in. The token against forged forms has been checked by now."""
        if request.method != "POST" or not kept_words.is_worth_keeping(request.path):
            return None
        if request.user.is_authenticated:
            kept = kept_words.look(request)
            if kept and kept["path"] == request.path:
                kept_words.forget(request)
            return None
        if "application/json" in request.headers.get("Accept", ""):
            # The editor saves by itself now and then; the words are still on the screen.
            return JsonResponse(
                {
                    "success": False,
                    "error_code": "signed_out",
                    "error_message": _("You are signed out. Press Save draft: you can sign in, and nothing is lost."),
                },
                status=403,
            )
        return keep_and_sign_in(request)


def keep_and_sign_in(request: HttpRequest) -> HttpResponse:
    """Put the words of `request` aside and lead to the sign-in, or show them where they cannot be kept."""
    if not throttled(request, "kept-words", KEPT_IN_AN_HOUR) and kept_words.keep(request):
        back = reverse("kept_words")
        return redirect(back if request.user.is_authenticated else f"{reverse('account_login')}?next={back}")
    texts = kept_words.readable(kept_words.fields_of(request))
    return render(request, "account/words_not_kept.html", {"texts": texts}, status=403)
