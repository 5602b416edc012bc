"""Keeping words that somebody is still writing, and letting go of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from authorship.models import Work
from stories.studio.access import studio_view
from stories.studio.parts import KINDS
from stories.studio.unsaved import ABOUT, COMMENTS, GIVEN, NEW, forget_unsaved, keep_unsaved

NOT_KEPT = {"csrfmiddlewaretoken", "form", "clear"}


def _form_at(work: Work, place: str) -> str:
    """Return the address of the form that `place` names. Raises Http404."""
    if place == ABOUT:
        return reverse("studio:facts", args=[work.pk])
    if place == COMMENTS:
        return reverse("studio:comments", args=[work.pk])
    if place.startswith(NEW):
        kind = place.removeprefix(NEW)
        if kind not in KINDS:
            raise Http404
        return reverse("studio:part_add", args=[work.pk, kind])
    if place.startswith(GIVEN):
        page_id, _dash, part = place.removeprefix(GIVEN).partition("-")
        if not page_id.isdecimal() or not part:
            raise Http404
        return reverse("studio:write", args=[work.pk, int(page_id), part])
    return reverse("studio:part", args=[work.pk, place])


@studio_view("POST")
def unsaved(request: HttpRequest, work: Work, place: str) -> HttpResponse:
    """Keep what is in a form now (204), or let go of it and show the form as it was saved."""
    form = _form_at(work, place)
    name = request.POST.get("form", "")
    if "clear" in request.POST:
        forget_unsaved(user=request.user, work=work, place=place, form=name)
        return redirect(form)
    fields = {name: str(value) for name, value in request.POST.items() if name not in NOT_KEPT}
    there_was_room = keep_unsaved(user=request.user, work=work, place=place, fields=fields, form=name)
    return HttpResponse(status=204 if there_was_room else 413)
