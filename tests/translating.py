"""Translations as people make them: given to somebody, written, compared, approved, and said yes to."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation

from accounts.models import User
from moderation.taking_part import whole_of
from tests.builders import act, everybody_says_yes, fresh
from translation.models import Assignment
from translation.selectors import parts_of, translation_of
from translation.services import assign, choose_name, is_up_to_date, name_languages, send_for_checking

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


def people_of_the_demo() -> SimpleNamespace:
    """Return those of the demo who take part in a translation, by their roles."""
    keys = ("translator", "reviewer", "moderator", "moderator2", "admin", "trainer")
    return SimpleNamespace(**{key: User.objects.get(email=f"{key}@example.org") for key in keys})


def page_at(path: str) -> Any | None:
    """Return the English page that stands at a path; None where a screen does."""
    found = [page for page in Page.objects.filter(depth__gt=1, locale__language_code="en") if page.get_url() == path]
    return found[0].specific if found else None


def go_all_the_way(page: Any, people: Any, code: str, words: Callable[[str], str]) -> Any:
    """Translate a page with what it is part of, what it stands in first; return the translation, public."""
    whole = whole_of(page)
    parent = whole.get_parent().specific
    if not parent.get_translations().filter(locale=into(code)).exists():
        go_all_the_way(parent, people, code, words)
    give(whole, people, code)
    for part in parts_of(whole):
        if not is_up_to_date(in_language(part, code)):
            target = sent(in_language(part, code), people, words)
            everybody_says_yes(approved(target, people, people.moderator2))
    return in_language(page, code)
