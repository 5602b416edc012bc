"""Many works at once, for measuring. Written straight into the tables, each with all that a work made by people has.

Only the demo may do this.
"""

import random

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Revision, TaskState
from wagtail.search.backends import get_search_backend

from accounts.models import User
from authorship.models import Contributor, Work
from consent.models import ConsentEntry
from consent.services import review_date
from consent.wording import VERSION, How, Use, uses_asked
from core.facets import Facet, as_text
from demo.bulk_rows import Gate, Lists, Version
from demo.bulk_translations import Begun, BulkTranslations
from demo.bulk_words import Told, codes, facets_by_chance
from publishing.audiences import PUBLIC
from stories.models import StoryPage

CHUNK = 500
EACH = 10
"""One of so many works can be read in other languages too,"""
OTHERS = (1, 3)
"""in these: counted from its own."""


class Bulk:
    """Adds works below the lists of stories, as many in each language. `people` are the demo’s, by their keys."""

    def __init__(self, people: dict[str, User]) -> None:
        self.tellers = [people["reporter"], people["reporter2"]]
        self.lists = Lists(codes())
        self.locales = self.lists.locales
        self.gate = Gate(people["moderator"], people["reviewer"])
        self.translations = BulkTranslations(people, self.lists, self.gate)
        self.story_type = ContentType.objects.get_for_model(StoryPage)
        self.chance = random.Random(4711)

    def add(self, count: int) -> list[int]:
        """Add `count` works, and translations of some; return the ids of the pages of the works."""
        first = Work.objects.filter(page__slug__startswith="told-").count()
        works: list[int] = []
        translations: list[int] = []
        for start in range(first, first + count, CHUNK):
            made, translated = self._chunk(range(start, min(start + CHUNK, first + count)))
            works += made
            translations += translated
        _reset_sequences([Page, Revision, TaskState])
        self._index_for_search(works + translations)
        return works

    @transaction.atomic
    def _chunk(self, numbers: range) -> tuple[list[int], list[int]]:
        told = [Told.by_chance(self.chance) for _number in numbers]
        pages = [self._page(number, what) for number, what in zip(numbers, told, strict=True)]
        self.lists.add(pages)
        works = Work.objects.bulk_create([Work(page_id=page.pk, started_by=page.owner) for page in pages])
        parts = Contributor.objects.bulk_create(
            [self._contributor(work, page) for work, page in zip(works, pages, strict=True)]
        )
        self._agree(parts, pages)
        versions = [Version(page, part, page.owner) for page, part in zip(pages, parts, strict=True)]
        releases = self.gate.release(versions)
        begun = [
            Begun(what, version, release, locale)
            for number, what, version, release in zip(numbers, told, versions, releases, strict=True)
            for locale in self._other_languages(number)
        ]
        return [page.pk for page in pages], self.translations.add(begun)

    def _page(self, number: int, told: Told) -> StoryPage:
        locale = self.locales[number % len(self.locales)]
        code = locale.language_code
        return StoryPage(
            title=told.title(code),
            draft_title=told.title(code),
            slug=f"told-{number + 1}",
            summary=told.summary(code),
            told_as="words",
            place="Birmingham",
            facets=as_text(facets_by_chance(self.chance, Facet.values)),
            body=[("words", told.words(code))],
            owner=self.tellers[number % len(self.tellers)],
            locale=locale,
            content_type=self.story_type,
            live=False,
        )

    def _other_languages(self, number: int) -> list[Locale]:
        """Return into which languages a work is translated: one round through all of them has some, then nine none."""
        turn, own = divmod(number, len(self.locales))
        others = {(own + step) % len(self.locales) for step in OTHERS} - {own}
        return [self.locales[place] for place in sorted(others)] if turn % EACH == 0 else []

    def _contributor(self, work: Work, page: StoryPage) -> Contributor:
        person = page.owner.person
        return Contributor(
            work=work,
            person=person,
            role=Contributor.Role.TELLER,
            expertise=Contributor.Expertise.LIVED,
            credit=Contributor.Credit.FIRST_NAME,
            credit_name=person.first_name,
            order=1,
        )

    def _agree(self, parts: list[Contributor], pages: list[StoryPage]) -> None:
        until = review_date(timezone.localdate())
        ConsentEntry.objects.bulk_create(
            [
                ConsentEntry(
                    person_id=part.person_id,
                    work_id=part.work_id,
                    use=use,
                    agreed=use != Use.OPEN_LICENCE,
                    how=How.FACE_TO_FACE,
                    language=page.locale.language_code,
                    wording=VERSION,
                    review_on=until if use != Use.OPEN_LICENCE else None,
                )
                for part, page in zip(parts, pages, strict=True)
                for use in uses_asked(PUBLIC)
            ]
        )

    def _index_for_search(self, ids: list[int]) -> None:
        index = get_search_backend().get_index_for_model(StoryPage)
        for start in range(0, len(ids), CHUNK):
            index.add_items(StoryPage, list(StoryPage.objects.filter(pk__in=ids[start : start + CHUNK])))


def _reset_sequences(models: list[type]) -> None:
    """Tell the database which ids are taken, since rows came with ids of their own."""
    statements = connection.ops.sequence_reset_sql(no_style(), models)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
