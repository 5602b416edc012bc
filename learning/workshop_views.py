"""Signing up for a workshop, and the page behind the link in the email."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.answers import private
from core.throttle import throttled
from learning import signing_up
from learning.models import SignUp
from learning.workshop_forms import SignUpForm
from publishing.selectors import is_released

SIGN_UPS_AN_HOUR = 20
"""From one address of the network: a library or a group can share one."""
TOO_MANY = gettext_lazy("Many people have signed up from here just now. Please try again in an hour.")


def sign_up(workshop: Any, request: HttpRequest) -> HttpResponse:
    """Take the form; the answer is the same whether we know the address or not."""
    if request.method != "POST":
        return redirect(workshop.get_url(request))
    form, status = SignUpForm(request.POST), 200
    if not workshop.takes_sign_ups:
        form.add_error(None, _("Nobody can sign up for this workshop any more. We are sorry."))
    elif throttled(request, "sign-up", most=SIGN_UPS_AN_HOUR):
        form.add_error(None, TOO_MANY)
        status = 429
    elif form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("name", "email", "needs")}
        signing_up.ask_for_place(workshop=workshop, **fields)
        return redirect(f"{workshop.get_url(request)}{workshop.reverse_subpage('signed_up')}")
    response = private(workshop.render(request, context_overrides={"form": form}))
    response.status_code = status
    return response


def place(request: HttpRequest, token: str) -> HttpResponse:
    """Show somebody their place, and take their yes or their no. Opening the link alone changes nothing."""
    if request.method not in ("GET", "HEAD", "POST"):
        return private(HttpResponseNotAllowed(["GET", "HEAD", "POST"]))
    return private(_place(request, signing_up.find_sign_up(token)), no_referrer=True)


def _place(request: HttpRequest, found: SignUp | None) -> HttpResponse:
    if found is None:
        return render(request, "learning/workshop_no_place.html", status=404)
    closed = ""
    if request.method == "POST":
        if "cancel" in request.POST:
            signing_up.cancel(found)
            return render(request, "learning/workshop_cancelled.html")
        try:
            signing_up.confirm(found)
            return redirect(request.path)
        except signing_up.NotNow as too_late:
            closed = str(too_late)
    context = {
        "sign_up": found,
        "workshop": found.workshop,
        "is_public": is_released(found.workshop),
        "closed": closed,
    }
    return render(request, "learning/workshop_place.html", context, status=409 if closed else 200)
