"""Where people land after signing in, and how words that waited come back."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import kept_words
from accounts.roles import roles_of
from publishing.registry import Registry

may_have_back = Registry("rule(user, path) -> True where this person may edit what stands at this path")


@login_required
@require_safe
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Send everybody to where their work is: the studio, or the admin."""
    if request.session.get(kept_words.KEY):
        return redirect("kept_words")
    works_in_admin = request.user.is_superuser or any(role.admin_addresses != () for role in roles_of(request.user))
    return redirect("/admin/" if works_in_admin else "/my/")


@never_cache
@login_required
@require_safe
def give_back_kept_words(request: HttpRequest) -> HttpResponse:
    """Show what was written while the sign-in ran out, with one button to save it.

    Only to somebody who may edit that work: on a shared phone the next person gets nothing.
    """
    kept = kept_words.take(request)
    if kept is None or not any(rule(request.user, kept["path"]) for rule in may_have_back):
        return redirect("after_sign_in")
    return render(request, "account/kept_words.html", {"kept": kept})


@require_safe
def to_our_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead Wagtail's own sign-in address to ours, keeping where somebody wanted to go."""
    if request.user.is_authenticated:
        return redirect("after_sign_in")
    return redirect_to_login(request.GET.get("next", "/admin/"))
