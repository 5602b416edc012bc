"""Addresses for people without an account. Only the door holds a token; all behind it holds none."""

from django.urls import path

from stories.studio.views import voice

app_name = "voice"

urlpatterns = [
    path("here/", voice.here, name="here"),
    path("here/name/", voice.named, name="named"),
    path("here/pages/<int:page_id>/", voice.ok, name="ok"),
    path("here/pages/<int:page_id>/preview/", voice.preview, name="preview"),
    path("leave/", voice.leave, name="leave"),
    path("<str:token>/", voice.door, name="door"),
]
