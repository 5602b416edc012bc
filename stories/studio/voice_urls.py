"""Addresses for people without an account. Only the door holds a token; all behind it holds none."""

from django.urls import path

from stories.studio.views import look, safety, voice, your_voice

app_name = "voice"

urlpatterns = [
    path("here/", voice.here, name="here"),
    path("here/name/", voice.named, name="named"),
    path("here/pages/<int:page_id>/", voice.ok, name="ok"),
    path("here/pages/<int:page_id>/preview/", voice.preview, name="preview"),
    path("here/your-voice/", your_voice.your_voice.link, name="your_voice"),
    path("here/agree/", your_voice.agree.link, name="agree"),
    path("here/where-i-am/", your_voice.where_i_am.link, name="where_i_am"),
    path("here/hide/", your_voice.hide_it.link, name="hide"),
    path("here/show-again/", your_voice.show_it_again.link, name="show_again"),
    path("here/take-back/", your_voice.take_it_back.link, name="take_back"),
    path("here/appeal/", safety.appeal_it.link, name="appeal"),
    path("here/look/", look.look_by_link, name="look"),
    path("leave/", voice.leave, name="leave"),
    path("<str:token>/", voice.door, name="door"),
]
