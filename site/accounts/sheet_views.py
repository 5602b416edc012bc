"""Signing in with a printed sheet, what somebody is called, and the page about how one signs in."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import sheets
from accounts.forms import CallMeForm, SheetForm
from accounts.models import Person
from core.answers import private
from core.codes import as_typed, qr_of
from core.throttle import throttled

TRIES_AN_HOUR = 300
TRIES_FOR_ONE_NAME = 20
OPENS_NOTHING = gettext_lazy(
    "This name and code do not open anything. Look at the name once more, and take the next code that is not crossed "
    "out: each works once. If you have a newer sheet, only that one works."
)


def is_unnamed(user: Any) -> bool:
    """Say whether somebody came with a sheet and has not said yet what to call them."""
    return user.sign_in_name is not None and not user.first_name


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_by_sheet(request: HttpRequest) -> HttpResponse:
    """Sign in with the name on a sheet and its next code. Every wrong pair gets the same answer."""
    if request.user.is_authenticated:
        return redirect("after_sign_in")
    is_sent = request.method == "POST"
    form = SheetForm(request.POST if is_sent else None)
    too_many = is_sent and _are_too_many(request)
    if too_many:
        form.add_error(None, _("Those were a lot of tries. Please wait an hour, or ask a trainer for help."))
    elif form.is_valid():
        user = sheets.open_with(form.cleaned_data["name"], form.cleaned_data["code"])
        if user is not None:
            return private(let_in(request, user, stays=form.cleaned_data["remember"]))
        form.add_error(None, OPENS_NOTHING)
    context = {"form": form, "next": get_next_redirect_url(request)}
    return private(render(request, "account/sheet.html", context, status=429 if too_many else 200))


def _are_too_many(request: HttpRequest) -> bool:
    """Count a try, by its sender and by its sender for this name: a whole workshop may share one connection."""
    name = as_typed(request.POST.get("name", ""))
    by_sender = throttled(request, "sheet", TRIES_AN_HOUR)
    return throttled(request, f"sheet:{name}", TRIES_FOR_ONE_NAME) or by_sender


def show_paper(request: HttpRequest, printed: list[sheets.Printed], template: str, **more: Any) -> HttpResponse:
    """Show sheets to print or to write down: the only time that their codes can be read."""
    address = request.build_absolute_uri(reverse("sign_in_by_sheet"))
    context = {"printed": printed, "address": address, "qr": qr_of(address), **more}
    return private(render(request, template, context), no_referrer=True)


def let_in(request: HttpRequest, user: Any, *, stays: bool) -> HttpResponse:
    """Sign somebody in who came with a sheet, for two weeks where it `stays`, else until the browser is closed."""
    request.opened_by_sheet = True  # type: ignore[attr-defined]
    record_authentication(request, user, method="sheet")
    response = perform_login(request, user, redirect_url=get_next_redirect_url(request))
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if stays else 0)
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def call_me(request: HttpRequest) -> HttpResponse:
    """Ask somebody who came with a sheet what to call them; only once, since works carry their name from then on."""
    user: Any = request.user
    if not is_unnamed(user):
        return redirect("how_i_sign_in")
    form = CallMeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        Person.objects.call(user, form.cleaned_data["first_name"])
        return redirect("how_i_sign_in")
    return private(render(request, "account/call_me.html", {"form": form}))


@login_required
@require_safe
def how_i_sign_in(request: HttpRequest) -> HttpResponse:
    """Show the ways in which this person can sign in, and who has printed sheets for them."""
    user: Any = request.user
    context = {
        "sheets": user.sheets.select_related("printed_by"),
        "codes_left": sheets.codes_left(user),
        "few": sheets.FEW,
        "wants_emails": user.person.wants_emails if hasattr(user, "person") else True,
        "passkeys": Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count(),
    }
    return private(render(request, "account/how_i_sign_in.html", context))


@login_required
@require_POST
def choose_emails(request: HttpRequest) -> HttpResponse:
    """Keep whether somebody wants emails about their works. Codes for signing in come in any case."""
    user: Any = request.user
    person = Person.objects.of(user)
    person.wants_emails = request.POST.get("emails") == "yes"
    person.save(update_fields=["wants_emails"])
    if person.wants_emails:
        messages.success(request, _("We write to you when something waits for you."))
    else:
        messages.success(request, _("We write to you no more about what you make. Please look in here now and then."))
    return redirect("how_i_sign_in")


class AddPasskeyView(AddWebAuthnView):
    """Adds a passkey. Whoever has no email gets no spare codes with it: their sheet is that."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the passkey, and show how they sign in now."""
        user: Any = self.request.user
        if user.email is not None:
            return super().form_valid(form)
        WebAuthn.add(user, form.cleaned_data["name"], form.cleaned_data["credential"])
        messages.success(self.request, _("Your passkey is added. Next time choose “Use a passkey”."))
        return redirect("how_i_sign_in")


@login_required
@require_POST
def stop_my_sheet(request: HttpRequest) -> HttpResponse:
    """Let the codes of one's own sheet open nothing any more: it is lost, or somebody has seen it."""
    sheets.stop_sheets(user=request.user, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Done. The codes on your sheet open nothing any more. You are still signed in here."))
    return redirect("how_i_sign_in")


def tell_of_new_sheet(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Tell somebody who signs in that a new sheet was printed for them, and by whom: it should be no surprise."""
    if request is None or user.sign_in_name is None:
        return
    sheet = sheets.take_untold(user)
    if sheet is None:
        return
    if sheet.printed_by:
        words = _(
            "%(name)s printed a new sheet for you on %(day)s. If you did not ask for it, stop its codes under "
            "“Your account” and tell a trainer you trust."
        )
    else:
        words = _(
            "Somebody printed a new sheet for you on %(day)s. If you did not ask for it, stop its codes under "
            "“Your account” and tell a trainer you trust."
        )
    who = sheet.printed_by.get_short_name() if sheet.printed_by else ""
    messages.info(request, words % {"name": who, "day": date_format(sheet.printed_at, "j E")})
