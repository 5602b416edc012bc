"""In which languages a page can be read."""

from typing import Any

from django.http import HttpRequest

from languages.names import direction_of, english_name, own_name
from publishing.selectors import released


def other_languages(page: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """Return the released versions of `page` in other languages: code, name, dir and url. One query."""
    others = released(type(page)._default_manager.filter(translation_key=page.translation_key))
    found = []
    for other in others.exclude(pk=page.pk).select_related("locale").order_by("locale__language_code"):
        code = other.locale.language_code
        found.append({"code": code, "name": own_name(code), "dir": direction_of(code), "url": other.get_url(request)})
    return found


def language_context(page: Any, request: HttpRequest, manifest: Any) -> dict[str, Any]:
    """What a page's template knows of its language."""
    code = page.locale.language_code
    return {
        "page_lang": code,
        "page_dir": direction_of(code),
        "page_language_name": english_name(code),
        "other_languages": [] if manifest is None else other_languages(page, request),
    }
