"""Translations in bulk: what a translator, a reviewer and a moderator leave behind who bring a work to the public."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from accounts.models import User
from authorship.models import Credit, name_for
from demo.bulk_rows import Gate, Lists, Version
from demo.bulk_words import Told
from publishing.models import Release
from stories.models import StoryPage
from translation.models import Assignment, TakenFrom
from translation.services import name_languages
from translation.source_words import take_words

Part = Assignment.Part


@dataclass
class Begun:
    """The translation of one public work into one language: what it says, and from which release."""

    told: Told
    source: Version
    release: Release
    locale: Locale

    @property
    def code(self) -> str:
        """The code of its language."""
        return str(self.locale.language_code)

    def make_page(self) -> StoryPage:
        """Return its page, a draft that has no place yet."""
        source, words = self.source.page, self.told.words(self.code)
        title = self.told.title(self.code)
        parts = [{"type": "words", "value": words, "id": source.body[0].id}]
        return StoryPage(
            title=title,
            draft_title=title,
            slug=source.slug,
            summary=self.told.summary(self.code),
            told_as=source.told_as,
            place=source.place,
            facets=source.facets,
            body=json.dumps(parts),
            owner=source.owner,
            locale=self.locale,
            translation_key=source.translation_key,
            content_type=source.content_type,
            live=False,
        )


class BulkTranslations:
    """Translates works that are public already. One person translates, another checks, as everywhere."""

    def __init__(self, people: dict[str, User], lists: Lists, gate: Gate) -> None:
        self.by, self.translator, self.reviewer = people["admin"], people["translator"], people["reviewer"]
        self.lists, self.gate = lists, gate
        for account in (self.translator, self.reviewer):
            name_languages(account=account, locales=lists.locales, by=self.by)

    def add(self, begun: list[Begun]) -> list[int]:
        """Make all these translations and return the ids of their pages."""
        if not begun:
            return []
        pages = [one.make_page() for one in begun]
        self.lists.add(pages)
        self._take(begun, pages)
        translators, reviewers = (self._give(begun, *who) for who in self._who())
        versions = [
            Version(page, one.source.part, self.translator, _frozen(one, translator, reviewer))
            for one, page, translator, reviewer in zip(begun, pages, translators, reviewers, strict=True)
        ]
        self.gate.release(versions)
        return [page.pk for page in pages]

    def _who(self) -> list[tuple[str, User]]:
        return [(Part.TRANSLATOR, self.translator), (Part.REVIEWER, self.reviewer)]

    def _take(self, begun: list[Begun], pages: list[StoryPage]) -> None:
        """Take the words of the sources, and write each sentence beside its own."""
        ids = {one.source.page.pk for one in begun}
        copies = {page.pk: take_words(page) for page in StoryPage.objects.filter(pk__in=ids).select_related("locale")}
        translations = Translation.objects.bulk_create(
            [Translation(source=copies[one.source.page.pk], target_locale=one.locale) for one in begun]
        )
        TakenFrom.objects.bulk_create(
            [
                TakenFrom(translation=translation, release_id=one.release.pk)
                for one, translation in zip(begun, translations, strict=True)
            ]
        )
        sentences: dict[int, list[Any]] = {}
        for segment in StringSegment.objects.filter(source__in=copies.values()).select_related("string"):
            sentences.setdefault(segment.source_id, []).append(segment)
        StringTranslation.objects.bulk_create(
            [
                StringTranslation(
                    translation_of=segment.string,
                    context_id=segment.context_id,
                    locale=one.locale,
                    data=one.told.translated(segment.string.data, one.source.page.locale.language_code, one.code),
                    translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                    last_translated_by=self.translator,
                )
                for one in begun
                for segment in sentences[copies[one.source.page.pk].pk]
            ]
        )

    def _give(self, begun: list[Begun], part: str, account: User) -> list[Assignment]:
        now = timezone.now()
        return Assignment.everybody.bulk_create(
            [
                Assignment(
                    page_id=one.source.page.pk,
                    locale=one.locale,
                    account=account,
                    part=part,
                    assigned_by=self.by,
                    credit=Credit.OWN_NAME,
                    credit_name=name_for(account.person, Credit.OWN_NAME),
                    done_at=now,
                    ended_at=now,
                )
                for one in begun
            ]
        )


def _frozen(one: Begun, translator: Assignment, reviewer: Assignment) -> dict[str, Any]:
    return {
        "translation": {
            "from": one.source.page.locale.language_code,
            "release": one.release.pk,
            "by": [{"id": translator.pk, "name": translator.shown_name}],
            "checked_by": [{"id": reviewer.pk, "name": reviewer.shown_name}],
        }
    }
