"""Your OK: the exact final words and files, and two clear answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from accounts.audiences import audience_words
from authorship.lost_yeses import lost_yes_words
from authorship.models import Contributor, VoiceLink, Work
from authorship.selectors import contributors_of, valid_oks
from authorship.services import what_is_seen
from files.pictures import SpelledOut
from languages.names import direction_of
from moderation import services as moderation
from moderation.services import waiting_ok_step
from publishing.audiences import PUBLIC, audience_in
from publishing.errors import PublishBlocked
from publishing.selectors import shown_release
from stories.studio.access import my_part_in, page_of, studio_view
from stories.studio.final_words import final_words
from stories.studio.forms import OKForm
from stories.studio.views.sending import say
from translation.gates import translation_context


@studio_view("GET", "HEAD", "POST", no_referrer=True, shown_too=True)
def your_ok(request: HttpRequest, work: Work, page_id: int | None = None) -> HttpResponse:
    """Show what would go public, and take the answer."""
    page = page_of(work, page_id, translated_too=True)
    step = waiting_ok_step(page)
    if step is None:
        messages.info(request, _("This is not waiting for an OK just now."))
        return redirect("studio:work", work.pk)
    me = my_part_in(work, request.user)
    form = OKForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return take_answer(request, page, me, form.cleaned_data["reason"], reverse("studio:work", args=[work.pk]))
    context = {
        **what_is_asked(request, step, me),
        "base": "stories/studio/work_base.html",
        "work": work,
        "form": form,
        "preview_url": reverse("studio:page_preview", args=[work.pk, page.pk]),
        "named_url": reverse("studio:named", args=[work.pk]),
    }
    return render(request, "stories/studio/ok.html", context)


def what_is_asked(request: HttpRequest, step: TaskState, me: Contributor) -> dict[str, Any]:
    """Return what an OK screen shows of the version that waits at `step`."""
    candidate = step.candidate
    said_yes = valid_oks(candidate)
    audience = audience_in(candidate.manifest)
    language = candidate.obj.locale.language_code
    return {
        "page": candidate.obj,
        "title": candidate.obj.title,
        "language": language,
        "direction": direction_of(language),
        "me": me,
        "seen": what_is_seen(candidate),
        "said_yes": me.pk in said_yes,
        "lost": lost_yes_words(candidate, me),
        "readers": "" if audience == PUBLIC else audience_words(audience),
        "answers": [(person, person.pk in said_yes) for person in contributors_of(candidate.obj)],
        "shown_files": SpelledOut(None, candidate.obj),
        "final": final_words(step, request),
        "translated": translation_context(candidate.obj, request, None)["translated"],
        "list_picture": getattr(candidate.obj, "listing_image", None),
        "may_say_yes": True,
    }


def take_answer(
    request: HttpRequest, page: Any, me: Contributor, reason: str, done: str, link: VoiceLink | None = None
) -> HttpResponse:
    """Record what somebody answered, signed in or by their own `link`; lead to `done`, or back to read again."""
    seen, answer = request.POST.get("seen", ""), request.POST.get("answer", "")
    again = redirect(request.path)
    if not seen or request.POST.get("reader") != str(me.pk) or answer not in ("yes", "not_yet"):
        messages.warning(request, _("Please read it first, then tap one of the two answers."))
        return again
    who: dict[str, Any] = {"user": request.user} if link is None else {"contributor": me, "link": link}
    try:
        if answer == "yes":
            is_shown = moderation.give_ok(page=page, seen=seen, **who)
            messages.success(request, _thanks(page, is_shown=is_shown))
        else:
            moderation.say_not_yet(page=page, reason=reason, seen=seen, **who)
            messages.success(request, _("That is fine. Nothing goes public, and the others are told that you wait."))
    except PermissionDenied:
        messages.warning(request, _("Something changed while you were reading. Please read it once more."))
        return again
    except PublishBlocked as blocked:
        say(request, blocked.sentences)
    except ValidationError as refused:
        say(request, refused.messages)
    return redirect(done)


def _thanks(page: Any, *, is_shown: bool) -> str:
    release = shown_release(type(page).objects.get(pk=page.pk)) if is_shown else None
    if release is not None and release.audience != PUBLIC:
        readers = {"readers": audience_words(release.audience)}
        return _("Thank you. Everybody said yes. Now it is shown to %(readers)s, and to nobody else.") % readers
    if is_shown:
        return _("Thank you. Everybody said yes, and it is public now.")
    return _("Thank you for your yes. We wait for the others now.")
