"""Giving somebody parts of a module or session to write, and writing them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from authorship.giving import give_parts, given_to, may_be_given_to
from authorship.models import Work
from stories.studio.access import page_of, studio_view
from stories.studio.drafts import why_closed
from stories.studio.errors import NotNow
from stories.studio.given import newest, save_given
from stories.studio.given_forms import GiveForm, WriteForm
from stories.studio.plain_parts import PlainPart, plain_part, plain_parts_of, words_alone
from stories.studio.selectors import pages_of_work
from stories.studio.unsaved import given_place
from stories.studio.views.here import who_is_here
from stories.studio.views.parts import is_saved, put_back, saved, to_work


@studio_view("GET", "HEAD", "POST")
def give(request: HttpRequest, work: Work, contributor_id: int) -> HttpResponse:
    """Ask a trainer which parts somebody is to write."""
    somebody = next((one for one in may_be_given_to(request.user, work) if one.pk == contributor_id), None)
    if somebody is None:
        raise Http404
    pages = [
        (page, plain_parts_of(words_alone(page.latest_revision.content, page.specific_class)))
        for page in pages_of_work(work)
    ]
    given = given_to(somebody.person.user, work)
    # Nothing ticked is an answer too.
    form = GiveForm(request.POST if request.method == "POST" else None, pages=pages, given=given)
    if request.method == "POST" and form.is_valid():
        give_parts(contributor=somebody, parts=form.parts, by=request.user)
        messages.success(request, _("Saved. They find their parts in the studio."))
        return to_work(work)
    context = {"work": work, "title": page_of(work).draft_title, "form": form, "somebody": somebody}
    return render(request, "stories/studio/give.html", context)


@studio_view("GET", "HEAD", "POST")
def write(request: HttpRequest, work: Work, page_id: int, place: str) -> HttpResponse:
    """Let somebody write a part that they were given."""
    page = page_of(work, page_id)
    if (page.pk, place) not in given_to(request.user, work):
        raise Http404
    closed = why_closed(page, request.user)
    part = plain_part(newest(page), place)
    if closed or part is None:
        raise NotNow(closed or _("That part is not there any more."))
    form = _form(request, page, part)
    theirs = None
    if request.method == "POST" and form.is_valid():
        base = form.cleaned_data["base"]
        theirs = save_given(work=work, page=page, user=request.user, place=place, base=base, values=form.values)
        if theirs is None:
            is_saved(request, work, given_place(page.pk, place))
            messages.success(request, _("Saved. You can close this page and come back later."))
            return saved(to_work(work, request=request))
        page.refresh_from_db()
        form = _form(request, page, part, base=page.latest_revision_id)
    context = {
        "work": work,
        "form": form,
        "part": part,
        "title": page_of(work).draft_title,
        "page_title": page.draft_title or page.title,
        "language": page.locale.language_code,
        "theirs": _in_labels(theirs) if theirs else [],
    }
    context |= put_back(request, work, form, given_place(page.pk, place))
    context |= who_is_here(request, work, given_place(page.pk, place))
    return render(request, "stories/studio/write.html", context)


def _form(request: HttpRequest, page: Any, part: PlainPart, *, base: int | None = None) -> WriteForm:
    """Return the form of a part; with `base`, what was sent is asked once more, over what is there by now."""
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and base is not None:
        data["base"] = str(base)
    language = page.locale.language_code
    return WriteForm(data, part=part, language=language, initial={"base": page.latest_revision_id})


def _in_labels(part: PlainPart) -> list[tuple[Any, str]]:
    """Return what a part says, each text under its label."""
    return [(field.label, _in_words(part.values[name])) for name, field in part.fields.items()]


def _in_words(value: Any) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value if value is not None else "")
