"""Hiding faces and other details in a picture of one's story."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from authorship.models import Work
from consent.typing import holder_to_keep
from files.covering import cover
from files.models import Image
from files.pictures import private_picture
from files.sizes import WIDTHS
from stories.studio import services
from stories.studio.access import my_part_in, studio_view
from stories.studio.cover_forms import CoverForm
from stories.studio.errors import NotNow
from stories.studio.parts import find_part, parts_in, picture_ids, with_picture
from stories.studio.views.parts import story_of, to_work

MIDDLE = WIDTHS[1:2]


@studio_view("GET", "HEAD", "POST")
def hide_details(request: HttpRequest, work: Work, part_id: str, picture_id: int) -> HttpResponse:
    """Ask which squares of a picture are to be hidden, and put the new version in its place."""
    page = story_of(work, request.user)
    part = find_part(parts_in(page.get_latest_revision()), part_id)
    if part is None or picture_id not in picture_ids(part):
        if request.method == "POST":
            raise NotNow(_("That picture has changed in the meantime. Nothing was hidden in it."))
        raise Http404
    picture = get_object_or_404(Image, pk=picture_id)
    form = CoverForm(request.POST or None, picture=picture, initial={"base": page.latest_revision_id})
    if request.method == "POST" and form.is_valid():
        return _hidden(request, work, page, part, picture, form)
    context = {
        "work": work,
        "part_id": part_id,
        "title": page.draft_title,
        "language": page.locale.language_code,
        "form": form,
        "picture": picture,
        "shown": private_picture(picture, MIDDLE),
    }
    return render(request, "stories/studio/hide_details.html", context)


@transaction.atomic
def _hidden(
    request: HttpRequest, work: Work, page: Any, part: dict[str, Any], picture: Image, form: CoverForm
) -> HttpResponse:
    answer = form.cleaned_data["recognised"]
    fresh = cover(picture, form.chosen, user=request.user, recognised=answer)
    saved = services.save_part(
        page=page,
        user=request.user,
        kind=part["type"],
        part_id=part["id"],
        base=form.cleaned_data["base"],
        value=with_picture(part, picture.pk, fresh.pk),
        whose=holder_to_keep(my_part_in(work, request.user), page, part["id"]),
    )
    if saved.theirs:
        return redirect("studio:part_both", work.pk, saved.theirs, saved.part_id)
    messages.success(request, _("It is hidden. The picture of before is not in your story any more."))
    return to_work(work, saved.part_id)
