"""Translations of the demo, made by the same steps that people take."""

from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation

from accounts.models import User
from demo.content_files import read
from demo.journeys import NOT_SERIOUS, act, bring_to, everybody_says_yes, fresh
from moderation.services import step_of
from translation.selectors import translation_of
from translation.services import assign, begin, choose_name, name_languages, send_for_checking


class Translations:
    """The demo's translators at work: `people` by their keys, and who approves."""

    def __init__(self, people: dict[str, User], moderator: User) -> None:
        self.people, self.moderator = people, moderator
        self.translator, self.reviewer = people["translator"], people["reviewer"]

    def build(self) -> list[str]:
        """Make those that are not there yet; return what was made, in words."""
        rows = read("translations/states.toml")["translations"]
        codes = {row["language"] for row in rows}
        for account in (self.translator, self.reviewer):
            locales = Locale.objects.filter(language_code__in=codes)
            name_languages(account=account, locales=locales, by=self.people["admin"])
        return [self._make(row) for row in rows if not self._is_there(row)]

    def _source(self, row: dict[str, Any]) -> Any:
        return Page.objects.get(slug=row["of"], locale__language_code="en").specific

    def _is_there(self, row: dict[str, Any]) -> bool:
        source = self._source(row)
        return source.get_translations().filter(locale__language_code=row["language"]).exists()

    def _make(self, row: dict[str, Any]) -> str:
        source, locale = self._source(row), Locale.objects.get(language_code=row["language"])
        given = assign(
            page=source, locale=locale, translator=self.translator, reviewer=self.reviewer, by=self.people["admin"]
        )
        for assignment in given:
            choose_name(assignment=assignment, credit="own_name", by=assignment.account)
        sentences = read(f"translations/{row['of']}.{row['language']}.toml")["sentences"]
        words = {one["english"]: one["translated"] for one in sentences}
        for page in begin(source, locale):
            self._write(page, words)
            self._bring_to(page.specific, row["state"])
        if "mended" in row:
            self._mend(source, row["mended"])
        return f"{source.title}, {locale}"

    def _write(self, page: Any, words: dict[str, str]) -> None:
        translation: Any = translation_of(page)
        for segment in StringSegment.objects.filter(source=translation.source).select_related("string", "context"):
            StringTranslation.objects.create(
                translation_of=segment.string,
                context=segment.context,
                locale=translation.target_locale,
                data=words[segment.string.data],
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                last_translated_by=self.translator,
            )

    def _bring_to(self, page: Any, state: str) -> None:
        send_for_checking(page=fresh(page), user=self.translator)
        if state == "sent":
            return
        act(fresh(page), self.reviewer, "approve")
        act(fresh(page), self.moderator, "approve", ticks=NOT_SERIOUS)
        everybody_says_yes(fresh(page))

    def _mend(self, source: Any, fields: dict[str, str]) -> None:
        """Let the source say something else in public since."""
        teller = source.work.contributors.first().person.user
        draft = fresh(source).get_latest_revision_as_object()
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision(user=teller)
        assert step_of(fresh(source)) is None, "nobody is checking it"
        bring_to(fresh(source), "published", sender=teller, moderator=self.moderator)
