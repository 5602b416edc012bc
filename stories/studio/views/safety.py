"""When a work is paused and somebody does not agree; and when somebody is worried about somebody."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authorship.models import Work
from consent.cascade import family
from moderation import appeals
from moderation.models import Appeal, Pause
from moderation.pausing import standing_pauses
from moderation.report_forms import FlagForm
from publishing.errors import PublishBlocked
from stories.studio.access import page_of, studio_view
from stories.studio.views.sending import say
from stories.studio.views.your_voice import Visit, for_both


class WordsForm(forms.Form):
    """Why somebody does not agree, if they like."""

    words = forms.CharField(
        label=gettext_lazy("Would you like to say why?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        required=False,
        help_text=gettext_lazy("Whoever looks at it reads this. You need not write anything."),
    )


def _pause_of(request: HttpRequest, visit: Visit) -> Pause | None:
    """Return the pause of this work that the form names, or the one that stands alone; None where it is over."""
    standing = {pause.pk: pause for pause in standing_pauses(family(page_of(visit.me.work))).values()}
    named = request.POST.get("pause", "")
    if named.isdecimal() and len(named) < 19:
        return standing.get(int(named))
    return next(iter(standing.values()), None)


@for_both("GET", "HEAD", "POST")
def appeal_it(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take "I don’t agree" with one tap, then words for whoever likes to add some."""
    pause = _pause_of(request, visit)
    if pause is None:
        messages.info(request, _("This is not paused any more. There is nothing you need to do."))
        return redirect(visit.urls["work"])
    if request.method == "POST":
        return _say_why(request, visit, pause) if request.POST.get("do") == "say" else _appeal(request, visit, pause)
    mine = Appeal.objects.filter(pause=pause, by=visit.me.person_id, outcome="").first()
    if mine is None:
        return redirect(visit.urls["work"])
    page = page_of(visit.me.work)
    context: dict[str, Any] = {
        "base": visit.base,
        "urls": visit.urls,
        "work": visit.me.work,
        "title": page.draft_title,
        "language": page.locale.language_code,
        "pause": pause,
        "appeal": mine,
        "form": WordsForm(initial={"words": mine.words}),
    }
    return render(request, "stories/studio/appeal.html", context)


def _appeal(request: HttpRequest, visit: Visit, pause: Pause) -> HttpResponse:
    try:
        appeals.appeal(pause=pause, contributor=visit.me)
    except PublishBlocked as blocked:
        say(request, blocked.sentences)
        return redirect(visit.urls["work"])
    return redirect(visit.urls["appeal"])


def _say_why(request: HttpRequest, visit: Visit, pause: Pause) -> HttpResponse:
    form = WordsForm(request.POST)
    try:
        if not form.is_valid():
            raise PublishBlocked([_("That was longer than we can keep. Nothing was changed. Please say it shorter.")])
        appeals.say_why(pause=pause, contributor=visit.me, words=form.cleaned_data["words"])
    except PublishBlocked as blocked:
        say(request, blocked.sentences)
    except PermissionDenied:
        messages.info(request, _("Somebody else of you said so. Talk about it together."))
    else:
        messages.success(request, _("Thank you. Whoever looks at it reads your words."))
    return redirect(visit.urls["work"])


@studio_view("GET", "HEAD", "POST", no_referrer=True)
def somebodys_safety(request: HttpRequest, work: Work) -> HttpResponse:
    """Take what worries somebody who makes this work, for the safeguarding leads."""
    page = page_of(work)
    form = FlagForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.save(request, page):
        messages.success(request, _("Thank you. The safeguarding leads have been told. You need do nothing else."))
        return redirect("studio:home")
    context = {
        "base": "stories/studio/work_base.html",
        "back": reverse("studio:work", args=[work.pk]),
        "work": work,
        "title": page.draft_title,
        "language": page.locale.language_code,
        "form": form,
    }
    return render(request, "stories/studio/safety.html", context)
