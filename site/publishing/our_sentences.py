"""Sentences of ours that stand among the words of a page: kept in the page's language, and known again in each.

Who acts may speak another language than the page, and a translation may come after the sentence was kept.
"""

from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

GAP = gettext_lazy("Somebody took this part back.")
UNTITLED = gettext_lazy("Untitled story")


def said_in(language: str, sentence: Promise) -> str:
    """Return a sentence of ours as a page in this language holds it."""
    with override(language):
        return str(sentence)


def in_every_language(sentence: Promise) -> set[str]:
    """Return a sentence of ours as a page in any language may hold it."""
    return {said_in(code, sentence) for code in {settings.LANGUAGE_CODE, *settings.INTERFACE_LANGUAGES}}


def gap_sentence(language: str) -> str:
    """Return what a reader sees where somebody's words were."""
    return said_in(language, GAP)


def gap_sentences() -> set[str]:
    """Return what may stand where somebody's words were: plain, and as a paragraph."""
    plain = in_every_language(GAP)
    return plain | {f"<p>{gap}</p>" for gap in plain}


def kind_of(page: Any) -> str:
    """Return what stands where the title of a page was, once nobody's words may: what kind of page it is."""
    return said_in(page.locale.language_code, page._meta.verbose_name).capitalize()


def kinds_of(page: Any) -> set[str]:
    """Return what may stand there."""
    return {kind.capitalize() for kind in in_every_language(page._meta.verbose_name)}
