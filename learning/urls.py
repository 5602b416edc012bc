"""Addresses of learning that belong to no page: the link in somebody's email, and the address on paper."""

from django.urls import path

from learning import paper_views, workshop_views

urlpatterns = [
    path("workshop-places/<str:token>/", workshop_views.place, name="workshop_place"),
    path("go/<str:number>/", paper_views.short_address, name="short_address"),
]
