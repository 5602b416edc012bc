"""Reading a translation side by side with its source, and deciding about it: the reviewer, then a moderator."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Page, TaskState

from authorship.reading import note_reading
from authorship.selectors import work_of
from core.previews import preview_of
from languages.names import direction_of, english_name
from moderation.page_views import done_words, tell
from moderation.services import step_of
from publishing.errors import PublishBlocked
from translation.models import Assignment
from translation.selectors import ever_assigned, source_page, translation_of, works_on
from translation.sentences import pairs_of
from translation.services import as_it_stands

Part = Assignment.Part


def running_step(page: Any) -> TaskState | None:
    """Return the step at which a translation is being checked now, or None."""
    step = step_of(page)
    return step if step is not None and step.status == TaskState.STATUS_IN_PROGRESS else None


def may_read(user: Any, page: Any) -> bool:
    """Say whether `user` may read the words of a translation that is being checked: who works on it, and who checks."""
    if translation_of(page) is None:
        return False
    if works_on(user, page):
        return True
    step = running_step(page)
    task: Any = step.task.specific if step is not None else None
    return task is not None and getattr(step, "is_moderation", False) and task.may_check(page, user)


def check_screen(user: Any, page: Any) -> str | None:
    """Return where `user` reads the translation `page`; None for whoever writes in it now, and for any other page."""
    from translation.selectors import may_translate

    if user.is_superuser or translation_of(page) is None or may_translate(user, page):
        return None
    return reverse("translation_check", args=[page.pk]) if may_read(user, page) else None


def _page(request: HttpRequest, page_id: int) -> Any:
    page: Any = get_object_or_404(Page, pk=page_id, depth__gt=1).specific
    if not may_read(request.user, page):
        raise PermissionDenied
    return page


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show source and translation side by side, and take the answer of whoever checks it now."""
    page = _page(request, page_id)
    step = running_step(page)
    task: Any = step.task.specific if step is not None else None
    actions = [name for name, _label, _form in task.get_actions(page, request.user)] if task is not None else []
    forms = {name: task.get_form_for_action(name) for name in actions}
    chosen = request.POST.get("action", "")
    if request.method == "POST":
        if step is None or task is None or chosen not in actions:
            messages.warning(request, _("This is not waiting for you any more. Nothing was changed."))
            return redirect(request.path)
        form = forms[chosen](request.POST, page=page)
        if form.is_valid():
            return _act(request, page, step, chosen, form.cleaned_data)
    else:
        form = None
    _note(request.user, page)
    context = {
        **_what_is_compared(page, step),
        "step": step,
        "forms": {name: form if name == chosen and form else made(page=page) for name, made in forms.items()},
        "opened": chosen,
        "is_moderation": getattr(step, "is_moderation", False),
        "may_get_back": step is not None and works_on(request.user, page, Part.TRANSLATOR),
    }
    response = render(request, "translation/admin/check.html", context)
    add_never_cache_headers(response)
    return response


def _act(request: HttpRequest, page: Any, step: TaskState, action: str, said: dict[str, Any]) -> HttpResponse:
    at_language = getattr(step, "is_language_check", False)
    try:
        step.task.specific.on_action(step, request.user, action, **said)
    except PublishBlocked as blocked:
        tell(request, blocked)
        return redirect(request.path)
    if not at_language:
        messages.success(request, done_words(action, page))
    elif action == "approve":
        messages.success(
            request, _("Thank you. Now a moderator reads it, and then those who told it say yes or not yet.")
        )
    else:
        messages.success(request, _("Thank you. The translator has been told what you asked for."))
    return redirect("wagtailadmin_home")


def _what_is_compared(page: Any, step: TaskState | None) -> dict[str, Any]:
    """Return the pages that are compared: the words that wait, or that were saved last, beside their source."""
    translation: Any = translation_of(page)
    translated = step.revision.as_object() if step is not None else as_it_stands(translation)
    code, from_code = page.locale.language_code, translation.source.locale.language_code
    people = ever_assigned(page)
    return {
        "page": page,
        "title": translated.title,
        "source": source_page(translation),
        "pairs": pairs_of(translation.source.as_instance(), translated),
        "language": {"code": code, "name": english_name(code), "dir": direction_of(code)},
        "source_language": {"code": from_code, "name": english_name(from_code), "dir": direction_of(from_code)},
        "translators": [one for one in people if one.translates and (one.done_at or not one.ended_at)],
    }


def _note(user: Any, page: Any) -> None:
    work = work_of(page)
    if work is not None and not works_on(user, page):
        note_reading(user, work)


@require_safe
def words(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the translation as a reader would see it."""
    page = _page(request, page_id)
    step, translation = running_step(page), translation_of(page)
    shown = step.revision.as_object() if step is not None else as_it_stands(translation)
    _note(request.user, page)
    back_to = reverse("translation_check", args=[page.pk])
    answer = preview_of(shown, request, back_to=back_to, label=_("Back to both languages"))
    add_never_cache_headers(answer)
    return answer
