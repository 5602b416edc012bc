"""Where people land after signing in, how words that waited come back, and kind words where a form is refused."""

from typing import Any

from allauth.account.views import SignupView
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts import kept_words
from accounts.adapter import INVITED_EMAIL
from accounts.forms import InvitedSignupForm
from accounts.roles import roles_of
from accounts.sheet_views import is_unnamed
from publishing.registry import Registry

may_have_back = Registry("rule(user, path) -> True where this person may edit what stands at this path")


class InvitedSignupView(SignupView):
    """Makes an account for whoever accepted an invitation, for the address it was sent to."""

    form_class = InvitedSignupForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form which address was invited."""
        return {**super().get_form_kwargs(), "invited_email": self.request.session.get(INVITED_EMAIL, "")}


@login_required
@require_safe
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Send everybody to where their work is: the studio, or the admin."""
    if kept_words.look(request):
        return redirect("kept_words")
    if is_unnamed(request.user):
        return redirect("call_me")
    works_in_admin = request.user.is_superuser or any(role.admin_addresses != () for role in roles_of(request.user))
    return redirect("/admin/" if works_in_admin else "/my/")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give_back_kept_words(request: HttpRequest) -> HttpResponse:
    """Show what was written while the sign-in ran out, with one button to save it. A POST lets go of it.

    Only to somebody who may edit that work: on a shared phone the next person gets nothing.
    """
    kept = kept_words.look(request)
    if kept is None or request.method == "POST" or not any(rule(request.user, kept["path"]) for rule in may_have_back):
        kept_words.forget(request)
        return redirect("after_sign_in")
    texts = kept_words.readable(kept["fields"])
    return render(request, "account/kept_words.html", {"kept": kept, "texts": texts})


@csrf_exempt
def to_our_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead Wagtail's own sign-in address to ours, keeping where somebody wanted to go.

    A form that is sent here does nothing, so it needs no token.
    """
    if request.user.is_authenticated:
        return redirect("after_sign_in")
    return redirect_to_login(request.GET.get("next", "/admin/"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say kindly that a form could not be taken, and lose no words of it.

    A browser that has lost all its cookies but shows by its Origin that the form is ours gets its words kept.
    """
    texts: list[str] = []
    if kept_words.is_worth_keeping(request.path):
        if reason == REASON_NO_CSRF_COOKIE and request.headers.get("Origin"):
            from accounts.middleware import keep_and_sign_in

            return keep_and_sign_in(request)
        texts = kept_words.readable(kept_words.fields_of(request))
    return render(request, "account/form_refused.html", {"texts": texts}, status=403)
