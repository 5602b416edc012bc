"""Where trainers print sheets for people without email, print new ones, and stop those that are lost."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts import sheets
from accounts.forms import HowManySheetsForm
from accounts.models import User
from accounts.sheet_views import show_paper
from core.throttle import throttled

ROWS_ON_A_SCREEN = 25
PRINTINGS_AN_HOUR = 60


def _show(request: HttpRequest, form: HowManySheetsForm, status: int = 200) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    accounts = sheets.sheet_accounts()
    if words:
        accounts = accounts.filter(Q(sign_in_name__icontains=words) | Q(person__name__icontains=words))
    shown = Paginator(accounts, ROWS_ON_A_SCREEN).get_page(request.GET.get("p"))
    context = {"page_of_rows": shown, "form": form, "q": words, "few": sheets.FEW}
    return render(request, "account/admin/sheets.html", context, status=status)


def _check(request: HttpRequest) -> None:
    if not sheets.may_print(request.user):
        raise PermissionDenied


@require_safe
def all_sheets(request: HttpRequest) -> HttpResponse:
    """List the people who sign in with a sheet, and ask how many new sheets are needed."""
    _check(request)
    return _show(request, HowManySheetsForm())


@require_POST
def print_new(request: HttpRequest) -> HttpResponse:
    """Make new accounts and show their sheets, once, to be printed."""
    _check(request)
    form = HowManySheetsForm(request.POST)
    if not form.is_valid():
        return _show(request, form)
    return _paper(request, lambda: sheets.print_sheets(how_many=form.cleaned_data["how_many"], by=request.user))


@require_POST
def print_again(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show a new sheet for somebody, once, to be printed."""
    _check(request)
    user = get_object_or_404(User, pk=account_id, sign_in_name__isnull=False)
    return _paper(request, lambda: [sheets.print_again(user=user, by=request.user)])


@require_POST
def stop(request: HttpRequest, account_id: int) -> HttpResponse:
    """Let a lost sheet open nothing any more."""
    _check(request)
    user = get_object_or_404(User, pk=account_id, sign_in_name__isnull=False)
    sheets.stop_sheets(user=user, by=request.user)
    messages.success(request, _("Done. Nobody can sign in with a sheet for “%(name)s”.") % {"name": user.sign_in_name})
    return redirect("account_sheets")


def _paper(request: HttpRequest, make: Any) -> HttpResponse:
    if throttled(request, "print_sheets", PRINTINGS_AN_HOUR):
        messages.warning(request, _("Those are a lot of sheets in a short time. Please try again in an hour."))
        return redirect("account_sheets")
    return show_paper(request, make(), "account/paper_sheets.html")


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    """Addresses of these screens."""
    return [
        path("sheets/", all_sheets, name="account_sheets"),
        path("sheets/print/", print_new, name="account_print_sheets"),
        path("sheets/<int:account_id>/print/", print_again, name="account_print_sheet_again"),
        path("sheets/<int:account_id>/stop/", stop, name="account_stop_sheet"),
    ]


class SheetsMenuItem(MenuItem):
    """Sheets for people without email."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whoever may print them."""
        return sheets.may_print(request.user)


@hooks.register("register_admin_menu_item")
def sheets_in_the_menu() -> MenuItem:
    """Add the sheets beside people and training."""
    address = reverse("account_sheets")
    return SheetsMenuItem(gettext_lazy("Sign-in sheets"), address, name="sheets", icon_name="key", order=310)
