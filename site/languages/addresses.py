"""Public screens that are no pages have an address in each language."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override


def address_in(language: str, name: str, *args: Any) -> str:
    """Return the path of a public screen in a language that pages are in."""
    with override(language):
        return reverse(name, args=args)


def path_in(language: str, path: str) -> str:
    """Return where a page of the main language, at `path`, is read in another: there, or told that it is not there."""
    known = language in dict(settings.LANGUAGES) and language != settings.LANGUAGE_CODE
    return f"/{language}{path}" if known else path


def in_every_language(name: str, *args: Any) -> list[str]:
    """Return the paths of a public screen in every language; once, where it has only one."""
    return list(dict.fromkeys(address_in(code, name, *args) for code, _name in settings.LANGUAGES))
