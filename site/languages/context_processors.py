"""`lang` and `dir` for every template, and the languages that somebody can choose."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from languages.interface import interface_context, interface_language, is_personal
from languages.names import direction_of, own_name


def direction(request: HttpRequest) -> dict[str, Any]:
    """Return the language and direction of our own sentences, and what can be chosen on what is somebody's alone."""
    return interface_context() | {
        "languages_to_choose": SimpleLazyObject(lambda: _to_choose(request)),
        "is_to_check": interface_language() in settings.INTERFACE_LANGUAGES_TO_CHECK,
    }


def _to_choose(request: HttpRequest) -> list[dict[str, Any]]:
    if not is_personal(request.path):
        return []
    spoken = interface_language()
    return [
        {"code": code, "name": own_name(code), "dir": direction_of(code), "is_chosen": code == spoken}
        for code in settings.INTERFACE_LANGUAGES
    ]
