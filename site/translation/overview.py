"""Each language at a glance: what can be translated into it, and where each translation is.

The number of queries grows neither with the pages nor with the languages.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, WorkflowState, get_page_models
from wagtail_localize.models import Translation

from accounts.roles import accounts_with_role
from authorship.models import Work
from consent.models import ConsentEntry
from consent.wording import Use
from languages.names import english_name
from publishing.candidates import object_key
from publishing.models import Release
from publishing.selectors import released
from translation.models import Assignment, LanguageCheckState, NamedLanguage
from translation.selectors import moved_on, works_opened_early

Part = Assignment.Part
STATES = {
    "public": _("Translated"),
    "out_of_date": _("Out of date"),
    "being_checked": _("Being checked"),
    "being_translated": _("Being translated"),
    "waiting": _("Nobody chosen yet"),
    "not_yet": _("Not translated"),
}
"""What can be said of a translation, and of one more than one thing: what is out of date is public too."""


@dataclass
class Glance:
    """One language: the translation keys of what can be translated into it, by what is said of each."""

    locale: Locale
    keys: dict[str, set[UUID]] = field(default_factory=lambda: {state: set() for state in STATES})
    helpers: Counter[str] = field(default_factory=Counter)
    """How many people do each part in it, once `count_helpers` has counted them."""

    @property
    def code(self) -> str:
        """Its code."""
        return self.locale.language_code

    @property
    def name(self) -> str:
        """What we call it."""
        return english_name(self.code)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many there are of each state, in the order of `STATES`."""
        return [(state, len(keys)) for state, keys in self.keys.items()]


def translatable(locale: Locale) -> QuerySet[Page]:
    """Return the pages, in their order, that can be translated into a language: those told in another one.

    They are public, or their tellers let translators read them before.
    """
    own = Page.objects.filter(~Exists(_leading_here()), translation_key=OuterRef("translation_key"), locale=locale)
    wanted = _sources().filter(~Exists(own.order_by())).exclude(locale=locale)
    return wanted.order_by("path").select_related("locale", "content_type")


def _sources() -> QuerySet[Page]:
    """Return what can be translated into some language: no translations, and no parts, which go with their whole."""
    parts = [model for model in get_page_models() if hasattr(model, "part_of_work")]
    pages = Page.objects.not_exact_type(*parts) if parts else Page.objects.all()
    pages = pages.filter(Q(pk__in=released(pages).values("pk")) | Q(pk__in=_opened_early()))
    return pages.filter(~Exists(_leading_here()), alias_of=None)


def _leading_here() -> QuerySet[Translation]:
    return Translation.objects.filter(source__object_id=OuterRef("translation_key"), target_locale=OuterRef("locale"))


def _opened_early() -> list[int]:
    """Return the pages of works that were never public, and that everybody in them lets translators read."""
    said_yes = ConsentEntry.objects.filter(use=Use.EARLY, agreed=True).values("work")
    works = dict(Work.objects.filter(pk__in=said_yes, page__live=False).values_list("pk", "page"))
    opened = {works[pk] for pk in works_opened_early(works)}
    was_public = Release.objects.filter(content_type=_pages(), object_id__in=[str(pk) for pk in opened])
    return sorted(opened - {int(pk) for pk in was_public.values_list("object_id", flat=True)})


def glances(locales: Iterable[Locale]) -> list[Glance]:
    """Return these languages at a glance, in their order."""
    found = {locale.pk: Glance(locale) for locale in locales}
    told_in: dict[UUID, set[int]] = {}
    for key, locale in _sources().values_list("translation_key", "locale_id"):
        told_in.setdefault(key, set()).add(locale)
    for key, own in told_in.items():
        for pk in found.keys() - own:
            found[pk].keys["not_yet"].add(key)
    where, people = _where_they_are(), set(Assignment.objects.values_list("page__translation_key", "locale", "part"))
    for page in _translations().filter(locale__in=found).only("translation_key", "locale_id", "live"):
        key, keys = page.translation_key, found[page.locale_id].keys
        if key not in keys["not_yet"]:
            continue
        keys["not_yet"].discard(key)
        for state in where.states_of(page):
            keys[state].add(key)
        needed = where.part_needed_for(page)
        if needed and (key, page.locale_id, needed) not in people:
            keys["waiting"].add(key)
    return list(found.values())


@dataclass(frozen=True)
class _Where:
    """Where translations are: ids of pages."""

    at_language: set[int]
    being_checked: set[int]
    outdated: set[int]

    def states_of(self, page: Page) -> Iterator[str]:
        """Yield what is said of a translation. A public one may be checked in a newer version at the same time."""
        if page.live:
            yield "public"
        if page.pk in self.outdated:
            yield "out_of_date"
        if page.pk in self.being_checked:
            yield "being_checked"
        elif not page.live:
            yield "being_translated"

    def part_needed_for(self, page: Page) -> str | None:
        """Return whose turn it is, translator or reviewer; None where it is neither's."""
        if page.pk in self.at_language:
            return Part.REVIEWER
        if page.pk in self.being_checked or (page.live and page.pk not in self.outdated):
            return None
        return Part.TRANSLATOR


def _where_they_are() -> _Where:
    runs = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, base_content_type=_pages())
    steps = dict(runs.values_list("current_task_state", "object_id"))
    at_language = LanguageCheckState.objects.filter(pk__in=steps).values_list("pk", flat=True)
    ids = _translations().annotate(as_text=Cast("pk", CharField())).values("as_text")
    return _Where({int(steps[pk]) for pk in at_language}, {int(pk) for pk in steps.values()}, outdated_among(ids))


def _translations() -> QuerySet[Page]:
    return Page.objects.filter(Exists(_leading_here()), alias_of=None)


def outdated_among(object_ids: Any) -> set[int]:
    """Return which of these pages are public translations of an older release than the public one.

    `object_ids` are their ids as text, or a query for these.
    """
    releases = Release.objects.filter(
        content_type=_pages(), object_id__in=object_ids, state=Release.State.VALID, audience=Release.PUBLIC
    )
    taken = dict(releases.values_list("object_id", "manifest__body__translation__release"))
    old = moved_on(number for number in taken.values() if number)
    return {int(page) for page, number in taken.items() if number in old}


def count_helpers(found: Iterable[Glance]) -> None:
    """Count who translates into each of these languages, and who checks; two queries."""
    for part in Part:
        named = NamedLanguage.objects.filter(account__in=accounts_with_role(part))
        counts = Counter(named.values_list("locale", flat=True))
        for glance in found:
            glance.helpers[part.value] = counts[glance.locale.pk]


def in_state(pages: QuerySet[Page], state: str, locale: Locale) -> QuerySet[Page]:
    """Keep of what can be translated into a language what is in this state; all where it is none that we know."""
    if state not in STATES:
        return pages
    (glance,) = glances([locale])
    if state == "not_yet":
        # Most are: leave out the others.
        begun = set().union(*(keys for name, keys in glance.keys.items() if name != state))
        return pages.exclude(translation_key__in=begun)
    return pages.filter(translation_key__in=glance.keys[state])


def _pages() -> Any:
    return object_key(Page())["content_type"]
