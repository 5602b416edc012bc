"""One public page of each kind, found in the seeded demo by name: what tests look at, and what we show people."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.models import Page

from home.models import HomePage, StandardPage
from home.open_numbers import years
from learning.models import (
    GlossaryPage,
    GlossaryTermPage,
    LearningIndexPage,
    ModulePage,
    ProgrammePage,
    SessionPage,
    WorkshopIndexPage,
    WorkshopPage,
)
from moderation.models import BestPracticeGuidePage
from publishing.models import PublicAddress
from publishing.selectors import released
from stories.models import StoryIndexPage, StoryPage


@dataclass(frozen=True)
class Example:
    """Where a page of this kind stands, and how it answers."""

    path: str
    status: int = 200


def _first_page(model: type[Page], language: str = "en", **where: str) -> Any:
    page = released(model.objects.filter(locale__language_code=language, **where)).order_by("path").first()
    if page is None:
        raise LookupError(f"The demo has no public {model.__name__} in {language} with {where}.")
    return page


def _first(model: type[Page], language: str = "en", **where: str) -> str:
    return str(_first_page(model, language, **where).get_url_parts()[2])


def _of(model: type[Page], language: str = "en", **where: str) -> Callable[[], Example]:
    return lambda: Example(_first(model, language, **where))


def _handout(query: str = "") -> Callable[[], Example]:
    return lambda: Example(f"{_first(SessionPage)}handout/{query}")


def _handout_of_an_activity() -> Example:
    session = _first_page(SessionPage)
    return Example(f"{session.get_url_parts()[2]}handout/{session.activities[0].id}/")


def _at(name: str, query: str = "") -> Callable[[], Example]:
    return lambda: Example(reverse(name) + query)


def _numbers_of_a_year() -> Example:
    return Example(reverse("numbers_of_a_year", args=[years()[0]]))


def _taken_back() -> Example:
    hidden = StoryPage.objects.filter(live=False).values_list("pk", flat=True)
    address = PublicAddress.objects.filter(object_id__in=[str(pk) for pk in hidden]).first()
    if address is None:
        raise LookupError("The demo has no story that was taken back.")
    return Example(address.path, status=410)


EXAMPLES: dict[str, Callable[[], Example]] = {
    "home": _of(HomePage),
    "page of information": _of(StandardPage),
    "best practice guide": _of(BestPracticeGuidePage),
    "list of stories": _of(StoryIndexPage),
    **{f"story, {kind.value}": _of(StoryPage, told_as=kind.value) for kind in StoryPage.ToldAs},
    "list of programmes": _of(LearningIndexPage),
    "programme": _of(ProgrammePage),
    "module": _of(ModulePage),
    "session": _of(SessionPage),
    "list of workshops": _of(WorkshopIndexPage),
    "workshop": _of(WorkshopPage),
    "glossary": _of(GlossaryPage),
    "word in the glossary": _of(GlossaryTermPage, slug="socio-economic-duty"),
    "handout": _handout(),
    "handout, large print with notes": _handout("?print=large&notes=yes"),
    "handout of an activity": _handout_of_an_activity,
    "session, for the facilitator": lambda: Example(f"{_first(SessionPage)}facilitator/?start=13:30&minutes=60"),
    "how was it": lambda: Example(f"{_first(SessionPage)}feedback/"),
    "how was it, thank you": lambda: Example(f"{_first(SessionPage)}feedback/thanks/"),
    "search": _at("search"),
    "search that finds": _at("search", "?q=bus"),
    "search that finds nothing": _at("search", "?q=zzzzzz"),
    "report a concern": _at("report_a_concern", "?page=/stories/"),
    "open numbers": _at("open_numbers"),
    "open numbers of a year": _numbers_of_a_year,
    "nothing there": lambda: Example("/stories/nothing-here/", status=404),
    "taken back": _taken_back,
    "home in Urdu": _of(HomePage, "ur"),
    "list of stories in Urdu": _of(StoryIndexPage, "ur"),
    "story in Urdu": _of(StoryPage, "ur"),
    "story in Polish": _of(StoryPage, "pl"),
    "story in Punjabi": _of(StoryPage, "pa"),
}


def example(name: str) -> Example:
    """Return the example page of this name. Raises LookupError where the demo has none."""
    return EXAMPLES[name]()
