"""Addresses of the studio. A work's own page needs no number; the parts of a module, such as sessions, have one."""

from django.urls import URLPattern, path

from stories.studio.views import (
    checkers,
    comments,
    covering,
    facts,
    given,
    guide,
    helping,
    here,
    home,
    invitations,
    look,
    named,
    ok,
    parts,
    people,
    preview,
    recording,
    safety,
    sending,
    unsaved,
    work,
    your_voice,
)

app_name = "studio"


def _of_a_page(address: str, view, name: str) -> list[URLPattern]:
    return [
        path(f"works/<int:work_id>/{address}/", view, name=name),
        path(f"works/<int:work_id>/pages/<int:page_id>/{address}/", view, name=f"page_{name}"),
    ]


urlpatterns = [
    path("", home.my_works, name="home"),
    path("start/", home.start, name="start"),
    path("guide/", guide.guide, name="guide"),
    path("look/<int:look_id>/", look.look, name="look"),
    path("tell/<int:task_id>/link/", helping.link_for_look, name="link_for_look"),
    path("join/", invitations.join, name="join"),
    path("join/without-email/", invitations.join_without_email, name="join_without_email"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("works/<int:work_id>/", work.work, name="work"),
    path("works/<int:work_id>/about/", facts.facts, name="facts"),
    path("works/<int:work_id>/unsaved/<slug:place>/", unsaved.unsaved, name="unsaved"),
    path("works/<int:work_id>/parts/add/<str:kind>/", parts.add, name="part_add"),
    path("works/<int:work_id>/parts/<str:part_id>/", parts.edit, name="part"),
    path(
        "works/<int:work_id>/parts/<str:part_id>/pictures/<int:picture_id>/hide/",
        covering.hide_details,
        name="hide_details",
    ),
    path("works/<int:work_id>/parts/<str:part_id>/move/", parts.move, name="part_move"),
    path("works/<int:work_id>/parts/<str:part_id>/remove/", parts.remove, name="part_remove"),
    path("works/<int:work_id>/parts/<str:part_id>/bring-back/", parts.bring_back, name="part_back"),
    path("works/<int:work_id>/parts/<str:theirs>/and/<str:mine>/", parts.both, name="part_both"),
    path("works/<int:work_id>/name/", named.named, name="named"),
    path("works/<int:work_id>/agree/", your_voice.agree.studio, name="agree"),
    path("works/<int:work_id>/where-i-am/", your_voice.where_i_am.studio, name="where_i_am"),
    path("works/<int:work_id>/your-voice/", your_voice.your_voice.studio, name="your_voice"),
    path("works/<int:work_id>/hide/", your_voice.hide_it.studio, name="hide"),
    path("works/<int:work_id>/show-again/", your_voice.show_it_again.studio, name="show_again"),
    path("works/<int:work_id>/take-back/", your_voice.take_it_back.studio, name="take_back"),
    path("works/<int:work_id>/appeal/", safety.appeal_it.studio, name="appeal"),
    path("works/<int:work_id>/safety/", safety.somebodys_safety, name="safety"),
    path("works/<int:work_id>/somebody-else/", checkers.somebody_else, name="somebody_else"),
    path("works/<int:work_id>/people/", people.people, name="people"),
    path("works/<int:work_id>/people/<int:invitation_id>/cancel/", people.cancel, name="cancel_invitation"),
    path("works/<int:work_id>/people/<int:contributor_id>/parts/", given.give, name="give"),
    path("works/<int:work_id>/pages/<int:page_id>/write/<slug:place>/", given.write, name="write"),
    path("works/<int:work_id>/here/", here.here, name="here"),
    path("works/<int:work_id>/people/<int:contributor_id>/take-off/", people.take_off_newcomer, name="take_off"),
    path("works/<int:work_id>/people/add/", helping.add, name="add_person"),
    path("works/<int:work_id>/people/without-account/<int:contributor_id>/", helping.person, name="person"),
    path(
        "works/<int:work_id>/people/without-account/<int:contributor_id>/trainers/<int:recorder_id>/stop/",
        helping.unask,
        name="unask",
    ),
    path("recording/<int:recorder_id>/", recording.recording, name="recording"),
    path("recording/<int:recorder_id>/agree/", recording.recording_agree, name="recording_agree"),
    path("recording/<int:recorder_id>/name/", recording.recording_named, name="recording_named"),
    path("recording/<int:recorder_id>/link/", recording.recording_link, name="recording_link"),
    path("recording/<int:recorder_id>/pages/<int:page_id>/", recording.record, name="record"),
    path("works/<int:work_id>/comments/<int:comment_id>/", comments.comment_done, name="comment_done"),
    *_of_a_page("comments", comments.comments, "comments"),
    *_of_a_page("preview", preview.preview, "preview"),
    *_of_a_page("send-in", sending.send_in, "send_in"),
    *_of_a_page("pull-back", sending.pull_back, "pull_back"),
    *_of_a_page("ok", ok.your_ok, "ok"),
]
