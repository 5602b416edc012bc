"""What a mentor and a reporter see of their mentoring, each in their own studio."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from core.answers import signed_in
from learning import mentoring as services
from learning.mentoring_forms import MeetingForm, NoteForm
from learning.models import Mentoring


@contextmanager
def or_not_there() -> Iterator[None]:
    """Let what somebody has no right to in a mentoring look as if it were not there."""
    try:
        yield
    except PermissionDenied:
        raise Http404


def _mine(request: HttpRequest, mentoring_id: int) -> tuple[Person, Mentoring]:
    """Return who asks, and a mentoring of theirs. Raises Http404."""
    person = Person.objects.of(request.user)
    return person, get_object_or_404(services.mentoring_of(person), pk=mentoring_id)


def _show(request: HttpRequest, person: Person, mentoring: Mentoring, **forms: Any) -> HttpResponse:
    is_reporter = mentoring.reporter_id == person.pk
    meetings = list(mentoring.meetings.all())
    today = timezone.localdate()
    context = {
        "mentoring": mentoring,
        "is_reporter": is_reporter,
        "other": mentoring.other_than(person),
        "ahead": sorted((one for one in meetings if one.on >= today), key=lambda one: (one.on, one.pk)),
        "behind": [one for one in meetings if one.on < today],
        "notes": mentoring.notes.all() if is_reporter else [],
        "meeting_form": forms.get("meeting") or MeetingForm(initial={"on": today}),
        "note_form": forms.get("note") or NoteForm(),
    }
    return render(request, "learning/my/mentoring.html", context)


@signed_in("GET", "HEAD")
def mentoring(request: HttpRequest, mentoring_id: int) -> HttpResponse:
    """Show dates and next steps to both, and to the reporter their notes."""
    return _show(request, *_mine(request, mentoring_id))


@signed_in("POST")
def add_meeting(request: HttpRequest, mentoring_id: int) -> HttpResponse:
    """Note a day and what comes next."""
    person, found = _mine(request, mentoring_id)
    form = MeetingForm(request.POST)
    if not form.is_valid():
        return _show(request, person, found, meeting=form)
    with or_not_there():
        services.add_meeting(mentoring=found, by=person, **form.cleaned_data)
    messages.success(request, _("It is noted, and you both see it."))
    return redirect("mentoring", found.pk)


@signed_in("POST")
def change_meeting(request: HttpRequest, mentoring_id: int, meeting_id: int) -> HttpResponse:
    """Say that a next step is done or not yet, or take the day off."""
    person, found = _mine(request, mentoring_id)
    meeting = get_object_or_404(found.meetings.select_related("mentoring"), pk=meeting_id)
    with or_not_there():
        if "off" in request.POST:
            services.take_meeting_off(meeting=meeting, by=person)
            messages.success(request, _("It is taken off."))
        else:
            services.tick(meeting=meeting, by=person, is_done=request.POST.get("done") == "yes")
    return redirect("mentoring", found.pk)


@signed_in("POST")
def add_note(request: HttpRequest, mentoring_id: int) -> HttpResponse:
    """Keep a note of a reporter for themselves."""
    person, found = _mine(request, mentoring_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, person, found, note=form)
    with or_not_there():
        services.note(mentoring=found, by=person, words=form.cleaned_data["words"])
    messages.success(request, _("Your note is kept. Only you can read it."))
    return redirect("mentoring", found.pk)


@signed_in("POST")
def throw_note_away(request: HttpRequest, mentoring_id: int, note_id: int) -> HttpResponse:
    """Throw a note away that is the reporter's own."""
    person, found = _mine(request, mentoring_id)
    if found.reporter_id != person.pk:
        raise Http404
    get_object_or_404(found.notes, pk=note_id).delete()
    messages.success(request, _("The note is gone."))
    return redirect("mentoring", found.pk)


@signed_in("GET", "HEAD", "POST")
def end(request: HttpRequest, mentoring_id: int) -> HttpResponse:
    """Ask once more, then end it."""
    person, found = _mine(request, mentoring_id)
    if found.ended_on is not None:
        return redirect("mentoring", found.pk)
    if request.method == "POST":
        services.end(mentoring=found, by=request.user)
        messages.success(request, _("It has ended. You need not say why."))
        return redirect("my_training")
    is_reporter = found.reporter_id == person.pk
    context = {"mentoring": found, "is_reporter": is_reporter, "other": found.other_than(person)}
    return render(request, "learning/my/mentoring_end.html", context)
