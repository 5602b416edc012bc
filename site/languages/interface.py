"""In which language our own sentences are: buttons, questions, answers, emails. Pages may be in more languages."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation.trans_real import parse_accept_lang_header

from languages.names import direction_of

CHOSEN = "language"
"""Where a session keeps what somebody who is signed in chose."""


def interface_for(code: str | None) -> str:
    """Return the language of our own sentences around words in this one: the same, or the main one if we lack it."""
    return code if code in settings.INTERFACE_LANGUAGES else settings.LANGUAGE_CODE


def interface_language() -> str:
    """Return the language in which our own sentences are at this moment."""
    return interface_for(translation.get_language())


@contextmanager
def around(code: str) -> Iterator[None]:
    """Speak, while the block runs, the language that our own sentences have around words in this one."""
    with translation.override(interface_for(code)):
        yield


def is_personal(path: str) -> bool:
    """Say whether an address is for one person, who chose a language; every other says which it is in."""
    return path.startswith(settings.PERSONAL_ADDRESSES)


def chosen_language(request: HttpRequest) -> str:
    """Return the language somebody chose: signed in, on this device, or in their browser; else the main one."""
    spoken = settings.INTERFACE_LANGUAGES
    chosen = request.session.get(CHOSEN) or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in spoken:
        return str(chosen)
    for accepted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if accepted.partition("-")[0] in spoken:
            return accepted.partition("-")[0]
    return str(settings.LANGUAGE_CODE)


def our_language() -> SafeString:
    """Return the attributes `lang` and `dir` for our own sentences where they stand beside words of others."""
    language = interface_language()
    return format_html('lang="{}" dir="{}"', language, direction_of(language))


def interface_context() -> dict[str, Any]:
    """Return what templates know of the language of our own sentences; a page's own takes the place of `page_…`."""
    language = interface_language()
    direction = direction_of(language)
    return {"page_lang": language, "page_dir": direction, "interface_lang": language, "interface_dir": direction}
