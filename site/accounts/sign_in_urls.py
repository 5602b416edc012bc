"""Our address for signing in. allauth's own for it leads here."""

from allauth.account.views import LoginView
from django.urls import path

urlpatterns = [path("", LoginView.as_view(), name="account_login")]
