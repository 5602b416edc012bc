"""The list of what somebody takes part in, and starting something new."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from authorship.recording import asked_to_help
from consent.looking import last_answer, open_looks
from core.answers import signed_in
from moderation.guides import newest_guide
from stories.models import StoryPage
from stories.studio import services
from stories.studio.forms import StartForm, StartForSomebodyForm
from stories.studio.questions import questions_to_answer
from stories.studio.selectors import my_works as works_of
from stories.studio.shared import is_anything_shared_with

SOMEBODY = "somebody"


@signed_in("GET", "HEAD")
def my_works(request: HttpRequest) -> HttpResponse:
    """List what this person takes part in."""
    user: Any = request.user
    looks = [(look, last_answer(look)) for look in open_looks().filter(contributor__person__user=user)]
    context = {
        "works": works_of(request.user),
        "looks": looks,
        "helping": asked_to_help(request.user),
        "guide": newest_guide(),
        "questions": questions_to_answer(user),
        "is_anything_shared": is_anything_shared_with(request.user),
    }
    return render(request, "stories/studio/home.html", context)


@signed_in("GET", "HEAD", "POST")
def start(request: HttpRequest) -> HttpResponse:
    """Start a new story: one's own, or one of somebody without an account for whom one types."""
    for_somebody = request.GET.get("for") == SOMEBODY
    way = request.GET.get("way", "")
    gathered = way if way in StoryPage.Gathered.values else ""
    form = (StartForSomebodyForm if for_somebody else StartForm)(request.POST or None, initial={"language": "en"})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        teller = services.NewTeller(data["name"], data["contact"]) if for_somebody else None
        work = services.start_story(
            user=request.user, title=data["title"], index=form.index, teller=teller, gathered=gathered
        )
        return redirect("studio:work", work.pk)
    asks = gathered == StoryPage.Gathered.INTERVIEW
    context = {"form": form, "for_somebody": for_somebody, "SOMEBODY": SOMEBODY, "asks": asks}
    return render(request, "stories/studio/start.html", context)


@signed_in("GET", "HEAD")
def ways(request: HttpRequest) -> HttpResponse:
    """Show the ways of gathering a story, and where each begins."""
    return render(request, "stories/studio/ways.html", {"SOMEBODY": SOMEBODY, "ways": StoryPage.Gathered})
