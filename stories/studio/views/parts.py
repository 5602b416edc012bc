"""Adding, changing, moving and removing the parts of a story."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from csp.decorators import csp_update
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from authorship.models import Work
from moderation.notes import note_at
from stories.studio import services
from stories.studio.access import my_part_in, page_of, studio_view
from stories.studio.drafts import why_closed
from stories.studio.errors import NotNow
from stories.studio.part_forms import PartForm
from stories.studio.parts import KINDS, Kind, Raw, find_part, parts_in, views_of
from stories.studio.progress import TELL, way_of
from stories.studio.questions import question_of, question_told_through
from stories.studio.recording_forms import FORMS
from stories.studio.selectors import is_story
from stories.studio.typing import asked_of_whom, chosen_holder
from stories.studio.unsaved import NEW, forget_unsaved, unsaved_words
from stories.studio.uploads import where_it_is_already
from stories.studio.views.here import who_is_here

QUESTION = "question"


def story_of(work: Work, user: Any) -> Any:
    """Return the story of a work that may be changed now. Raises Http404 for a module, NotNow where it is closed."""
    page = page_of(work)
    if not is_story(page):
        raise Http404
    closed = why_closed(page, user)
    if closed:
        raise NotNow(closed)
    return page


def to_work(work: Work, part_id: str = "", *, request: HttpRequest | None = None) -> HttpResponse:
    """Go back to the work, to one of its parts; or to all works, where `request` says to finish later."""
    if request is not None and "later" in request.POST:
        return redirect("studio:home")
    address = reverse("studio:work", args=[work.pk])
    return redirect(f"{address}#part-{part_id}" if part_id else address)


def saved(answer: HttpResponse) -> HttpResponse:
    """Let a redirect say that the words were saved, so that the phone which sent them need not keep them any more."""
    parts = urlsplit(answer["Location"])
    answer["Location"] = urlunsplit(parts._replace(query="saved=yes"))
    return answer


def _form(request: HttpRequest, kind: str, page: Any, part: Raw | None = None, asked_question: str = "") -> PartForm:
    """Return the form for a new part, or for `part` as it is now. A new question begins with `asked_question`."""
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    language = page.locale.language_code
    asked = asked_of_whom(my_part_in(page.work, request.user), page, part["id"] if part else "")
    before, base = (part["value"], page.latest_revision_id) if part else (None, None)
    initial = {"base": base} | ({"question": asked_question} if asked_question else {})
    return FORMS[kind](*data, before=before, language=language, initial=initial, **asked)


def _question_to_answer(page: Any, kind: str) -> str:
    """Return the question that a story was begun to answer, for the first part that may hold it; else nothing."""
    question = question_of(page.work) if kind == QUESTION else None
    is_there = question and any(part["type"] == QUESTION for part in parts_in(page.get_latest_revision()))
    return question.question if question and not is_there else ""


def _after_adding(request: HttpRequest, work: Work, kind: str, part_id: str) -> HttpResponse:
    """Go back to the story; from an answer that was written down for somebody, to the next who tells."""
    told = question_told_through(work, request.user) if kind == QUESTION and "later" not in request.POST else None
    return redirect("studio:question_everybody", told.pk) if told else to_work(work, part_id, request=request)


def whose_it_is(request: HttpRequest, page: Any, form: forms.Form) -> Any:
    """Return the part of whoever holds what a form brings; None where it did not ask."""
    pk = form.cleaned_data.get("whose")
    return chosen_holder(my_part_in(page.work, request.user), pk) if pk else None


def _kept(form: PartForm, request: HttpRequest) -> Any:
    """Return what the form stores, or None where something is to be put right."""
    if request.method != "POST" or not form.is_valid():
        return None
    value = form.value(request.user)
    return None if form.errors else value


def _keep_the_file(
    request: HttpRequest, page: Any, form: PartForm, kind: str, part_id: str = ""
) -> tuple[PartForm, str]:
    """Keep a file that came with something to put right, so that nobody has to record or choose it again.

    Return the form to show, and the id of the part that it is about from now on.
    """
    if request.method != "POST" or form.is_valid():
        return form, part_id
    value = form.file_alone(request.user)
    if value is None:
        return form, part_id
    whose = whose_it_is(request, page, form)
    if part_id:
        base = form.cleaned_data.get("base")
        kept = services.save_part(
            page=page, user=request.user, kind=kind, part_id=part_id, base=base, value=value, whose=whose
        )
    else:
        kept = services.add_part(page=page, user=request.user, kind=kind, value=value, whose=whose)
    is_saved(request, page.work, part_id or NEW + kind)
    messages.success(request, _("Your file is kept. Something below is still to be put right."))
    page.refresh_from_db()
    data = request.POST.copy()
    data["base"] = str(page.latest_revision_id)
    asked = asked_of_whom(my_part_in(page.work, request.user), page)
    again = FORMS[kind](data, before=value, language=page.locale.language_code, **asked)
    # What was refused when it was opened, such as a picture for a video, is sent no second time; why stays said.
    for name, errors in form.errors.as_data().items():
        if name in again.fields and name not in again.errors:
            again.add_error(name, errors)  # type: ignore[arg-type]
    return again, kept.part_id


def put_back(request: HttpRequest, work: Work, form: forms.Form, place: str) -> dict[str, Any]:
    """Put what this person had written and not saved back into a form; return what its template says of that."""
    words = unsaved_words(user=request.user, work=work, place=place) if request.method != "POST" else None
    if words is not None:
        form.initial.update((name, value) for name, value in words.fields.items() if name in form.fields)
    return {
        "unsaved_url": reverse("studio:unsaved", args=[work.pk, place]),
        "unsaved_at": words.updated_at if words is not None else None,
    }


def is_saved(request: HttpRequest, work: Work, place: str) -> None:
    """Let go of what was kept while it was being written."""
    forget_unsaved(user=request.user, work=work, place=place, form=request.POST.get("form", ""))


def _about(work: Work, page: Any) -> dict[str, Any]:
    return {"work": work, "title": page.draft_title, "language": page.locale.language_code}


def _ask(request: HttpRequest, work: Work, form: PartForm, kind: Kind, part_id: str = "") -> HttpResponse:
    page = page_of(work)
    context = _about(work, page) | {
        "form": form,
        "kind": kind,
        "part_id": part_id,
        "note": note_at(page, part_id) if part_id else None,
        "way": way_of(work, page, my_part_in(work, request.user), here=TELL),
        "shown": views_of([{"type": kind.key, "value": form.before, "id": part_id}])[0] if form.before else None,
    }
    context |= put_back(request, work, form, part_id or NEW + kind.key)
    context |= who_is_here(request, work, part_id)
    return render(request, "stories/studio/part.html", context)


def _say_what_is_there_already(request: HttpRequest, form: PartForm) -> None:
    titles = {title for picture in form.kept for title in where_it_is_already(request.user, picture)}
    if titles:
        words = _("You have added this picture before, to “%(titles)s”. That is fine. If it was a mistake, remove it.")
        messages.info(request, words % {"titles": "”, “".join(sorted(titles))})


# What was just recorded is played from this page itself before it is sent.
hears_itself = csp_update({"media-src": ["blob:"]})


@hears_itself
@studio_view("GET", "HEAD", "POST")
def add(request: HttpRequest, work: Work, kind: str) -> HttpResponse:
    """Add a part."""
    if kind not in KINDS:
        raise Http404
    page = story_of(work, request.user)
    form = _form(request, kind, page, asked_question=_question_to_answer(page, kind))
    value = _kept(form, request)
    if value is None:
        form, part_id = _keep_the_file(request, page, form, kind)
        return _ask(request, work, form, KINDS[kind], part_id)
    _say_what_is_there_already(request, form)
    whose = whose_it_is(request, page, form)
    kept = services.add_part(page=page, user=request.user, kind=kind, value=value, whose=whose)
    is_saved(request, work, NEW + kind)
    messages.success(request, _("Saved. You can close this page and come back later."))
    return saved(_after_adding(request, work, kind, kept.part_id))


@hears_itself
@studio_view("GET", "HEAD", "POST")
def edit(request: HttpRequest, work: Work, part_id: str) -> HttpResponse:
    """Change a part."""
    page = story_of(work, request.user)
    part = find_part(parts_in(page.get_latest_revision()), part_id)
    if part is None:
        part = _part_when_loaded(request, page, part_id)
    form = _form(request, part["type"], page, part)
    value = _kept(form, request)
    if value is None:
        form, part_id = _keep_the_file(request, page, form, part["type"], part_id)
        return _ask(request, work, form, KINDS[part["type"]], part_id)
    kept = services.save_part(
        page=page,
        user=request.user,
        kind=part["type"],
        part_id=part_id,
        base=form.cleaned_data["base"],
        value=value,
        whose=whose_it_is(request, page, form),
    )
    is_saved(request, work, part_id)
    if kept.theirs:
        return saved(redirect("studio:part_both", work.pk, kept.theirs, kept.part_id))
    if kept.was_removed:
        messages.info(request, _("Somebody had removed that part. Your words are kept as a new part."))
    else:
        messages.success(request, _("Saved. You can close this page and come back later."))
    return saved(to_work(work, kept.part_id, request=request))


def _part_when_loaded(request: HttpRequest, page: Any, part_id: str) -> Raw:
    """Return a part that is gone, as the form was loaded with it. Raises NotNow or Http404."""
    base = request.POST.get("base", "")
    if base.isdecimal() and len(base) < 19:
        found = services.removed_part(page, int(base), part_id)
        if found:
            return found[1]
    if request.method == "POST":
        raise NotNow(_("We could not find that part in this story."))
    raise Http404


@studio_view("GET", "HEAD")
def both(request: HttpRequest, work: Work, theirs: str, mine: str) -> HttpResponse:
    """Show two versions of a part side by side: two people had changed it at once, and both are kept."""
    page = story_of(work, request.user)
    views = {view.id: view for view in views_of(parts_in(page.get_latest_revision()))}
    if theirs not in views or mine not in views:
        return to_work(work)
    context = _about(work, page) | {"theirs": views[theirs], "mine": views[mine]}
    return render(request, "stories/studio/both.html", context)


@studio_view("POST")
def move(request: HttpRequest, work: Work, part_id: str) -> HttpResponse:
    """Move a part up or down."""
    page = story_of(work, request.user)
    services.move_part(page=page, user=request.user, part_id=part_id, up=request.POST.get("move") == "up")
    return to_work(work, part_id)


@studio_view("GET", "HEAD", "POST")
def remove(request: HttpRequest, work: Work, part_id: str) -> HttpResponse:
    """Ask first, then take a part out."""
    page = story_of(work, request.user)
    views = {view.id: view for view in views_of(parts_in(page.get_latest_revision()))}
    if part_id not in views:
        raise NotNow(_("That part is not there any more."))
    if request.method == "POST":
        before = services.remove_part(page=page, user=request.user, part_id=part_id)
        return redirect(f"{reverse('studio:work', args=[work.pk])}?removed={part_id}&before={before}")
    return render(request, "stories/studio/remove.html", _about(work, page) | {"part": views[part_id]})


@studio_view("POST")
def bring_back(request: HttpRequest, work: Work, part_id: str) -> HttpResponse:
    """Undo a removal."""
    page = story_of(work, request.user)
    before = request.POST.get("before", "")
    revision_id = int(before) if before.isdecimal() and len(before) < 19 else 0
    services.bring_back_part(page=page, user=request.user, revision_id=revision_id, part_id=part_id)
    messages.success(request, _("It is back."))
    return to_work(work, part_id)
