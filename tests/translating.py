"""Translations as people make them: given to somebody, written, compared, approved, and said yes to."""

from collections.abc import Callable
from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation

from tests.builders import act, everybody_says_yes, fresh
from translation.models import Assignment
from translation.selectors import translation_of
from translation.services import assign, choose_name, name_languages, send_for_checking

IN_OTHER_WORDS = "qztranslated"
"""Stands in every sentence of a translation."""


def into(code: str) -> Locale:
    """Return the language with this code."""
    return Locale.objects.get(language_code=code)


def give(page: Any, people: Any, code: str = "ur", **who: Any) -> Any:
    """Give the translation of a public page to the translator and the reviewer; return its page, a draft at first."""
    locale = into(code)
    who = {"translator": people.translator, "reviewer": people.reviewer} | who
    for account in who.values():
        name_languages(account=account, locales=[locale], by=people.admin)
    assignments = assign(page=fresh(page), locale=locale, by=people.admin, **who)
    for assignment in assignments:
        choose_name(assignment=assignment, credit="own_name", by=assignment.account)
    return in_language(page, code)


def in_language(page: Any, code: str = "ur") -> Any:
    """Return the page that translates this one."""
    return type(page).objects.get(translation_key=page.translation_key, locale__language_code=code)


def assignment(page: Any, user: Any) -> Assignment:
    """Return what `user` was given last of a translation of `page`, in whichever language."""
    return Assignment.everybody.filter(page=page, account=user).latest("pk")


def in_words(source: str) -> str:
    """Return a translated sentence, with the same marks."""
    return f"{IN_OTHER_WORDS} {source}"


def write(page: Any, user: Any, words: Callable[[str], str] = in_words) -> None:
    """Write each sentence of a translation, as its translator does in the editor."""
    translation: Any = translation_of(page)
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={
                "data": words(segment.string.data),
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                "last_translated_by": user,
            },
        )


def sent(page: Any, people: Any, words: Callable[[str], str] = in_words) -> Any:
    """Translate the page that translates another one, and send it for checking; return it."""
    write(page, people.translator, words)
    send_for_checking(page=page, user=people.translator)
    return fresh(page)


def approved(page: Any, people: Any, moderator: Any = None) -> Any:
    """Let the reviewer and a moderator approve what was sent; return it, waiting for those who told it."""
    act(page, people.reviewer, "approve")
    act(page, moderator or people.moderator, "approve")
    return fresh(page)


def translated(page: Any, people: Any, code: str = "ur", **more: Any) -> Any:
    """Take the translation of a public page all the way to the public; return it."""
    target = sent(give(page, people, code), people, **more)
    return everybody_says_yes(approved(target, people))
