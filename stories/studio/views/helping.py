"""People without an account: adding them, making their link, and asking a trainer to write down what they say."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from authorship.models import Contributor, VoiceLink, Work
from authorship.voices import (
    MadeLink,
    add_person,
    ask_recorder,
    make_link,
    may_add_people,
    may_make_link,
    say_where_shown,
    stop_asking,
)
from consent.selectors import look_ends
from consent.telling import NOT_WAITING, link_for_a_look
from core.answers import private, signed_in
from core.codes import qr_of
from core.throttle import throttled
from stories.studio.access import page_of, studio_view
from stories.studio.held import PART, Version, held_in
from stories.studio.helping_forms import AddPersonForm, AskTrainerForm, ShownInForm
from stories.studio.selectors import is_story, pages_of_work

LINKS_AN_HOUR = 30


def _somebody_without_account(work: Work, contributor_id: int) -> Contributor:
    found = work.contributors.select_related("person", "work__page").filter(pk=contributor_id, person__user=None)
    contributor = found.first()
    if contributor is None:
        raise Http404
    return contributor


@studio_view("GET", "HEAD", "POST")
def add(request: HttpRequest, work: Work) -> HttpResponse:
    """Add somebody who has no account."""
    if not may_add_people(request.user, work):
        raise PermissionDenied
    form = AddPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = add_person(work=work, added_by=request.user, **form.cleaned_data)
        messages.success(
            request,
            _("%(name)s takes part now. Next, make a link for them, or ask a trainer to help.")
            % {"name": added.person.first_name},
        )
        return redirect("studio:person", work.pk, added.pk)
    return render(request, "stories/studio/add_person.html", _context(work, form=form))


def _context(work: Work, **more: Any) -> dict[str, Any]:
    return {"work": work, "title": page_of(work).draft_title, **more}


@studio_view("GET", "HEAD", "POST", no_referrer=True)
def person(request: HttpRequest, work: Work, contributor_id: int) -> HttpResponse:
    """Show how we reach somebody without an account; make them a link, or ask a trainer to help."""
    contributor = _somebody_without_account(work, contributor_id)
    if not may_add_people(request.user, work):
        raise PermissionDenied
    shown = _shown_in_form(request, contributor)
    if shown is not None and shown.is_bound and shown.is_valid():
        say_where_shown(contributor=contributor, by=request.user, not_in_files=shown.not_in_files)
        messages.success(request, _("Saved. If they take it back, exactly these go."))
        return redirect("studio:person", work.pk, contributor.pk)
    form = AskTrainerForm(request.POST if "trainer" in request.POST else None, contributor=contributor)
    if request.method == "POST" and "trainer" not in request.POST and "shown" not in request.POST:
        stays_open = request.POST.get("purpose") == VoiceLink.Purpose.VOICE
        purpose = VoiceLink.Purpose.VOICE if stays_open else VoiceLink.Purpose.OK
        return hand_over(request, contributor, purpose, _context(work))
    if request.method == "POST" and form.is_valid():
        asked = ask_recorder(contributor=contributor, trainer=form.cleaned_data["trainer"], asked_by=request.user)
        sentence = _("We have asked %(name)s by email.") % {"name": asked.trainer.get_short_name()}
        messages.success(request, sentence)
        return redirect("studio:person", work.pk, contributor.pk)
    links = [link for link in contributor.voice_links.select_related("contributor__work") if link.is_open]
    context = _context(work, form=form, shown=shown, person=contributor, links=links, days=VoiceLink.DAYS)
    context |= {f"has_{purpose}_link": any(link.purpose == purpose for link in links) for purpose in VoiceLink.Purpose}
    context["recorders"] = contributor.recorders.select_related("trainer")
    return render(request, "stories/studio/person.html", context)


@studio_view("POST")
def unask(request: HttpRequest, work: Work, contributor_id: int, recorder_id: int) -> HttpResponse:
    """Let a trainer who was asked to help write down nothing more."""
    contributor = _somebody_without_account(work, contributor_id)
    recorder = contributor.recorders.select_related("trainer", "contributor__work__page").filter(pk=recorder_id).first()
    if recorder is None:
        raise Http404
    stop_asking(recorder=recorder, by=request.user)
    messages.success(request, _("They are not asked any more, and have been told. What they wrote down stays."))
    return redirect("studio:person", work.pk, contributor.pk)


def _shown_in_form(request: HttpRequest, contributor: Contributor) -> ShownInForm | None:
    """Return the question in which files somebody is; None of somebody who makes the work, or where there are none."""
    if contributor.makes_it:
        return None
    work = contributor.work
    part = reverse("studio:part", args=[work.pk, PART])
    home = reverse("studio:work", args=[work.pk])
    found = held_in(
        Version(page.specific.get_latest_revision_as_object(), _("in your draft"), home, part if is_story(page) else "")
        for page in pages_of_work(work)
    )
    data = request.POST if "shown" in request.POST else None
    return ShownInForm(data, contributor=contributor, files=found) if found else None


def hand_over(request: HttpRequest, contributor: Contributor, purpose: str, context: dict[str, Any]) -> HttpResponse:
    """Make a link and show it once, with its code, to be handed over."""
    if not may_make_link(request.user, contributor):
        raise PermissionDenied
    if _are_too_many(request):
        return redirect(request.path)
    made = make_link(contributor=contributor, purpose=purpose, made_by=request.user)
    return _show_once(request, made, context)


@signed_in("POST")
def link_for_look(request: HttpRequest, task_id: int) -> HttpResponse:
    """Make a fresh link for somebody who left and may look first, and show it once, to be handed over."""
    if _are_too_many(request):
        return redirect("wagtailadmin_home")
    try:
        task, made = link_for_a_look(task_id=task_id, by=request.user)
    except PermissionDenied:
        messages.warning(request, NOT_WAITING)
        return redirect("wagtailadmin_home")
    return _show_once(request, made, {"until": look_ends(task.created_at)})


def _are_too_many(request: HttpRequest) -> bool:
    """Say whether somebody has made a lot of links, and tell them."""
    if not throttled(request, "make_voice_link", LINKS_AN_HOUR):
        return False
    messages.warning(request, _("That is a lot of links in a short time. Please try again in an hour."))
    return True


def _show_once(request: HttpRequest, made: MadeLink, context: dict[str, Any]) -> HttpResponse:
    more = {"made": made, "person": made.link.contributor, "qr": qr_of(made.address), "days": VoiceLink.DAYS}
    return private(render(request, "stories/studio/link_made.html", {**context, **more}), no_referrer=True)
