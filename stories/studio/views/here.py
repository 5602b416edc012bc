"""Who else has a work open: shown on its screens, and asked for again while they are open."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from authorship.models import Contributor, Work
from stories.studio.access import studio_view
from stories.studio.here import others_here, say_here

LONGEST_PLACE = 64


def who_is_here(
    request: HttpRequest, work: Work, place: str = "", *, people: list[Contributor] | None = None
) -> dict[str, Any]:
    """Return what a screen shows of who else has it open, and note that this person has. Nothing where one is alone.

    `people` are those who take part, where they have been read already.
    """
    people = list(work.contributors.select_related("person")) if people is None else people
    if sum(person.makes_it and person.person.user_id is not None for person in people) < 2:
        return {}
    say_here(work=work, user=request.user, place=place)
    others = others_here(work=work, people=people, user=request.user, place=place)
    address = reverse("studio:here", args=[work.pk])
    return {"others_here": others, "here_url": f"{address}?at={place}" if place else address}


@studio_view("GET", "HEAD")
def here(request: HttpRequest, work: Work) -> HttpResponse:
    """Say who else has it open now."""
    place = request.GET.get("at", "")[:LONGEST_PLACE]
    return render(request, "stories/studio/includes/others_here.html", who_is_here(request, work, place))
