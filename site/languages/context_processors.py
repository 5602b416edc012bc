"""`lang` and `dir` for every template; a page's own language takes their place on that page."""

from django.http import HttpRequest
from django.utils.translation import get_language

from languages.names import INTERFACE_LANGUAGE, direction_of


def direction(request: HttpRequest) -> dict[str, str]:
    """Return the language and direction of the page and of the interface around it."""
    language = get_language() or INTERFACE_LANGUAGE
    return {
        "page_lang": language,
        "page_dir": direction_of(language),
        "interface_lang": INTERFACE_LANGUAGE,
        "interface_dir": direction_of(INTERFACE_LANGUAGE),
    }
