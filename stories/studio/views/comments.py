"""What those who make a work write to each other about it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from authorship.comments import comments_on, delete_comment, settle_comment, write_comment
from authorship.models import Work, WorkComment
from authorship.selectors import page_ids_of
from core.throttle import throttled
from moderation.places import Place, places_in
from stories.studio.access import page_of, studio_view
from stories.studio.comment_forms import CommentForm
from stories.studio.unsaved import COMMENTS
from stories.studio.views.here import who_is_here
from stories.studio.views.parts import is_saved, put_back, saved

COMMENTS_AN_HOUR = 120


@studio_view("GET", "HEAD", "POST")
def comments(request: HttpRequest, work: Work, page_id: int | None = None) -> HttpResponse:
    """Show what was written about a page, and take something new."""
    page = page_of(work, page_id)
    places = places_in(page.get_latest_revision_as_object())
    address = reverse("studio:page_comments", args=[work.pk, page.pk]) if page_id else _address(work)
    form = CommentForm(request.POST or None, places=places, initial={"place": request.GET.get("at", "")})
    if request.method == "POST" and form.is_valid():
        if throttled(request, "comment", COMMENTS_AN_HOUR):
            form.add_error(None, _("Those are a lot of comments in a short time. Please try again in an hour."))
        else:
            write_comment(page=page, by=request.user, **form.cleaned_data)
            is_saved(request, work, COMMENTS)
            messages.success(request, _("Sent. The others can read it here."))
            return saved(redirect(address))
    found = list(comments_on([page]))
    context = {
        "work": work,
        "page": page,
        "title": page.draft_title or page.title,
        "language": page.locale.language_code,
        "form": form,
        "address": address,
        "open": [(one, _label(one, places)) for one in found if one.settled_at is None],
        "settled": [(one, _label(one, places)) for one in found if one.settled_at is not None],
    }
    if page_id is None:
        context |= put_back(request, work, form, COMMENTS)
    context |= who_is_here(request, work, COMMENTS)
    return render(request, "stories/studio/comments.html", context)


def _address(work: Work) -> str:
    return reverse("studio:comments", args=[work.pk])


def _label(comment: WorkComment, places: list[Place]) -> str:
    """Return what a comment is about; a part may have been taken out since."""
    return next((place.label for place in places if place.key == comment.place), _("A part that is not there any more"))


@studio_view("POST")
def comment_done(request: HttpRequest, work: Work, comment_id: int) -> HttpResponse:
    """Settle a comment, or take back one's own."""
    of_work = WorkComment.objects.select_related("page").filter(page__in=page_ids_of(work))
    comment = of_work.filter(pk=comment_id).first()
    if comment is None:
        raise Http404
    try:
        if request.POST.get("do") == "delete":
            delete_comment(comment=comment, by=request.user)
            messages.success(request, _("Your comment is deleted."))
        else:
            settle_comment(comment=comment, by=request.user)
            messages.success(request, _("Marked as done."))
    except PermissionDenied:
        messages.warning(request, _("Only whoever wrote it can delete it."))
    if comment.page_id == work.page_id:
        return redirect("studio:comments", work.pk)
    return redirect("studio:page_comments", work.pk, comment.page_id)


def open_comments(pages: list[Any]) -> dict[int, list[WorkComment]]:
    """Return what is still to be talked about, by page."""
    found: dict[int, list[WorkComment]] = {page.pk: [] for page in pages}
    for comment in comments_on(pages).filter(settled_at=None):
        found[comment.page_id].append(comment)
    return found
