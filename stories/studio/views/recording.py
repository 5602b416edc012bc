"""A trainer reads the final words out to somebody without an account, and writes down that they said yes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from authorship.models import Contributor, Recorder, VoiceLink
from authorship.reading import note_reading
from authorship.recording import may_read_out, why_not_record
from authorship.selectors import valid_oks
from consent.selectors import answers_of, must_answer
from consent.services import record_consent_for
from core.answers import private, signed_in
from moderation import services as moderation
from moderation.services import waiting_ok_step
from publishing.errors import PublishBlocked
from stories.studio.access import page_of
from stories.studio.helping_forms import RecordConsentForm, RecordForm
from stories.studio.in_other_languages import translations_of
from stories.studio.selectors import pages_of_work, states_of
from stories.studio.views.helping import hand_over
from stories.studio.views.named import ask_how_named
from stories.studio.views.ok import what_is_asked


def recorder_view(*methods: str) -> Callable[..., Any]:
    """Turn `view(request, contributor, …)` into a view for the trainer who was asked. Others: it is not there."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @signed_in(*methods)
        @wraps(view)
        def inner(request: HttpRequest, recorder_id: int, **kwargs: Any) -> HttpResponse:
            user: Any = request.user
            found = Recorder.objects.select_related("contributor__person", "contributor__work__page__locale")
            recorder = found.filter(pk=recorder_id, trainer=user).first()
            is_there = recorder is not None and recorder.contributor.work.page is not None
            if recorder is None or not is_there or not may_read_out(user, recorder.contributor):
                raise Http404
            return private(view(request, recorder, **kwargs), no_referrer=True)

        return inner

    return decorate


@recorder_view("GET", "HEAD")
def recording(request: HttpRequest, recorder: Recorder) -> HttpResponse:
    """Show whom to help, and with what."""
    contributor = recorder.contributor
    work = contributor.work
    told, translated = pages_of_work(work), translations_of(work)
    pages = [*told, *translated]
    states = states_of(told, list(work.contributors.select_related("person")), contributor, translated)
    waiting = [page for page in pages if states[page.pk].key == "waiting_for_ok"]
    has_said_yes = {page.pk for page in waiting if _yes_is_written_down(page, contributor)}
    context = {
        "recorder": recorder,
        "person": contributor,
        "pages": waiting,
        "has_said_yes": has_said_yes,
        "must_answer": must_answer(contributor),
    }
    return render(request, "stories/studio/recording.html", context)


def _yes_is_written_down(page: Any, contributor: Contributor) -> bool:
    step = waiting_ok_step(page)
    return step is not None and contributor.pk in valid_oks(step.candidate)


@recorder_view("GET", "HEAD", "POST")
def record(request: HttpRequest, recorder: Recorder, page_id: int) -> HttpResponse:
    """Show the exact final words to read out, and take the proof of the yes."""
    contributor = recorder.contributor
    page = page_of(contributor.work, page_id, translated_too=True)
    step = waiting_ok_step(page)
    sentence = why_not_record(request.user, contributor, page)
    if step is None or sentence:
        messages.info(request, sentence or _("This is not waiting for an OK just now."))
        return redirect("studio:recording", recorder.pk)
    form = RecordForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            moderation.record_yes(
                page=page,
                contributor=contributor,
                recorded_by=request.user,
                kind=form.cleaned_data["kind"],
                file=form.cleaned_data["file"],
                seen=request.POST.get("seen", ""),
            )
        except ValidationError as unsafe:
            form.add_error("file", unsafe)
        except PermissionDenied:
            messages.warning(request, _("Something changed while you were reading. Please read it out once more."))
            return redirect(request.path)
        else:
            messages.success(request, _("Thank you. The moderator looks at the proof now. Next, give them their link."))
            return redirect("studio:recording", recorder.pk)
    note_reading(request.user, contributor.work)
    # The trainer reads, and is none of those who answer.
    more = {"recorder": recorder, "person": contributor, "form": form, "me": None}
    context = {**what_is_asked(request, step, contributor), **more}
    return render(request, "stories/studio/record.html", context)


@recorder_view("GET", "HEAD", "POST")
def recording_named(request: HttpRequest, recorder: Recorder) -> HttpResponse:
    """Write down how this person wants to be named."""
    context = {"base": "stories/studio/recording_base.html", "recorder": recorder, "person": recorder.contributor}
    return ask_how_named(request, recorder.contributor, context, back=reverse("studio:recording", args=[recorder.pk]))


@recorder_view("GET", "HEAD", "POST")
def recording_agree(request: HttpRequest, recorder: Recorder) -> HttpResponse:
    """Write down what this person agrees to, use by use, with the proof."""
    contributor = recorder.contributor
    form = RecordConsentForm(
        request.POST or None,
        request.FILES or None,
        said_before=answers_of(contributor),
        audience=contributor.work.audience,
    )
    if request.method == "POST" and form.is_valid():
        try:
            record_consent_for(
                contributor=contributor,
                answers=form.answers,
                is_adult=form.is_adult,
                language=get_language() or "en",
                recorded_by=request.user,
                kind=form.cleaned_data["kind"],
                file=form.cleaned_data["file"],
            )
        except ValidationError as unsafe:
            form.add_error("file", unsafe)
        except PublishBlocked as blocked:
            form.add_error("adult", blocked.sentences)
        else:
            messages.success(request, _("Saved. We keep to that. They can change their mind at any time."))
            return redirect("studio:recording", recorder.pk)
    context = {"recorder": recorder, "person": contributor, "form": form}
    return render(request, "stories/studio/recording_agree.html", context)


@recorder_view("POST")
def recording_link(request: HttpRequest, recorder: Recorder) -> HttpResponse:
    """Make the link by which this person looks after their voice from now on."""
    return hand_over(request, recorder.contributor, VoiceLink.Purpose.VOICE, {"recorder": recorder})
