"""Addresses of the studio."""

from django.urls import path

from stories.studio import views

app_name = "studio"

urlpatterns = [
    path("", views.my_works, name="home"),
    path("works/<int:work_id>/", views.work, name="work"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]
