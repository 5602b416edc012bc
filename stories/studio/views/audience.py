"""Who should read a story: fewer people at once, more people once everybody has said yes to it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audiences import audience_words, words_of_audiences
from authorship.models import Work
from consent.audiences import Choice, audiences_for, choose_audience, may_be_shared
from consent.rights import Reach, reach_of
from publishing.audiences import is_narrower
from publishing.errors import PublishBlocked
from publishing.selectors import shown_release
from stories.studio.access import my_part_in, page_of, studio_view
from stories.studio.views.sending import say

SAID = {
    Choice.SAME: gettext_lazy("It stays as it is."),
    Choice.NARROWED: gettext_lazy("Done. From now on fewer people can read it. The others can no longer open it here."),
    Choice.HIDDEN: gettext_lazy(
        "Done. Now nobody else can read it: somebody who takes part does not want the people you chose to read it. "
        "Talk about it together. Then send it in."
    ),
    Choice.WISHED: gettext_lazy(
        "Saved. Nobody new can read it yet. Send it in, and everybody who made it is asked for their OK to that."
    ),
}


class AudienceForm(forms.Form):
    """One question: who should read it."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Who should read it?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose who should read it. Nothing is changed yet.")},
    )

    def __init__(self, *args: Any, codes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = words_of_audiences(codes)
        question: Any = self.fields["audience"]
        question.choices = [(code, capfirst(words[code])) for code in codes]


@studio_view("GET", "HEAD", "POST")
def audience(request: HttpRequest, work: Work) -> HttpResponse:
    """Ask who should read a story, and say what comes of each answer."""
    page = page_of(work)
    if not may_be_shared(page):
        raise Http404
    me = my_part_in(work, request.user)
    codes = audiences_for(request.user, work)
    form = AudienceForm(request.POST or None, codes=codes, initial={"audience": work.audience})
    if request.method == "POST" and form.is_valid():
        try:
            done = choose_audience(contributor=me, audience=form.cleaned_data["audience"], by=request.user)
        except PublishBlocked as blocked:
            say(request, blocked.sentences)
        except PermissionDenied:
            messages.warning(request, _("Only those whose story it is can do that. Please talk with them."))
        else:
            messages.success(request, str(SAID[done]))
        return redirect("studio:work", work.pk)
    release = shown_release(page)
    context = {
        "work": work,
        "title": page.draft_title,
        "language": page.locale.language_code,
        "form": form,
        "shown_to": audience_words(release.audience) if release is not None else "",
        "can_be_fewer": release is not None and any(is_narrower(code, than=release.audience) for code in codes),
        "holds_the_whole": reach_of(me, page) == Reach.WHOLE,
    }
    return render(request, "stories/studio/audience.html", context)
