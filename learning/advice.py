"""Advice while training is written: kind, beside the field, and never in the way of a draft."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from files.models import Image
from learning.lists import items_of
from learning.models import ModulePage, SessionPage
from learning.originals import changed_since
from learning.own_words import reading_age_of
from learning.selectors import stories_lent_to
from learning.verbs import begins_with_a_deed

MINUTES_OFF = 5
"""How far the minutes of activities and breaks may be from the length of a session."""
OLDEST_READER = 12
"""Above this reading age we say that it could be plainer."""
ORIGINAL = "original"
"""Where advice about the module stands that this one is made from."""
READING = "reading"
"""Where advice about the words as a whole stands."""

Advice = tuple[str, str]
"""The name of a field, and a sentence about it."""


def advice_on(page: Any) -> dict[str, list[str]]:
    """Return sentences about a module or session as it is in memory, by the name of the field that each is about."""
    found = defaultdict(list)
    for field, sentence in _advice(page):
        found[field].append(sentence)
    return dict(found)


def _advice(page: Any) -> Iterator[Advice]:
    yield from _on_reading(page)
    if isinstance(page, (ModulePage, SessionPage)):
        yield from _on_outcomes(page)
        yield from _on_access(page)
    if isinstance(page, ModulePage):
        if changed_since(page):
            yield ORIGINAL, _("The module that this is made from has changed. Look at “What changed in the original”.")
        yield from _on_pictures("image", [page.image] if page.image else [])
    if isinstance(page, SessionPage):
        yield from _on_minutes(page)
        yield from _on_activities(page)
        yield from _on_stories(page)
        shown = [block.value.get("image") for block in page.running_order if block.block_type in ("picture", "video")]
        yield from _on_pictures("running_order", [picture for picture in shown if picture])


def _on_reading(page: Any) -> Iterator[Advice]:
    age = reading_age_of(page)
    if age is None:
        return
    if age <= OLDEST_READER:
        yield READING, _("A reader of about %(age)s reads this with ease.") % {"age": age}
    else:
        words = _("A reader of about %(age)s reads this with ease. We aim for twelve: shorter sentences help most.")
        yield READING, words % {"age": age}


def _on_outcomes(page: Any) -> Iterator[Advice]:
    outcomes = items_of(page.outcomes)
    if not 2 <= len(outcomes) <= 5:
        yield "outcomes", _("Two to five outcomes are easiest to keep in mind.")
    if page.locale.language_code != "en":
        return
    for outcome in outcomes:
        if not begins_with_a_deed(outcome):
            words = _("“%(outcome)s” could begin with something that people do: ask, record, explain, choose.")
            yield "outcomes", words % {"outcome": outcome}


def _on_access(page: Any) -> Iterator[Advice]:
    if not page.access_notes:
        yield "access_notes", _("Say how everybody can join in. It has to be there before this is public.")


def _on_minutes(page: SessionPage) -> Iterator[Advice]:
    off = page.total_minutes - page.length_minutes
    if abs(off) <= MINUTES_OFF:
        return
    words = (
        ngettext("%(minutes)s minute too many", "%(minutes)s minutes too many", off)
        if off > 0
        else ngettext("%(minutes)s minute to fill", "%(minutes)s minutes to fill", -off)
    )
    sentence = _("Activities and breaks take %(total)s minutes, and the session %(length)s: %(off)s.")
    yield (
        "running_order",
        sentence % {"total": page.total_minutes, "length": page.length_minutes, "off": words % {"minutes": abs(off)}},
    )


def _on_activities(page: SessionPage) -> Iterator[Advice]:
    activities = [block.value for block in page.activities]
    outcomes, towards = items_of(page.outcomes), set()
    for activity in activities:
        named = {"activity": activity["title"]}
        works_towards = {int(one) for one in activity["outcomes"]}
        towards |= works_towards
        if not works_towards:
            yield "running_order", _("“%(activity)s”: which outcome does it work towards?") % named
        elif max(works_towards) > len(outcomes):
            yield "running_order", _("“%(activity)s” works towards an outcome that is not in the list.") % named
        if not activity["access_note"]:
            yield "running_order", _("“%(activity)s”: what helps somebody who cannot do it like that?") % named
    for place, outcome in enumerate(outcomes, start=1):
        if activities and place not in towards:
            words = _("No activity works towards “%(outcome)s” yet.")
            yield "outcomes", words % {"outcome": outcome}


def _on_stories(page: SessionPage) -> Iterator[Advice]:
    shown = {story.pk for story in stories_lent_to(page)}
    for block in page.stories:
        if block.value is not None and block.value.pk not in shown:
            yield (
                "stories",
                _("One of these is not shown to readers now: it is not public, or not lent to training."),
            )
            return


def _on_pictures(field: str, pictures: list[Image]) -> Iterator[Advice]:
    for picture in pictures:
        if not picture.alt_text and not picture.is_decorative:
            words = _("The picture “%(title)s” has no description yet.")
            yield field, words % {"title": picture.title}
