"""Addresses of learning that belong to no page: the link in somebody's email."""

from django.urls import path

from learning import workshop_views

urlpatterns = [path("<str:token>/", workshop_views.place, name="workshop_place")]
