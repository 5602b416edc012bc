"""Addresses of learning that belong to no page: links in emails, the address on paper, and somebody's own training."""

from django.urls import path

from learning import mentoring_views, paper_views, record_views, workshop_views

urlpatterns = [
    path("workshop-places/<str:token>/", workshop_views.place, name="workshop_place"),
    path("go/<str:number>/", paper_views.short_address, name="short_address"),
    path("my/training/", record_views.my_training, name="my_training"),
    path("my/training/certificate/", record_views.my_certificate, name="my_certificate"),
    path("my/training/certificate/print/", record_views.print_certificate, name="print_certificate"),
    path("my/mentoring/<int:mentoring_id>/", mentoring_views.mentoring, name="mentoring"),
    path("my/mentoring/<int:mentoring_id>/dates/", mentoring_views.add_meeting, name="mentoring_date"),
    path(
        "my/mentoring/<int:mentoring_id>/dates/<int:meeting_id>/",
        mentoring_views.change_meeting,
        name="mentoring_change_date",
    ),
    path("my/mentoring/<int:mentoring_id>/notes/", mentoring_views.add_note, name="mentoring_note"),
    path(
        "my/mentoring/<int:mentoring_id>/notes/<int:note_id>/away/",
        mentoring_views.throw_note_away,
        name="mentoring_note_away",
    ),
    path("my/mentoring/<int:mentoring_id>/end/", mentoring_views.end, name="mentoring_end"),
    path("certificates/<uuid:key>/", record_views.certificate, name="certificate"),
]
