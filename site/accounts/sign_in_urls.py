"""Our address for signing in. allauth's own for it leads here."""

from allauth.account.views import LoginView
from django.urls import path

from accounts.sheet_views import sign_in_by_sheet

urlpatterns = [
    path("", LoginView.as_view(), name="account_login"),
    path("sheet/", sign_in_by_sheet, name="sign_in_by_sheet"),
]
